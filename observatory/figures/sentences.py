"""What is said of a cell: its sentence, its gap to the collectivité, the interval that holds it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from observatory.figures.question import MapData, said_cell
from observatory.figures.words import range_text
from observatory.statistics.french import name_of
from observatory.statistics.numbers import gap
from observatory.statistics.sentences import Figure, comparable, gap_direction, value_and_gap


def figure_of(row: Mapping[str, Any], data: MapData) -> Figure:
    """A cell beside the collectivité's, ready for a sentence."""
    if row["level"] == "departement":
        return Figure(data.indicator, data.whole, said_cell(row, data))
    name = name_of(row["level"], row["name"], data.facts.get("territoires_title", "territoire"), str(row["code"]))
    return Figure(data.indicator, name, said_cell(row, data), data.reference_cell, data.whole)


def cell_sentence(figure: Figure, interval: str | None) -> str:
    """The value and its gap, or why nothing is said; of a fragile cell, the interval that holds the truth."""
    sentence = value_and_gap(figure).text
    return f"{sentence} Elle est comprise {interval}." if interval and figure.cell.quality == "fragile" else sentence


def gap_text(figure: Figure) -> str | None:
    """`4,4 points de plus que le Loir-et-Cher`; None where comparing means nothing; `proche` within the roundings."""
    if not comparable(figure) or figure.reference is None or figure.reference_name is None:
        return None
    indicator = figure.indicator
    difference = gap(figure.cell.known, figure.reference.known, indicator.unit, indicator.decimals)
    if gap_direction(figure) == 0 and difference != "autant":
        return f"proche {figure.reference_name.of}"
    return f"{difference} {figure.reference_name.than}"


def cell_range(row: Mapping[str, Any], data: MapData) -> str | None:
    """`entre 8,8 et 9,6 %`, where the producer's rounding leaves a doubt that shows."""
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return None
    return range_text(row["low"], row["high"], data.indicator.unit, data.indicator.decimals)
