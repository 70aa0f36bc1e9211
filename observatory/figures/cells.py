"""Every cell of a map with its words, in the order of codes."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from observatory.catalogue import Operand
from observatory.catalogue.domain import DEMONSTRATION
from observatory.figures.legend import Legend
from observatory.figures.question import MapData
from observatory.figures.sentences import cell_range, cell_sentence, figure_of, gap_text
from observatory.figures.words import STATUSES, rank_text, value_text
from observatory.statistics.ranking import ranks
from observatory.statistics.sentences import Figure

Text = Callable[[float], str]


def view_cells(data: MapData, legend: Legend) -> list[dict[str, Any]]:
    """One dict per territory; a cell without a value says why in `text`."""
    order = ranks(data.cells)
    ranked = int(order.notna().sum())
    rows = data.cells.to_dict("records")
    numerator, denominator = operand_texts(data)
    return [
        {
            **_identity(row, data),
            "numerator": _said(row["numerator"], numerator),
            "denominator": _said(row["denominator"], denominator),
            "class": None if index < 0 else int(index),
            "rank": None if pd.isna(rank) else int(rank),
            "rank_text": None if pd.isna(rank) or data.level == "departement" else rank_text(rank, ranked, data.level),
        }
        for row, index, rank in zip(rows, legend.of_cell, order, strict=True)
    ]


def reference_view(data: MapData) -> dict[str, Any] | None:
    """The collectivité's own cell in words, or None where it has no value."""
    if data.reference is None:
        return None
    row = {**data.reference, "name": data.facts["name"]}
    return {
        "code": row["code"],
        "name": row["name"],
        "value": shown_value(row["value"], data),
        "text": cell_text(row, data),
        "sentence": _sentence(figure_of(row, data), cell_range(row, data), data),
    }


def operand_texts(data: MapData) -> tuple[Text | None, Text | None]:
    """How the numerator and the denominator are written: `425 foyers`, `environ 4 610 ménages`."""
    indicator = data.indicator
    if indicator.kind == "count" or indicator.denominator is None:
        return None, None
    return _operand_text(indicator.numerator, data), _operand_text(indicator.denominator, data)


def cell_text(row: Mapping[str, Any], data: MapData) -> str:
    """`9,2 %`, or the words of the status."""
    if pd.isna(row["value"]):
        return STATUSES[row["status"]]
    return value_text(row["value"], data.indicator.unit, data.indicator.decimals, data.approximate)


def shown_value(value: float, data: MapData) -> float | None:
    """Two digits beyond those shown: enough to draw and sort."""
    return None if pd.isna(value) else round(float(value), data.indicator.decimals + 2)


def _identity(row: Mapping[Any, Any], data: MapData) -> dict[str, Any]:
    figure, interval = figure_of(row, data), cell_range(row, data)
    return {
        "code": row["code"],
        "value": shown_value(row["value"], data),
        "text": cell_text(row, data),
        "gap": gap_text(figure),
        "range": interval,
        "status": row["status"],
        "quality": None if pd.isna(row["quality"]) else row["quality"],
        "sentence": _sentence(figure, interval, data),
    }


def _sentence(figure: Figure, interval: str | None, data: MapData) -> str:
    """A sentence may be copied alone: that its figure is invented goes with it."""
    told = cell_sentence(figure, interval)
    return f"{told} {DEMONSTRATION}." if data.demonstration else told


def _operand_text(operand: Operand, data: MapData) -> Text:
    units = data.measures.set_index("measure")["unit"]
    unit = str(units.get(operand.terms[0][0], ""))
    approximate = data.weighted(operand) or operand.period != "same"
    return lambda value: value_text(value, unit, 0, approximate)


def _said(value: float, text: Text | None) -> str | None:
    return None if text is None or pd.isna(value) else text(value)
