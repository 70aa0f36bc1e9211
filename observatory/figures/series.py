"""One small map a year, all with the same classes: one file for the whole page."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from observatory.figures.cells import cell_text, reference_view, shown_value
from observatory.figures.choice import Choice
from observatory.figures.legend import Legend, fragile, legend, statuses
from observatory.figures.question import MapData
from observatory.figures.view import largest, provenance, title_of
from observatory.figures.words import STATUSES, plural_text

MOST = 12
"""Maps on a page: beyond, nobody compares them."""


def spread_years(periods: Sequence[int]) -> list[int]:
    """At most MOST years, the first and the last among them, as evenly set in time as those known allow."""
    if len(periods) <= MOST:
        return list(periods)
    span = periods[-1] - periods[0]
    targets = [periods[0] + span * step / (MOST - 1) for step in range(MOST)]
    return sorted({min(periods, key=lambda year: abs(year - target)) for target in targets})


def series_view(years: Sequence[MapData], choice: Choice) -> dict[str, Any]:
    """What the years share, then each year: its cells in the order of the geometry's codes. Oldest first.

    `years` hold `ever`, so that their classes are the same; counts in the legend are of the latest.
    """
    latest = years[-1]
    drawn = [legend(data, choice) for data in years]
    return {
        "indicator": latest.indicator.slug,
        "level": latest.level,
        "title": title_of(latest, choice),
        "subtitle": _subtitle(years),
        "unit": latest.indicator.unit,
        "drawing": "circles" if latest.circles else "choropleth",
        "palette": drawn[-1].palette,
        "max": largest(latest),
        "classes": drawn[-1].classes,
        "statuses": _statuses(years),
        "fragile": fragile(latest),
        "years": [_year(data, of_year) for data, of_year in zip(years, drawn, strict=True)],
        **provenance(latest),
    }


def _year(data: MapData, drawn: Legend) -> dict[str, Any]:
    rows = data.cells.to_dict("records")
    reference = reference_view(data)
    return {
        "period": data.period,
        "reference": reference and {"value": reference["value"], "text": reference["text"]},
        "cells": [_cell(row, data, index) for row, index in zip(rows, drawn.of_cell, strict=True)],
    }


def _cell(row: Mapping[Any, Any], data: MapData, index: int) -> dict[str, Any]:
    return {
        "value": shown_value(row["value"], data),
        "text": cell_text(row, data),
        "status": row["status"],
        "quality": None if pd.isna(row["quality"]) else row["quality"],
        "class": None if index < 0 else int(index),
    }


def _statuses(years: Sequence[MapData]) -> list[dict[str, Any]]:
    """Those met in any year, with the counts of the latest."""
    counts = {one["status"]: one["count"] for one in statuses(years[-1])}
    met = {one["status"] for data in years for one in statuses(data)}
    return [
        {"status": status, "label": label, "count": counts.get(status, 0)}
        for status, label in STATUSES.items()
        if status in met
    ]


def _subtitle(years: Sequence[MapData]) -> str:
    """`267 communes · 2020 à 2024 · Cnaf, Insee`."""
    first, last = years[0], years[-1]
    count = plural_text(len(last.cells), last.level_plural, last.level_plural)
    span = f"{first.period} à {last.period}" if len(years) > 1 else str(last.period)
    return f"{count} · {span} · {', '.join(dict.fromkeys(last.sources['producer']))}"
