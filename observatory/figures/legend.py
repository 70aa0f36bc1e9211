"""Classes of a map and their counts; statuses and fragile cells apart, each with its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from observatory.catalogue import Indicator
from observatory.figures.choice import Choice
from observatory.figures.question import MapData
from observatory.figures.words import FRAGILE, STATUSES
from observatory.statistics.classes import assign, breaks, labels
from observatory.statistics.numbers import gap

NOT_NUMBER = re.compile(r"[\u00a0\u202f]?[^\d,\u202f].*$")


@dataclass(frozen=True)
class Legend:
    """`of_cell` holds the class of each cell, -1 for none."""

    classes: list[dict[str, Any]]
    of_cell: NDArray[np.int64]
    palette: str


def legend(data: MapData, choice: Choice) -> Legend:
    """The classes chosen; none for circles, whose size tells the value."""
    values = data.cells["value"].to_numpy(dtype=float, na_value=np.nan)
    if data.circles:
        return Legend([], np.full(len(values), -1), "sequential")
    inner = _breaks(values, data, choice)
    of_cell = assign(values, inner, data.indicator.decimals)
    names = _gap_labels(inner, data) if data.shows_gap(choice) else _value_labels(inner, data.indicator)
    counts = [int((of_cell == index).sum()) for index in range(len(names))]
    classes = [
        {"label": label, "from": low, "to": high, "count": count}
        for label, low, high, count in zip(names, (None, *inner), (*inner, None), counts, strict=True)
    ]
    return Legend(classes, of_cell, "diverging" if data.shows_gap(choice) else "sequential")


def statuses(data: MapData) -> list[dict[str, Any]]:
    """The statuses met on this map, other than a plain value."""
    counts = data.cells["status"].value_counts()
    return [
        {"status": status, "label": label, "count": int(counts[status])}
        for status, label in STATUSES.items()
        if status in counts
    ]


def fragile(data: MapData) -> dict[str, Any] | None:
    count = int((data.cells["quality"] == "fragile").sum())
    return {"label": FRAGILE, "count": count} if count else None


def _breaks(values: NDArray[np.float64], data: MapData, choice: Choice) -> tuple[float, ...]:
    around = data.shows_gap(choice) or choice.method == "departement"
    reference = data.reference["value"] if data.reference else None
    method = "departement" if around and choice.method != "manuelles" else choice.method
    if method == "departement" and reference is None:
        method = Choice.method
    return breaks(values, method, choice.classes, data.indicator.decimals, reference, choice.breaks)


def _value_labels(inner: Sequence[float], indicator: Indicator) -> list[str]:
    return labels(inner, indicator.unit, indicator.decimals)


def _gap_labels(inner: Sequence[float], data: MapData) -> list[str]:
    """`plus de 3 points de moins`, `de 3 à 1 points de moins`, ..., `3 points de plus ou davantage`."""
    assert data.reference is not None
    if not inner:
        return ["une seule classe"]
    unit, decimals, here = data.indicator.unit, data.indicator.decimals, data.reference["value"]
    gaps = [gap(value, here, unit, decimals) for value in inner]
    between = [f"de {_between(low, high)}" for low, high in pairwise(gaps)]
    first = f"plus de {gaps[0]}" if gaps[0].endswith("moins") else f"moins de {gaps[0]}"
    last = f"{gaps[-1]} ou davantage" if gaps[-1].endswith("plus") else f"moins de {gaps[-1]}"
    return [first, *between, last]


def _between(low: str, high: str) -> str:
    """`3 à 1 points de moins`; `1 point de moins à 1 point de plus` across the reference."""
    same_way = low.rsplit(" ", 1)[-1] == high.rsplit(" ", 1)[-1]
    return f"{re.sub(NOT_NUMBER, '', low) if same_way else low} à {high}"
