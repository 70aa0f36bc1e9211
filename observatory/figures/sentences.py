"""A cell in a sentence or two that can be read aloud."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from observatory.figures.question import MapData
from observatory.figures.words import STATUSES, range_text, value_number
from observatory.statistics.french import typeset
from observatory.statistics.numbers import gap


def cell_sentence(row: Mapping[str, Any], data: MapData) -> str:
    """The indicator's own reading sentence, the gap to the collectivité, and how sure it is; or why there is none."""
    if pd.isna(row["value"]):
        return f"{row['name']}\u202f: {STATUSES[row['status']]}."
    return " ".join([_reading(row, data), *_compared(row, data), *_doubt(row, data)])


def _reading(row: Mapping[str, Any], data: MapData) -> str:
    indicator = data.indicator
    words = {
        "{territory}": row["name"],
        "{value}": value_number(row["value"], indicator.decimals, data.approximate),
        "{period}": str(data.period),
    }
    sentence = typeset(indicator.reading)
    for mark, word in words.items():
        sentence = sentence.replace(mark, word)
    return sentence


def _compared(row: Mapping[str, Any], data: MapData) -> list[str]:
    text = gap_text(row, data)
    return [] if text is None or row["quality"] == "fragile" else [f"C’est {text}."]


def _doubt(row: Mapping[str, Any], data: MapData) -> list[str]:
    return (
        [f"Valeur fragile\u202f: {cell_range(row, data) or 'petits effectifs'}."] if row["quality"] == "fragile" else []
    )


def gap_text(row: Mapping[str, Any], data: MapData) -> str | None:
    """`4,4 points de plus que le Loir-et-Cher`; None where comparing with the whole means nothing."""
    if data.circles or data.reference is None or row["level"] == "departement" or pd.isna(row["value"]):
        return None
    difference = gap(row["value"], data.reference["value"], data.indicator.unit, data.indicator.decimals)
    return f"{difference} que {data.facts['subject']}"


def cell_range(row: Mapping[str, Any], data: MapData) -> str | None:
    """`entre 8,8 et 9,6 %`, where the producer's rounding leaves a doubt that shows."""
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return None
    return range_text(row["low"], row["high"], data.indicator.unit, data.indicator.decimals)
