"""An SVG picture as PNG, at print size and in the project's own typefaces."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import typst
from fontTools.ttLib import TTFont

from observatory.errors import DataError
from observatory.settings import ROOT

FONTS = ROOT / "assets" / "fonts"
PRINT_WIDTH_MM = 180
"""The text width of an A4 page."""
PRINT_PPI = 300
PAGE = f"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {PRINT_WIDTH_MM}mm)
"""


def png(svg: str, ppi: float = PRINT_PPI) -> bytes:
    """180 mm wide, at 300 dots per inch for print; without system fonts, every machine makes the same picture."""
    compiled = typst.Compiler(PAGE.encode(), font_paths=fonts(), ignore_system_fonts=True).compile(
        format="png", ppi=ppi, sys_inputs={"svg": svg}
    )
    if not isinstance(compiled, bytes):
        raise DataError("L'image tient sur plusieurs pages : une seule était attendue.")
    return compiled


@cache
def fonts() -> typst.Fonts:
    """The web typefaces of assets/fonts, which Typst reads once they are unpacked from woff2."""
    folder = Path(mkdtemp(prefix="observatoire-fonts-"))
    for packed in sorted(FONTS.glob("*.woff2")):
        font = TTFont(packed)
        font.flavor = None
        font.save(folder / f"{packed.stem}.ttf")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
