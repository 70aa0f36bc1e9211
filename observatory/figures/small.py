"""Pictures of a word's size, to stand in a page beside the figure that they repeat: a sparkline, a thumbnail map.

They take their colours from the page's stylesheet, and say nothing that the words beside them do not.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, tostring

from observatory.figures.palette import sequential_steps
from observatory.figures.svg_map import radius, zeros
from observatory.figures.svg_parts import add

WIDTH, HEIGHT, PAD = 120, 32, 3
Frame = tuple[float, float, float, float]
"""Left, top, width and height."""
SWOLLEN = 1.4
"""Circles of a thumbnail beside those of a map: a small one must still be seen."""


def sparkline_svg(periods: Sequence[int], values: Sequence[float | None]) -> str:
    """A line over the years known, broken where one is missing, with a dot at its end; empty under two values."""
    return strands_svg({"": tuple(zip(periods, values, strict=True))})


def strands_svg(trails: Mapping[str, Sequence[tuple[int, float | None]]]) -> str:
    """Lines on the same scales (class -> years and values), each as a sparkline; empty where none has two values."""
    drawn = {name: trail for name, trail in trails.items() if len(_values(trail)) > 1}
    if not drawn:
        return ""
    years = [year for trail in drawn.values() for year, _ in trail]
    values = [value for trail in drawn.values() for value in _values(trail)]
    frame = (min(years), max(years), min(values), max(values))
    root = _root("sparkline", (0, 0, WIDTH, HEIGHT))
    for name, trail in drawn.items():
        _strand(add(root, "g", **({"class": name} if name else {})), trail, frame)
    return tostring(root, encoding="unicode")


def _values(trail: Sequence[tuple[int, float | None]]) -> list[float]:
    return [value for _, value in trail if value is not None]


def _strand(parent: Element, trail: Sequence[tuple[int, float | None]], frame: tuple[int, int, float, float]) -> None:
    points = [None if value is None else _point(year, value, frame) for year, value in trail]
    runs = "".join(
        f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in pairwise(points) if a is not None and b is not None
    )
    add(parent, "path", d=runs)
    x, y = [point for point in points if point is not None][-1]
    add(parent, "circle", cx=round(x, 1), cy=round(y, 1), r=2.5)


def _point(year: int, value: float, frame: tuple[int, int, float, float]) -> tuple[float, float]:
    first, last, low, high = frame
    x = PAD + (WIDTH - 2 * PAD) * (year - first) / max(1, last - first)
    y = HEIGHT / 2 if high == low else PAD + (HEIGHT - 2 * PAD) * (high - value) / (high - low)
    return x, y


def thumbnail_svg(
    geometry: Mapping[str, Any], view: Mapping[str, Any], ring: str = "", frame: Frame | None = None
) -> str:
    """The map of a view without a word: one path a look, circles for counts.

    `ring` is the path of a region set off; `frame` the part of the map that is shown.
    """
    root = _root("thumbnail", frame or (0, 0, geometry["width"], geometry["height"]))
    for look, path in _paths(geometry, view).items():
        add(root, "path", d=path, **{"class": look})
    if view["drawing"] == "circles":
        for cell, (x, y) in zip(view["cells"], geometry["centres"], strict=True):
            if cell["value"]:
                add(root, "circle", cx=x, cy=y, r=round(SWOLLEN * radius(cell["value"], view, geometry), 1))
    add(root, "path", d=geometry["outline"], **{"class": "outline"})
    for name in ("ring-casing", "ring") if ring else ():
        add(root, "path", d=ring, **{"class": name})
    return tostring(root, encoding="unicode")


def _paths(geometry: Mapping[str, Any], view: Mapping[str, Any]) -> dict[str, str]:
    """Look -> the regions that wear it."""
    steps, apart = sequential_steps(len(view["classes"])), zeros(view) > 0
    paths: dict[str, str] = {}
    for cell, path in zip(view["cells"], geometry["paths"], strict=True):
        look = _look(cell, steps, apart)
        paths[look] = paths.get(look, "") + path
    return paths


def _look(cell: Mapping[str, Any], steps: Sequence[int], zero_stands_apart: bool) -> str:
    if cell["value"] is None:
        return "unknown"
    if cell["class"] is None:
        return "ground"
    return "zero" if cell["value"] == 0 and zero_stands_apart else f"sequential-{steps[cell['class']]}"


def _root(name: str, frame: Frame) -> Element:
    box = " ".join(f"{number:g}" for number in frame)
    return Element("svg", {"class": name, "viewBox": box, "aria-hidden": "true", "focusable": "false"})
