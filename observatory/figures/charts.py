"""What the charts drawn on the server share: a picture with its words, and colours that follow the page's appearance.

Each shape carries its colour, for paper, and a class of the same name, by which a page's stylesheet has the last word.
"""

from collections.abc import Iterable, Sequence
from math import floor, log10
from xml.etree.ElementTree import Element

from observatory.figures.palette import colours
from observatory.figures.svg_parts import TEXT_FONT, add

SIZE = 13
"""Of letters, in the units of a picture 420 wide: legible when a phone shows it 350 pixels wide."""
STEPS = (1, 2, 5, 10)


def picture(width: float, height: float, words: str) -> Element:
    """An empty `<svg>`; `words` say what it shows to those who do not see it."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:g} {height:g}"})
    root.attrib.update({"role": "img", "aria-label": words, "font-family": TEXT_FONT, "class": "chart-svg"})
    return root


def painted(fill: str | None = None, stroke: str | None = None) -> dict[str, object]:
    """Attributes of a shape, by the names of the palette; what is not named is not painted."""
    names = [f"fill-{fill}"] * bool(fill) + [f"stroke-{stroke}"] * bool(stroke)
    painted: dict[str, object] = {"fill": colours()[fill] if fill else "none", "class": " ".join(names)}
    return {**painted, "stroke": colours()[stroke]} if stroke else painted


def label(parent: Element, x: float, y: float, text: str, anchor: str = "start", colour: str = "muted") -> Element:
    return add(parent, "text", text, x=x, y=y, font_size=SIZE, text_anchor=anchor, **painted(colour))


def line(points: Iterable[tuple[float, float]]) -> str:
    """The path through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def ticks(high: float, most: int) -> list[float]:
    """0 and the multiples of a readable step (1, 2 or 5 x 10^n) up to `high`, about `most` of them."""
    power = 10.0 ** floor(log10(high / most))
    step = next(step * power for step in STEPS if step * power >= high / most * 0.999)
    return [i * step for i in range(int(high / step + 1e-9) + 1)]


def nearest(wanted: Sequence[int], known: Sequence[int]) -> list[int]:
    """For each year wanted, the nearest known; each once, in order."""
    return sorted({min(known, key=lambda year: abs(year - want)) for want in wanted})
