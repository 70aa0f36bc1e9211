"""Signs of French figures that the typefaces lack, composed from their own: ‰ from %, ≈ from ~, ᵉ from e.

Without them a picture would fall back on a typeface with serifs, in the middle of a number.
"""

from collections.abc import Callable

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

Placed = tuple[str, Transform]
"""A character and where it is drawn."""
RING = 0.57
"""Height of a ring of %, in heights of the sign."""
RAISED = 0.62
"""Size of a superior letter."""


def complete(font: TTFont) -> None:
    """Add to a TrueType font the signs of SIGNS that it lacks."""
    for sign, compose in SIGNS.items():
        if ord(sign) not in font.getBestCmap():
            parts, advance = compose(font)
            _add(font, sign, parts, advance)


def _add(font: TTFont, sign: str, parts: list[Placed], advance: float) -> None:
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    pen = TTGlyphPen(None)
    for character, placed in parts:
        outline = DecomposingRecordingPen(glyphs)
        glyphs[cmap[ord(character)]].draw(outline)
        outline.replay(TransformPen(pen, placed))
    name, glyph = f"uni{ord(sign):04X}", pen.glyph()
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (round(advance), getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name


def _advance(font: TTFont, character: str) -> float:
    return float(font["hmtx"][font.getBestCmap()[ord(character)]][0])


def _box(font: TTFont, character: str) -> tuple[float, float, float, float]:
    """left, bottom, right, top."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord(character)]].draw(pen)
    left, bottom, right, top = pen.bounds
    return left, bottom, right, top


def _per_mille(font: TTFont) -> tuple[list[Placed], float]:
    """A % and one more ring, an o in small, as low and as high as that of the %."""
    left, _, right, top = _box(font, "o")
    scale = RING * _box(font, "%")[3] / top
    shift = _box(font, "%")[2] + 0.06 * _advance(font, "%") - left * scale
    ring = Transform(scale, 0, 0, scale, shift, 0)
    return [("%", Identity), ("o", ring)], shift + right * scale + (_advance(font, "%") - _box(font, "%")[2])


def _almost_equal(font: TTFont) -> tuple[list[Placed], float]:
    rise = 0.55 * (_box(font, "~")[3] - _box(font, "~")[1]) + 0.04 * font["head"].unitsPerEm
    placed: list[Placed] = [("~", Identity.translate(0, rise)), ("~", Identity.translate(0, -rise))]
    return placed, _advance(font, "~")


def _superior(letter: str) -> Callable[[TTFont], tuple[list[Placed], float]]:
    def compose(font: TTFont) -> tuple[list[Placed], float]:
        rise = _box(font, "h")[3] - RAISED * _box(font, "e")[3]
        return [(letter, Transform(RAISED, 0, 0, RAISED, 0, rise))], RAISED * _advance(font, letter)

    return compose


def _narrow_space(font: TTFont) -> tuple[list[Placed], float]:
    return [], 0.7 * _advance(font, " ")


SIGNS: dict[str, Callable[[TTFont], tuple[list[Placed], float]]] = {
    "‰": _per_mille,
    "≈": _almost_equal,
    "ᵉ": _superior("e"),
    "ʳ": _superior("r"),
    "\u202f": _narrow_space,
}
