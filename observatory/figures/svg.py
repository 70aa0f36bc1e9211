"""A map as one SVG that stands alone: title, legend, how to read it, source, licence and notes travel with it."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, tostring

from observatory.catalogue.domain import DEMONSTRATION
from observatory.figures.palette import colours
from observatory.figures.svg_legend import draw_legend, draw_scale_bar
from observatory.figures.svg_map import draw_map
from observatory.figures.svg_parts import TEXT_FONT, TITLE_FONT, add, add_paragraph, add_text, add_textures

WIDTH = 1200
MARGIN = 48
MAP_WIDTH, MAP_HEIGHT = 780, 860
LEGEND_LEFT = 872


def map_svg(geometry: Mapping[str, Any], view: Mapping[str, Any], named: Sequence[str] = ()) -> str:
    """An SVG document from a geometry file and a view of the same level; `named`: codes to write on the map."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "lang": "fr", "role": "img"})
    root.set("font-family", TEXT_FONT)
    add(root, "title", f"{view['title']}, {view['subtitle']}")
    add_textures(root)
    paper = add(root, "rect", width=WIDTH, fill=colours()["paper"])
    height = _draw(root, geometry, view, named)
    paper.set("height", f"{height:.0f}")
    root.set("viewBox", f"0 0 {WIDTH} {height:.0f}")
    root.set("width", str(WIDTH))
    root.set("height", f"{height:.0f}")
    return tostring(root, encoding="unicode")


def _draw(root: Element, geometry: Mapping[str, Any], view: Mapping[str, Any], named: Sequence[str]) -> float:
    """Title, map and legend side by side, then the foot; the height of all."""
    top = _head(root, view) + 24
    scale = min(MAP_WIDTH / geometry["width"], MAP_HEIGHT / geometry["height"])
    drawing = add(root, "g", transform=f"translate({MARGIN} {top:.1f})")
    draw_map(drawing, geometry, view, scale, named)
    if view["demonstration"]:
        _stamp(drawing, geometry["width"] * scale / 2, geometry["height"] * scale / 2)
    bottom = top + geometry["height"] * scale
    beside = draw_legend(root, (LEGEND_LEFT, top), view, geometry, scale)
    draw_scale_bar(root, (LEGEND_LEFT, bottom), geometry["metres_per_unit"] / scale)
    return _foot(root, view, max(bottom, beside) + 16) + MARGIN


def _stamp(drawing: Element, x: float, y: float) -> None:
    """Across the map itself, so that no crop of the picture loses it."""
    turned = {"text_anchor": "middle", "transform": f"rotate(-30 {x:.1f} {y:.1f})", "font_weight": "700"}
    halo = {"stroke": colours()["paper"], "stroke_width": 5, "paint_order": "stroke", "stroke_linejoin": "round"}
    add_text(drawing, x, y, DEMONSTRATION, 48, opacity=0.5, **turned, **halo)


def _head(root: Element, view: Mapping[str, Any]) -> float:
    room = WIDTH - 2 * MARGIN
    title = {"font_family": TITLE_FONT, "font_weight": "600"}
    y = add_paragraph(root, (MARGIN, MARGIN - 16), room, view["title"], 34, **title)
    return add_paragraph(root, (MARGIN, y + 2), room, view["subtitle"], 19, fill=colours()["muted"])


def _foot(root: Element, view: Mapping[str, Any], y: float) -> float:
    add(root, "line", x1=MARGIN, x2=WIDTH - MARGIN, y1=y, y2=y, stroke=colours()["line"])
    lines = [f"Lecture\u202f: {reading(view)}", f"Source\u202f: {view['source']}. {view['licence']}.", *view["notes"]]
    y += 8
    for rank, line in enumerate(lines):
        colour = colours()["ink" if rank == 0 else "muted"]
        y = add_paragraph(root, (MARGIN, y + 4), WIDTH - 2 * MARGIN, line, 15, fill=colour)
    return y


def reading(view: Mapping[str, Any]) -> str:
    """One cell read aloud as an example: the highest that is ranked, else any with a value, else the definition."""
    with_value = [cell for cell in view["cells"] if cell["value"] is not None]
    best = min(with_value, key=lambda cell: cell["rank"] or len(with_value) + 1, default=None)
    return str(best["sentence"] if best else view["definition"])
