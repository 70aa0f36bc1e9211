"""The files that every page shares: one style sheet, one script, typefaces; a hash in the names that may change."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from observatory.settings import ROOT

FOLDER = ROOT / "assets"
STYLESHEETS = ("palette.css", "palette-dark.css", "base.css", "map.css", "atlas.css")
ENTRY = FOLDER / "atlas" / "atlas.mjs"
_IMPORT = re.compile(r'^import \{[^}]*\} from "([^"]+)";\n', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HASH_LENGTH = 12


@cache
def shared_files() -> dict[str, bytes]:
    """Path below the atlas -> content."""
    style, script = stylesheet().encode(), flattened(ENTRY).encode()
    fonts = {f"assets/fonts/{font.name}": font.read_bytes() for font in sorted((FOLDER / "fonts").glob("*"))}
    return {
        f"assets/{stylesheet_name()}": style,
        f"assets/{script_name()}": script,
        "assets/icon.svg": (FOLDER / "icon.svg").read_bytes(),
        **fonts,
    }


@cache
def stylesheet() -> str:
    """All the sheets in one, without their comments."""
    sheets = ((FOLDER / name).read_text(encoding="utf-8") for name in STYLESHEETS)
    return "\n".join(_COMMENT.sub("", sheet).strip() for sheet in sheets) + "\n"


def stylesheet_name() -> str:
    return f"atlas.{_hash(stylesheet())}.css"


def script_name() -> str:
    return f"atlas.{_hash(flattened(ENTRY))}.js"


@cache
def flattened(entry: Path) -> str:
    """The modules an entry imports, and itself, as one classic script: a page opened from a disk may not load modules.

    Each module imports names from files, and exports declarations: nothing else is used in assets/.
    """
    return "(() => {\n" + "".join(_declarations(entry.resolve(), set())) + "})();\n"


def _declarations(module: Path, seen: set[Path]) -> Iterator[str]:
    """Each module once, after those it imports."""
    if module in seen:
        return
    seen.add(module)
    text = module.read_text(encoding="utf-8")
    for imported in _IMPORT.findall(text):
        yield from _declarations((module.parent / imported).resolve(), seen)
    yield re.sub(r"^export ", "", _IMPORT.sub("", text), flags=re.MULTILINE)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
