"""The atlas as PDF, where it has been made: the site leads to it only if it is of the very release that it shows."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from observatory.statistics.numbers import SPACE, number, with_unit

PATH = "atlas.pdf"
"""Where the site has it."""
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


@dataclass(frozen=True)
class Printed:
    file: Path
    modified: int
    """In nanoseconds."""
    pages: int
    size: int

    @property
    def told(self) -> str:
        """`PDF balisé, 147 pages, 10,8 Mo`"""
        return f"PDF balisé, {with_unit(self.pages, 'pages')}, {number(self.size / 1e6, 1)}{SPACE}Mo"


def file_name(edition: str, rehearsal: bool) -> str:
    """`atlas-petite-enfance.pdf`"""
    parts = ["atlas", *([edition] if edition else []), *(["repetition"] if rehearsal else [])]
    return f"{'-'.join(parts)}.pdf"


def mark(build: str) -> str:
    """The keyword by which a PDF says of which release it is."""
    return f"diffusion {build}"


def printed(file: Path, build: str) -> Printed | None:
    """What is known of the PDF now in this file; None where there is none, or it is of another release."""
    return _read(file, file.stat().st_mtime_ns, build) if file.exists() else None


@lru_cache(maxsize=8)
def _read(file: Path, modified: int, build: str) -> Printed | None:
    content = file.read_bytes()
    pages = [int(count) for count in _PAGES.findall(content)]
    return Printed(file, modified, max(pages), len(content)) if pages and mark(build).encode() in content else None
