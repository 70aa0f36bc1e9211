"""What is told by a colour is told in grey too."""

import re
from itertools import pairwise
from typing import Any

import pytest

from observatory.atlas.printed.chart_style import CHART_STYLE, DASHES, LINES
from observatory.figures.palette import colours, sequential_steps
from observatory.printing.pictures import below, map_picture
from observatory.settings import ROOT

SQUARES = {
    "width": 20,
    "height": 10,
    "codes": ["a", "b"],
    "names": ["A", "B"],
    "paths": ["M0 0h10v10h-10z", "M10 0h10v10h-10z"],
    "centres": [[5, 5], [15, 5]],
    "outline": "M0 0h20v10h-20z",
    "limits": [],
}


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of `#rrggbb`."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, pale = sorted((lightness(one), lightness(other)))
    return (pale + 0.05) / (dark + 0.05)


def test_five_classes_are_five_greys() -> None:
    shades = [colours()[f"sequential-{step}"] for step in sequential_steps(5)]
    assert min(contrast(*pair) for pair in pairwise(shades)) > 1.35


@pytest.mark.parametrize("stylesheet", ["palette.css", "palette-dark.css"])
def test_women_and_men_are_seen_on_paper_and_never_taken_for_a_territory(stylesheet: str) -> None:
    """By their lightness, which every eye tells apart; the side and the word tell which is which."""
    declared = re.findall(r"--([\w-]+): (#\w{6});", (ROOT / "assets" / stylesheet).read_text(encoding="utf-8"))
    worn = dict(declared)
    places = [colour for name, colour in declared if name.startswith("place-")]
    for sex in (worn["women"], worn["men"]):
        assert contrast(sex, worn["paper"]) >= 3
        assert len(places) == 6 and min(contrast(sex, place) for place in places) > 1.35


def test_the_lines_of_a_chart_differ_by_their_dashes() -> None:
    assert len(set(DASHES)) == len(LINES)
    assert all(f"stroke-dasharray:{dashes}" in CHART_STYLE for dashes in DASHES)


def view(palette: str) -> dict[str, Any]:
    classes = [{"from": None, "to": 5.0}, {"from": 5.0, "to": None}]
    cell = {"status": "valeur", "quality": "solide", "class": 0, "value": 1.0}
    cells = [{**cell, "code": "a"}, {**cell, "code": "b", "class": 1, "value": 9.0}]
    whole = {"palette": palette, "classes": classes, "cells": cells, "drawing": "choropleth", "max": 9.0}
    return {**whole, "reference": {"value": 5.0}}


def test_the_low_side_of_a_gap_is_hatched() -> None:
    assert below(view("diverging")) == [True, False]
    drawn = map_picture(SQUARES, view("diverging"))
    assert '<path d="M0 0h10v10h-10z" fill="url(#texture-below)"' in drawn
    assert "texture-below" not in map_picture(SQUARES, view("sequential"))
