"""The legend of a picture: classes with their counts, statuses in their textures, circles, and a scale bar."""

from collections.abc import Mapping
from math import floor, log10
from typing import Any
from xml.etree.ElementTree import Element

from observatory.figures.palette import class_colours, colours
from observatory.figures.svg_map import radius, zeros
from observatory.figures.svg_parts import add, add_paragraph, add_text, look_of_status
from observatory.statistics.numbers import NARROW, SPACE, number, with_unit

ROW = 30
SWATCH = 34
WIDTH = 280
SIZE = 16
BAR = 56
LABEL = 20
SHOWN = (1, 0.35, 0.08)
"""Circles of the legend, as shares of the largest value; the pages show the same."""


def draw_legend(
    root: Element, at: tuple[float, float], view: Mapping[str, Any], geometry: Mapping[str, Any], scale: float
) -> float:
    """The ordinate below the last row."""
    group = add(root, "g", transform=f"translate({at[0]:.1f} {at[1]:.1f})")
    y = _circles(group, view, geometry, scale) if view["drawing"] == "circles" else _classes(group, view)
    y += ROW / 3
    for status in view["statuses"]:
        look = {} if status["status"] == "estime" else look_of_status(status["status"])
        y = _row(group, y, look, status["label"], status["count"])
        if not look:
            add_text(group, SWATCH / 2, y - 12, "≈", 18, text_anchor="middle", font_weight="700")
    if view["fragile"] and view["drawing"] == "choropleth":
        y = _fragile(group, y, view["fragile"])
    return at[1] + _whole(group, y, view)


def _classes(group: Element, view: Mapping[str, Any]) -> float:
    """Highest class on top, as on a scale."""
    most = max((band["count"] for band in view["classes"]), default=1) or 1
    y = 0.0
    for band, colour in reversed(list(zip(view["classes"], class_colours(view), strict=True))):
        look = {"fill": colour, "stroke": colours()["edge"], "stroke_width": 0.5}
        bar = {"fill": colour, "width": BAR * band["count"] / most}
        add(group, "rect", x=WIDTH - BAR, y=y + 5, height=12, stroke=colours()["edge"], stroke_width=0.3, **bar)
        y = _row(group, y, look, band["label"], band["count"], right=WIDTH - BAR - 8)
    if zeros(view):
        look = {"fill": colours()["zero"], "stroke": colours()["edge"], "stroke_width": 0.5}
        y = _row(group, y, look, "dont zéro", zeros(view), right=WIDTH - BAR - 8)
    return y


def _row(group: Element, y: float, look: Mapping[str, object], label: str, count: int, right: float = WIDTH) -> float:
    if look:
        add(group, "rect", x=0, y=y, width=SWATCH, height=22, **look)
    end = add_paragraph(group, (SWATCH + 10, y - 5), right - SWATCH - 50, label, SIZE)
    add_text(group, right, y + 17, number(count), SIZE, text_anchor="end", fill=colours()["muted"])
    return max(y + ROW, end + 10)


def _fragile(group: Element, y: float, fragile: Mapping[str, Any]) -> float:
    add(group, "rect", x=0, y=y, width=SWATCH, height=22, fill=colours()["sequential-5"])
    return _row(group, y, {"fill": "url(#texture-fragile)"}, fragile["label"], fragile["count"])


def _circles(group: Element, view: Mapping[str, Any], geometry: Mapping[str, Any], scale: float) -> float:
    """Three nested circles that share their lowest point, each with its value at its top."""
    if not view["max"]:
        return 0.0
    values = dict.fromkeys(round_below(view["max"] * share) for share in SHOWN)
    largest = radius(next(iter(values)), view, geometry) * scale
    lowest = -float(LABEL)
    for value in values:
        r = radius(value, view, geometry) * scale
        top = 2 * (largest - r)
        lowest = max(top, lowest + LABEL)
        add(group, "circle", cx=largest, cy=top + r, r=r, fill="none", stroke=colours()["accent"])
        leader = f"M{largest:.1f} {top:.1f}L{2 * largest + 12:.1f} {lowest:.1f}"
        add(group, "path", d=leader, stroke=colours()["edge"], fill="none")
        add_text(group, 2 * largest + 16, lowest + 5, with_unit(value, view["unit"]), SIZE)
    return 2 * largest + ROW


def _whole(group: Element, y: float, view: Mapping[str, Any]) -> float:
    """The collectivité's own value, always beside the others."""
    if view["reference"] is None:
        return y
    text = f"{view['reference']['name']}{NARROW}: {view['reference']['text']}"
    return add_paragraph(group, (0, y + 6), WIDTH, text, SIZE, font_weight="700")


def draw_scale_bar(root: Element, at: tuple[float, float], metres_per_pixel: float) -> None:
    """A round number of kilometres under 160 pixels."""
    kilometres = round_below(160 * metres_per_pixel / 1000)
    width = kilometres * 1000 / metres_per_pixel
    x, y = at
    add(root, "path", d=f"M{x:.1f} {y - 6:.1f}v6h{width:.1f}v-6", fill="none", stroke=colours()["ink"])
    decimals = 0 if kilometres >= 1 else 1
    add_text(root, x + width + 8, y, f"{number(kilometres, decimals)}{SPACE}km", 14, fill=colours()["muted"])


def round_below(limit: float) -> float:
    """The largest of 1, 2, 5 x 10^n that is not above `limit`."""
    power = 10.0 ** floor(log10(limit))
    return max(step * power for step in (1, 2, 5) if step * power <= limit * (1 + 1e-9))
