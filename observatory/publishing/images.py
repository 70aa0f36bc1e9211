"""An SVG picture as PNG, at print size and in the project's own typefaces."""

import struct
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import typst
from fontTools.ttLib import TTFont

from observatory.errors import DataError
from observatory.publishing.glyphs import complete
from observatory.settings import ROOT

FONTS = ROOT / "assets" / "fonts"
PRINT_WIDTH_MM = 180
"""The text width of an A4 page."""
PRINT_PPI = 300
INCH_M = 0.0254
PAGE = f"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {PRINT_WIDTH_MM}mm)
"""
HEAD = 33
"""Bytes of a PNG's signature and of its first chunk, after which others may come."""


def png(svg: str, ppi: float = PRINT_PPI, about: Iterable[tuple[str, str]] = ()) -> bytes:
    """180 mm wide, at 300 dots per inch for print; without system fonts, every machine makes the same picture.

    The file says its resolution, and holds `about` (what, words) as texts.
    """
    compiled = typst.Compiler(PAGE.encode(), font_paths=fonts(), ignore_system_fonts=True).compile(
        format="png", ppi=ppi, sys_inputs={"svg": svg}
    )
    if not isinstance(compiled, bytes):
        raise DataError("L'image tient sur plusieurs pages : une seule était attendue.")
    dots = round(ppi / INCH_M)
    added = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)), *(_text(what, words) for what, words in about)]
    return compiled[:HEAD] + b"".join(added) + compiled[HEAD:]


def _text(what: str, words: str) -> bytes:
    """An international text (PNG, 11.3.4.5): a keyword in Latin-1, then UTF-8."""
    keyword = what.replace("\u202f", " ").encode("latin-1", "replace")[:79]
    return _chunk(b"iTXt", keyword + b"\0\0\0fr\0\0" + words.encode())


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@cache
def fonts() -> typst.Fonts:
    """The web typefaces of assets/fonts, which Typst reads once they are unpacked from woff2 and completed."""
    folder = Path(mkdtemp(prefix="observatoire-fonts-"))
    for packed in sorted(FONTS.glob("*.woff2")):
        font = TTFont(packed, recalcTimestamp=False)  # or the same document would differ from one second to the next
        font.flavor = None
        complete(font)
        font.save(folder / f"{packed.stem}.ttf")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
