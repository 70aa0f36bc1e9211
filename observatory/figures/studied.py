"""Maps of studies as the pages draw them: a need crossed with an offer in nine classes, families of territories."""

from collections.abc import Mapping, Sequence
from typing import Any

from observatory.statistics.crossing import SIDE
from observatory.statistics.numbers import number

STRENGTHS = {
    "need": ("besoin faible", "besoin moyen", "besoin fort"),
    "offer": ("offre faible", "offre moyenne", "offre forte"),
}
UNKNOWN = "non comparable : valeur absente ou fragile"


def nine_words(index: int) -> str:
    """`besoin fort, offre faible`, for a class of 3 x need + offer."""
    return f"{STRENGTHS['need'][index // SIDE]}, {STRENGTHS['offer'][index % SIDE]}"


def study_view(
    title: str, subtitle: str, palette: str, classes: Sequence[str], cells: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the map's module reads of a view; `palette` is `bivariate` or `family`.

    Each cell has its `code`, `class` (None: not comparable), `text` and `gap`, the two lines of its card.
    """
    drawn = [_cell(cell) for cell in cells]
    counts = [sum(cell["class"] == index for cell in drawn) for index in range(len(classes))]
    return {
        "title": title,
        "subtitle": subtitle,
        "level_plural": "territoires",
        "unit": "",
        "drawing": "choropleth",
        "palette": palette,
        "max": 0,
        "classes": [
            {"label": label, "from": None, "to": None, "count": count}
            for label, count in zip(classes, counts, strict=True)
        ],
        "statuses": [],
        "fragile": None,
        "cells": drawn,
        "reference": None,
        "demonstration": False,
    }


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    """The value is only that there is one: the class decides the colour."""
    return {"value": 1, "status": "valeur", "quality": "solide", "rank": None, "rank_text": None, "range": None, **cell}


def pair_text(values: tuple[float, float], units: tuple[tuple[str, int], tuple[str, int]]) -> str:
    """`13,4 % · 1,0`: the need, then the offer, each with its sign where it has one."""
    return " · ".join(amount(value, unit, decimals) for value, (unit, decimals) in zip(values, units, strict=True))


def amount(value: float, unit: str, decimals: int) -> str:
    """The number, with its sign or its short unit; a long unit is in the title."""
    text = number(value, decimals)
    return f"{text}\u202f{unit}" if unit in ("%", "‰") else f"{text}\u00a0{unit}" if 0 < len(unit) <= 2 else text
