"""A document made into a tagged PDF (PDF/UA-1) by Typst: its parts are data, its looks are in templates/.

The same document gives the same bytes: its date is that of the figures, and no system typeface is looked at.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from observatory.errors import DataError
from observatory.figures.palette import colours
from observatory.publishing.images import fonts

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Final = "ua-1"
Section = Mapping[str, Any]
"""`kind` names the function of templates/sections.typ that draws it; the rest is what that function reads."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Document:
    """`running` stands at the head of every page, `foot` at its foot; `made_at` is an ISO moment.

    `pictures` are SVG texts by the name that a section gives them.
    """

    title: str
    author: str
    running: str
    foot: str
    made_at: str
    sections: Sequence[Section]
    pictures: Mapping[str, str] = field(default_factory=dict)
    watermark: str = ""
    keywords: Sequence[str] = ()


def pdf(document: Document) -> bytes:
    """The document as PDF/UA-1. DataError where Typst refuses it, for instance a picture without words."""
    files: dict[str, bytes | str | Path] = {
        template.name: template.read_bytes() for template in sorted(TEMPLATES.glob("*.typ"))
    }
    files["data.json"] = json.dumps(_data(document), ensure_ascii=False, allow_nan=False).encode()
    files |= {name: svg.encode() for name, svg in document.pictures.items()}
    files["main.typ"] = files.pop("document.typ")
    # Typst takes a dict of files; its stubs do not say so
    compiler = typst.Compiler(files, font_paths=fonts(), ignore_system_fonts=True)  # type: ignore[type-var]
    made_at = datetime.fromisoformat(document.made_at).astimezone(UTC)
    try:
        content = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(made_at.timestamp()))
    except typst.TypstError as error:
        raise DataError(f"{document.title} : le document n'a pas pu être composé : {error}") from error
    if not isinstance(content, bytes):
        raise DataError(f"{document.title} : un seul fichier PDF était attendu.")
    return content


def _data(document: Document) -> dict[str, Any]:
    made_at = datetime.fromisoformat(document.made_at)
    return {
        "title": document.title,
        "author": document.author,
        "running": document.running,
        "foot": document.foot,
        "date": [made_at.year, made_at.month, made_at.day],
        "watermark": document.watermark,
        "keywords": document.keywords,
        "palette": colours(),
        "sections": document.sections,
    }
