"""Opening hours in French; the expected lines are written by hand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.geography.hours import DAYS, french_hours

MORNING, AFTERNOON = ["09:00:00", "12:00:00"], ["14:00:00", "17:30:00"]


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ([], ""),
        ([["lundi", "vendredi", [["08:30:00", "17:30:00"]]]], "lundi-vendredi 8 h 30-17 h 30"),
        ([["jeudi", "jeudi", [MORNING]]], "jeudi 9 h-12 h"),
        ([["jeudi", "", [MORNING]]], "jeudi 9 h-12 h"),
        ([["lundi", "lundi", [MORNING, AFTERNOON]]], "lundi 9 h-12 h et 14 h-17 h 30"),
        ([["lundi", "lundi", [MORNING]], ["jeudi", "jeudi", [MORNING]]], "lundi et jeudi 9 h-12 h"),
        ([["samedi", "samedi", [MORNING]], ["lundi", "mardi", [AFTERNOON]]],
         "lundi-mardi 14 h-17 h 30 ; samedi 9 h-12 h"),
    ],
)  # fmt: skip
def test_line(entries: list[object], line: str) -> None:
    told = french_hours(json.dumps(entries))
    assert told.replace("\u00a0", " ").replace("\u202f", " ") == line


def test_typography() -> None:
    entries = [["lundi", "lundi", [["08:05:00", "12:00:00"]]], ["mardi", "mardi", [MORNING]]]
    assert french_hours(json.dumps(entries)) == "lundi 8\u00a0h\u00a005-12\u00a0h\u202f; mardi 9\u00a0h-12\u00a0h"


def test_nothing_told() -> None:
    assert french_hours("") == ""


@given(st.lists(st.sampled_from(DAYS), unique=True, min_size=1), st.integers(0, 11), st.integers(12, 23))
def test_every_day_is_told_once(days: list[str], start: int, end: int) -> None:
    told = french_hours(json.dumps([[day, day, [[f"{start:02}:00:00", f"{end:02}:30:00"]]] for day in days]))
    assert [day for day in DAYS if day in told] == [day for day in DAYS if day in days]
    assert told.count(f"{start}\u00a0h-{end}\u00a0h\u00a030") == 1
