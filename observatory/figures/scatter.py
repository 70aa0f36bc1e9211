"""A need against an offer, as SVG: a dot a territory in the colour of its class, the four quadrants named in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Literal
from xml.etree.ElementTree import Element, tostring

from observatory.figures.charts import STEPS, label, line, painted, picture
from observatory.figures.studied import amount
from observatory.figures.svg_parts import GLYPH, add
from observatory.statistics.crossing import QUADRANTS

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 520, 440, 52, 10, 14, 46
NAME = 12
MARGINS = (0.06, 0.13)
"""Of the span of the values, left free at both ends, across and upwards: the quadrants' names stand there."""
CROWD = 60
"""Territories from which dots are smaller."""
Anchor = Literal["start", "end"]


@dataclass(frozen=True)
class Axis:
    """`sign` is -1 where low values are the strong ones: they are drawn at the strong end."""

    values: Sequence[float]
    reference: float
    sign: int
    unit: str
    decimals: int
    margin: float

    def share(self, value: float) -> float:
        """0 at the weak end, 1 at the strong end."""
        low, high = self._span
        along = (value - low) / (high - low)
        return along if self.sign > 0 else 1 - along

    @property
    def _span(self) -> tuple[float, float]:
        low, high = min(*self.values, self.reference), max(*self.values, self.reference)
        room = self.margin * ((high - low) or 1.0)
        return low - room, high + room

    @property
    def ticks(self) -> list[float]:
        """Multiples of a readable step inside the span."""
        low, high = self._span
        first, last = -floor(-low / self._step), floor(high / self._step)
        return [index * self._step for index in range(first, last + 1)]

    @property
    def _step(self) -> float:
        low, high = self._span
        power = 10.0 ** floor(log10((high - low) / 5))
        return next(step * power for step in STEPS if step * power >= (high - low) / 5 * 0.999)

    def text(self, value: float) -> str:
        return amount(value, self.unit, self.decimals)

    def tick(self, value: float) -> str:
        """No more decimals than the step has."""
        return amount(value, self.unit, max(0, -floor(log10(self._step) + 1e-9)))


@dataclass(frozen=True)
class Dot:
    code: str
    name: str
    need: float
    offer: float
    look: str
    """A colour of the palette: `bivariate-7`."""


def scatter_svg(need: Axis, offer: Axis, dots: Sequence[Dot], named: Collection[str], words: str) -> str:
    """The need rightwards and the offer upwards, their strong ends there; names for the codes of `named`."""
    root = picture(WIDTH, HEIGHT, words)
    del root.attrib["role"]
    root.set("role", "group")
    _axes(root, need, offer)
    _quadrants(root, need, offer)
    radius = 3.4 if len(dots) > CROWD else 5.5
    places = {dot.code: (_x(need.share(dot.need)), _y(offer.share(dot.offer))) for dot in dots}
    for dot in dots:
        x, y = places[dot.code]
        shape = add(root, "circle", cx=x, cy=y, r=radius, stroke_width=0.8, **painted(dot.look, "edge"))
        shape.set("data-code", dot.code)
        add(shape, "title", f"{dot.name}\u202f: {need.text(dot.need)}, {offer.text(dot.offer)}")
    _names(root, [dot for dot in dots if dot.code in named], places, radius)
    return tostring(root, encoding="unicode")


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def _axes(root: Element, need: Axis, offer: Axis) -> None:
    for value in need.ticks:
        x = _x(need.share(value))
        add(root, "path", d=line([(x, TOP), (x, _y(0))]), stroke_width=1, **painted(stroke="line"))
        label(root, x, _y(0) + 18, need.tick(value), "middle")
    for value in offer.ticks:
        y = _y(offer.share(value))
        add(root, "path", d=line([(LEFT, y), (_x(1), y)]), stroke_width=1, **painted(stroke="line"))
        label(root, LEFT - 6, y + 4, offer.tick(value), "end")
    label(root, _x(1), HEIGHT - 6, "plus de besoin →", "end", "ink")
    turned = label(root, 12, TOP, "plus d’offre →", "end", "ink")
    turned.set("transform", f"rotate(-90 12 {TOP})")


def _quadrants(root: Element, need: Axis, offer: Axis) -> None:
    """Two lines at the collectivité's values, and a name in each corner."""
    x, y = _x(need.share(need.reference)), _y(offer.share(offer.reference))
    for points in ([(x, TOP), (x, _y(0))], [(LEFT, y), (_x(1), y)]):
        add(root, "path", d=line(points), stroke_width=1.3, stroke_dasharray="5 3", **painted(stroke="ink"))
    corners: tuple[tuple[str, float, float, Anchor], ...] = (
        ("deficit", _x(1) - 6, _y(0) - 8, "end"),
        ("reponse", _x(1) - 6, TOP + 16, "end"),
        ("calme", LEFT + 6, _y(0) - 8, "start"),
        ("avance", LEFT + 6, TOP + 16, "start"),
    )
    for slug, left, top, anchor in corners:
        text = label(root, left, top, QUADRANTS[slug], anchor, "ink" if slug == "deficit" else "muted")
        text.set("font-weight", "700")


def _names(root: Element, dots: Sequence[Dot], places: dict[str, tuple[float, float]], radius: float) -> None:
    """Beside their dots, in the order given; one that would touch another is left out."""
    taken: list[tuple[float, float, float]] = []
    for dot in dots:
        x, y = places[dot.code]
        width = len(dot.name) * NAME * GLYPH * 1.1
        start = x + radius + 4
        left = start if start + width < WIDTH else x - radius - 4 - width
        if all(abs(y - other) > NAME or left > end or left + width < first for first, end, other in taken):
            taken.append((left, left + width, y))
            text = label(root, left, y + 4, dot.name, "start", "ink")
            text.attrib.update({"font-size": str(NAME), "class": "fill-ink halo"})
