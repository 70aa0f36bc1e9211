"""The chart of lines: readable steps, gaps that stay gaps, names that keep apart."""

from itertools import pairwise
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.atlas.chart import HEIGHT, WIDTH, Line, apart, line_chart, readable_step, shown_years, sparkline

VALUES = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
SVG = "{http://www.w3.org/2000/svg}"


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), VALUES), min_size=1, max_size=12))
def test_every_point_is_inside_the_frame(values: list[float | None]) -> None:
    line = Line("Nord", "line-1", tuple((2010 + i, value) for i, value in enumerate(values)))
    if not line.known:
        return
    root = fromstring(line_chart([line], "%", 1, "Titre", "essai"))
    for circle in root.iter("circle"):
        assert 0 <= float(circle.attrib["cx"]) <= WIDTH
        assert 0 <= float(circle.attrib["cy"]) <= HEIGHT


def test_a_missing_year_is_a_gap() -> None:
    line = Line("Nord", "line-1", ((2020, 1.0), (2021, None), (2022, 2.0), (2023, 3.0)))
    strokes = list(fromstring(sparkline([line])).iter("path"))
    assert len(strokes) == 2


def test_the_description_tells_both_ends_in_french() -> None:
    line = Line("Sud", "line-1", ((2020, 5.3), (2024, 5.1)))
    description = fromstring(line_chart([line], "%", 1, "Titre", "essai")).findtext("desc")
    assert description == "Sud\u202f: 5,3\u202f% en 2020, 5,1\u202f% en 2024."


@settings(deadline=None)
@given(st.floats(1e-3, 1e9))
def test_steps_are_one_two_or_five(span: float) -> None:
    step = readable_step(span)
    assert f"{step:e}"[0] in "125"
    assert span / 5 <= step * 1.01


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_names_keep_apart_and_inside(wanted: list[float]) -> None:
    placed = apart(wanted, 17, 0, 100)
    ordered = sorted(placed)
    assert all(later - before >= 17 - 1e-6 for before, later in pairwise(ordered))
    assert sorted(range(len(wanted)), key=lambda i: wanted[i]) == sorted(range(len(wanted)), key=lambda i: placed[i])
    assert max(placed) <= 100 + 1e-6


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (2020, 2024, [2020, 2021, 2022, 2023, 2024]),
        (2015, 2025, [2015, 2017, 2019, 2021, 2023, 2025]),
        (2012, 2023, [2012, 2017, 2023]),
    ],
)
def test_the_years_under_the_chart(first: int, last: int, shown: list[int]) -> None:
    assert shown_years(first, last) == shown
