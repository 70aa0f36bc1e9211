"""The drawing itself: regions in their colours, veils, limits, circles and names."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any
from xml.etree.ElementTree import Element

from observatory.figures.palette import class_colours, colours, shades
from observatory.figures.svg_parts import GLYPH, add, add_text, look_of_status

LARGEST_CIRCLE = 0.052
"""Radius of the largest circle, as a share of the map's longest side; the pages use the same."""
NAME_SIZE = 13

Box = tuple[float, float, float, float]


def draw_map(
    parent: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], scale: float, named: Sequence[str]
) -> None:
    """The map in its own units times `scale`; `named` are codes whose names are written where there is room."""
    group = add(parent, "g", transform=f"scale({scale:.5f})", stroke_linejoin="round")
    _regions(group, geometry, view, scale)
    veiled = [i for i, cell in enumerate(view["cells"]) if cell["quality"] == "fragile"]
    if view["drawing"] == "choropleth" and veiled:
        add(group, "path", d="".join(geometry["paths"][i] for i in veiled), fill="url(#texture-fragile)")
    ink = colours()["ink"]
    limits = "".join(limit["path"] for limit in geometry["limits"])
    add(group, "path", d=limits, fill="none", stroke=ink, stroke_width=1.1 / scale)
    add(group, "path", d=geometry["outline"], fill="none", stroke=ink, stroke_width=1.8 / scale)
    if view["drawing"] == "circles":
        _circles(group, geometry, view, scale)
    _estimates(parent, geometry, view, scale)
    _names(parent, geometry, scale, named)


def _regions(group: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], scale: float) -> None:
    shades, zero_stands_apart = class_colours(view), zeros(view) > 0
    for cell, path in zip(view["cells"], geometry["paths"], strict=True):
        add(group, "path", d=path, **_thinned(look_of(cell, view, shades, zero_stands_apart), scale))


def zeros(view: Mapping[str, Any]) -> int:
    """How many zeros have the look of zero: none where values are on both sides of it."""
    values = [cell["value"] for cell in view["cells"] if cell["value"] is not None]
    apart = view["palette"] == "sequential" and min(values, default=0) == 0
    return values.count(0) if apart else 0


def look_of(
    cell: Mapping[str, Any], view: Mapping[str, Any], shades: Sequence[str], zero_stands_apart: bool
) -> dict[str, object]:
    """Zero, class, status: never the same look."""
    if cell["value"] is None:
        return look_of_status(cell["status"])
    edge = {"stroke": colours()["border"], "stroke_width": 0.7}
    if view["drawing"] == "circles":
        return {"fill": colours()["tint"], "stroke": colours()["edge"], "stroke_width": 0.5}
    if cell["value"] == 0 and zero_stands_apart:
        return {"fill": colours()["zero"], **edge}
    return {"fill": shades[cell["class"]], **edge}


def _thinned(look: dict[str, object], scale: float) -> dict[str, object]:
    """Strokes keep their width on paper."""
    return {**look, "stroke_width": float(str(look["stroke_width"])) / scale}


def radius(value: float, view: Mapping[str, Any], geometry: Mapping[str, Any]) -> float:
    """Areas in proportion to values."""
    largest = LARGEST_CIRCLE * max(geometry["width"], geometry["height"])
    return float(largest * sqrt(abs(value) / view["max"])) if view["max"] else 0.0


def _circles(group: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], scale: float) -> None:
    """Largest first, so that a small one is never hidden; a negative count is hollow."""
    drawn = [(cell, centre) for cell, centre in zip(view["cells"], geometry["centres"], strict=True) if cell["value"]]
    for cell, (x, y) in sorted(drawn, key=lambda pair: -abs(pair[0]["value"])):
        filled = {"fill": shades(view)["sequential-6"], "fill_opacity": 0.8} if cell["value"] > 0 else {"fill": "none"}
        stroke = {"stroke": colours()["accent"], "stroke_width": 1 / scale}
        add(group, "circle", cx=x, cy=y, r=radius(cell["value"], view, geometry), **filled, **stroke)


def _estimates(parent: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], scale: float) -> None:
    for cell, (x, y) in zip(view["cells"], geometry["centres"], strict=True):
        if cell["status"] == "estime":
            add_text(parent, x * scale, y * scale + 5, "≈", 16, text_anchor="middle", font_weight="700")


def _names(parent: Element, geometry: Mapping[str, Any], scale: float, named: Sequence[str]) -> None:
    """In the order given; a name that would touch one already written is left out."""
    taken: list[Box] = []
    halo = {"stroke": colours()["paper"], "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"}
    for code in named:
        index = geometry["codes"].index(code)
        name, (x, y) = geometry["names"][index], geometry["centres"][index]
        box = _box(x * scale, y * scale, name)
        if not any(_touch(box, other) for other in taken):
            taken.append(box)
            add_text(parent, x * scale, y * scale + 4, name, NAME_SIZE, text_anchor="middle", font_weight="700", **halo)


def _box(x: float, y: float, name: str) -> Box:
    half = len(name) * NAME_SIZE * GLYPH / 2
    return x - half, y - NAME_SIZE, x + half, y + NAME_SIZE


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
