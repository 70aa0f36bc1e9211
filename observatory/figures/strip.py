"""Where a territory stands among those of its level: a strip from the lowest to the highest, as SVG."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

from observatory.figures.charts import line, painted, picture
from observatory.figures.svg_parts import add

WIDTH, HEIGHT, PAD = 180, 20, 7
SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""The quantiles that a strip is drawn from."""


def strip_svg(quantiles: Sequence[float], own: float | None, whole: float | None, words: str) -> str:
    """A thin line for all, a band for eight tenths and one for the middle half; `own` a dot, `whole` a tick.

    `quantiles` are those of SHARES.
    """
    known = [value for value in (*quantiles, own, whole) if value is not None]
    low, span = min(known), max(known) - min(known) or 1.0
    places = [PAD + (WIDTH - 2 * PAD) * (value - low) / span for value in quantiles]
    root = picture(WIDTH, HEIGHT, words)
    middle = HEIGHT / 2
    add(root, "path", d=line([(places[0], middle), (places[-1], middle)]), stroke_width=1, **painted(stroke="edge"))
    _band(root, places[1], places[5], 6, "sequential-1")
    _band(root, places[2], places[4], 10, "sequential-2")
    add(
        root,
        "path",
        d=line([(places[3], middle - 5), (places[3], middle + 5)]),
        stroke_width=1.5,
        **painted(stroke="paper"),
    )
    if whole is not None:
        x = PAD + (WIDTH - 2 * PAD) * (whole - low) / span
        add(root, "path", d=line([(x, 1), (x, HEIGHT - 1)]), stroke_width=1.5, **painted(stroke="ink"))
    if own is not None:
        x = PAD + (WIDTH - 2 * PAD) * (own - low) / span
        add(root, "circle", cx=x, cy=middle, r=5, stroke_width=1.5, **painted("focus", "paper"))
    return tostring(root, encoding="unicode")


def _band(root: Element, start: float, end: float, height: float, colour: str) -> None:
    box = {"x": start, "y": (HEIGHT - height) / 2, "width": end - start, "height": height}
    add(root, "rect", **box, **painted(colour))
