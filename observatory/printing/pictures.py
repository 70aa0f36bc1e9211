"""Pictures of a printed page, as SVG: maps, the circles and swatches of a legend."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, tostring

from observatory.figures.palette import MIDDLE, colours, diverging_steps
from observatory.figures.svg_legend import SHOWN, round_below
from observatory.figures.svg_map import draw_map, radius
from observatory.figures.svg_parts import TEXT_FONT, add, add_text, add_textures, look_of_status
from observatory.statistics.numbers import number

WIDTH = 620.0
"""Of a map, in pixels; a stroke of one pixel is 0.17 mm on the page."""
NAME_SIZE = 19.0
"""Of a town's name, in map units of which a map is 1 000 wide."""
SWATCH = 28, 16
VALUES = 120
"""Room for the values beside the circles of a legend."""

Town = tuple[float, float, tuple[str, ...], tuple[float, float]]
"""The dot of a town, the lines of its name, and their middle, in map units."""


def map_picture(
    geometry: Mapping[str, Any], view: Mapping[str, Any], towns: Sequence[Town] = (), ring: str = ""
) -> str:
    """The map of the pages, with the names of towns over it; `ring` is the path of a territory set off."""
    scale = WIDTH / geometry["width"]
    root = _root(WIDTH, geometry["height"] * scale)
    add_textures(root)
    draw_map(root, geometry, view, scale, [])
    _hatch_below(root, geometry, view, scale)
    if ring:
        group = add(root, "g", transform=f"scale({scale:.5f})", stroke_linejoin="round", fill="none")
        for colour, width in (("paper", 6.0), ("focus", 3.0)):
            add(group, "path", d=ring, stroke=colours()[colour], stroke_width=width / scale)
    for town in towns:
        _name(root, town, scale)
    return tostring(root, encoding="unicode")


def below(view: Mapping[str, Any]) -> list[bool]:
    """Class by class, whether it is under the collectivité's value: in grey, both sides of it are as dark."""
    if view["palette"] != "diverging":
        return [False] * len(view["classes"])
    return [step < MIDDLE for step in diverging_steps(view["classes"], view["reference"]["value"])]


def _hatch_below(root: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], scale: float) -> None:
    low = below(view)
    cells = zip(view["cells"], geometry["paths"], strict=True)
    paths = "".join(path for cell, path in cells if cell["class"] is not None and low[cell["class"]])
    if paths:
        _add_hatching(root)
        group = add(root, "g", transform=f"scale({scale:.5f})")
        add(group, "path", d=paths, fill="url(#texture-below)")


def _add_hatching(root: Element) -> None:
    pattern = add(add(root, "defs"), "pattern", id="texture-below", patternUnits="userSpaceOnUse", width=5, height=5)
    add(pattern, "path", d="M0 2.5H5", stroke=colours()["paper"], stroke_width=0.8)


def _name(root: Element, town: Town, scale: float) -> None:
    x, y, lines, middle = town
    size = NAME_SIZE * scale
    halo = {"stroke": colours()["paper"], "stroke_width": 2.5, "paint_order": "stroke", "stroke_linejoin": "round"}
    add(root, "circle", cx=x * scale, cy=y * scale, r=2.0, fill=colours()["ink"])
    top = middle[1] * scale - size * (len(lines) - 1) / 2 + size * 0.35
    for rank, line in enumerate(lines):
        at = (middle[0] * scale, top + rank * size)
        add_text(root, *at, line, size, text_anchor="middle", font_weight="700", **halo)


def circles_picture(view: Mapping[str, Any], geometry: Mapping[str, Any]) -> tuple[str, float]:
    """Three circles to the scale of the map, each beside its value; and the width of that picture."""
    scale = WIDTH / geometry["width"]
    values = list(dict.fromkeys(round_below(view["max"] * share) for share in SHOWN)) if view["max"] else []
    radii = [radius(value, view, geometry) * scale for value in values]
    widest = 2 * max(radii, default=0.0)
    root, y = _root(widest + VALUES, sum(max(2 * r, 20) + 4 for r in radii)), 0.0
    for value, r in zip(values, radii, strict=True):
        height = max(2 * r, 20.0)
        look = {"fill": colours()["sequential-6"], "fill_opacity": 0.8, "stroke": colours()["accent"]}
        add(root, "circle", cx=widest / 2, cy=y + height / 2, r=r, **look)
        add_text(root, widest + 10, y + height / 2 + 5, number(value), 14)
        y += height + 4
    return tostring(root, encoding="unicode"), widest + VALUES


def hatched_swatch(look: str) -> str:
    """The swatch of a class under the collectivité's value."""
    return _swatch([{"fill": colours()[look]}, {"fill": "url(#texture-below)"}], "")


def swatch_pictures() -> dict[str, str]:
    """Name -> picture, for each look of a legend that is more than a colour."""
    looks: dict[str, list[dict[str, object]]] = {
        status: [look_of_status(status)] for status in ("secret", "absent", "non_disponible")
    }
    looks["fragile"] = [{"fill": colours()["sequential-4"]}, {"fill": "url(#texture-fragile)"}]
    looks["estime"] = [{"fill": colours()["sequential-3"], "stroke": colours()["edge"], "stroke_width": 0.5}]
    looks["limit"] = [{"fill": "none", "stroke": colours()["ink"], "stroke_width": 1.4}]
    return {f"swatch-{name}.svg": _swatch(layers, "≈" if name == "estime" else "") for name, layers in looks.items()}


def _swatch(layers: Sequence[Mapping[str, object]], sign: str) -> str:
    width, height = SWATCH
    root = _root(width, height)
    add_textures(root)
    _add_hatching(root)
    for look in layers:
        add(root, "rect", x=0.7, y=0.7, width=width - 1.4, height=height - 1.4, **look)
    if sign:
        add_text(root, width / 2, height * 0.75, sign, 14, text_anchor="middle", font_weight="700")
    return tostring(root, encoding="unicode")


def _root(width: float, height: float) -> Element:
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:.1f} {height:.1f}"})
    root.set("width", f"{width:.1f}")
    root.set("height", f"{height:.1f}")
    root.set("font-family", TEXT_FONT)
    return root
