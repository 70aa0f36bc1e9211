"""The standalone picture: what it says, what each look means, and the steps of its colours."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from test_figures_view import CELLS, COUNT, DATA

from observatory.figures.choice import Choice
from observatory.figures.palette import colours, diverging_steps, sequential_steps
from observatory.figures.svg import map_svg, reading
from observatory.figures.svg_legend import round_below
from observatory.figures.svg_map import zeros
from observatory.figures.svg_parts import wrapped
from observatory.figures.view import map_view

SQUARES = {
    "level": "commune",
    "width": 500,
    "height": 100,
    "metres_per_unit": 100.0,
    "codes": CELLS["code"].tolist(),
    "names": CELLS["name"].tolist(),
    "paths": [f"M{100 * i} 0h100v100h-100z" for i in range(5)],
    "centres": [[100 * i + 50, 50] for i in range(5)],
    "outline": "M0 0h500v100h-500z",
    "limits": [],
}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(view: dict, named: tuple[str, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(map_svg(SQUARES, view, named))


def fills(root: ElementTree.Element) -> list[str | None]:
    """Of the five squares, below any veil."""
    paths = {path.get("d"): path.get("fill") for path in reversed(list(root.iter(f"{SVG}path")))}
    return [paths[path] for path in SQUARES["paths"]]


def test_each_region_wears_its_class_zero_or_status():
    view = map_view(DATA, Choice("manuelles", breaks=(5.0,)))
    palest, deepest = colours()["sequential-1"], colours()["sequential-9"]
    assert fills(drawn(view)) == [colours()["zero"], deepest, palest, deepest, colours()["paper"]]


def test_statuses_have_their_textures():
    cells = CELLS.assign(value=None, quality=None, status=["secret", "absent", "non_disponible", "secret", "absent"])
    view = map_view(replace(DATA, cells=cells), Choice())
    paper = colours()["paper"]
    secret, hatched = "url(#texture-secret)", "url(#texture-non_disponible)"
    assert fills(drawn(view)) == [secret, paper, hatched, secret, paper]


def test_a_fragile_cell_keeps_its_colour_under_a_veil():
    root = drawn(map_view(DATA, Choice()))
    veils = [path.get("d") for path in root.iter(f"{SVG}path") if path.get("fill") == "url(#texture-fragile)"]
    assert veils == [SQUARES["paths"][0]]
    assert fills(root)[0] == colours()["zero"]


def test_zero_stands_apart_only_where_it_is_the_least():
    assert zeros(map_view(DATA, Choice())) == 1
    below = replace(DATA, cells=CELLS.assign(value=[0.0, -1.0, 2.0, 3.0, 4.0]))
    assert zeros(map_view(below, Choice())) == 0


def test_areas_of_circles_are_in_proportion_and_the_largest_is_under():
    root = drawn(map_view(COUNT, Choice()))
    radii = [float(circle.get("r", 0)) for circle in root.iter(f"{SVG}circle") if circle.get("fill-opacity")]
    values = sorted(CELLS["denominator"].dropna(), reverse=True)
    assert len(radii) == 4
    for radius, value in zip(radii, values, strict=True):
        assert radius == pytest.approx(radii[0] * (value / values[0]) ** 0.5, abs=0.01)


def test_names_that_would_touch_are_left_out_in_order():
    root = drawn(map_view(DATA, Choice()), ("41018", "41018", "41194"))
    written = [text.text for text in root.iter(f"{SVG}text") if text.get("paint-order") == "stroke"]
    assert written == ["Blois", "Romorantin"]


def test_the_reading_is_the_sentence_of_the_first_in_rank():
    assert reading(map_view(DATA, Choice())).startswith("Blois")


def test_text_is_escaped():
    odd = DATA.indicator.model_copy(update={"title": "Part <de> A & B"})
    assert "Part <de> A & B" in "".join(drawn(map_view(replace(DATA, indicator=odd), Choice())).itertext())


@pytest.mark.parametrize(("count", "steps"), [(1, [5]), (2, [1, 9]), (3, [1, 5, 9]), (5, [1, 3, 5, 7, 9])])
def test_classes_are_spread_over_the_palette(count: int, steps: list[int]):
    assert sequential_steps(count) == steps


def test_diverging_classes_turn_around_the_one_that_holds_the_pivot():
    bands = [{"from": None, "to": 2}, {"from": 2, "to": 4}, {"from": 4, "to": 6}, {"from": 6, "to": None}]
    assert diverging_steps(bands, 5) == [1, 3, 5, 7]
    assert diverging_steps(bands, 4) == [1, 3, 7, 9]
    assert diverging_steps(bands, 9) == [1, 2, 4, 5]


@pytest.mark.parametrize(("limit", "found"), [(1, 1), (47_219, 20_000), (5, 5), (0.07, 0.05), (9.99, 5)])
def test_round_numbers_of_a_legend(limit: float, found: float):
    assert round_below(limit) == pytest.approx(found)


def test_lines_break_at_plain_spaces_only():
    assert wrapped("moins de 12\u00a0000\u202f%", 60, 10) == ["moins de", "12\u00a0000\u202f%"]
