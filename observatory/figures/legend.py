"""Classes of a map and their counts; statuses and fragile cells apart, each with its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from observatory.catalogue import Indicator
from observatory.figures.choice import Choice
from observatory.figures.question import MapData
from observatory.figures.words import FRAGILE, STATUSES
from observatory.statistics.classes import assign, breaks, labels
from observatory.statistics.numbers import MINUS, direction, distance, rounded

NOT_NUMBER = re.compile(r"[\u00a0\u202f]?[^\d,\u202f+\u2212].*$")


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
    units = (data.indicator.unit, data.indicator.decimals)
    names = _gap_labels(inner, data) if data.shows_gap(choice) else labels(inner, *units)
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
    decimals = data.indicator.decimals
    if choice.method == "manuelles":
        return breaks(values, choice.method, choice.classes, decimals, manual=choice.breaks)
    if data.reference is not None and data.shows_gap(choice):
        return _around(_gaps(values, data), _shown_reference(data), choice.classes, decimals)
    classed = values if data.ever is None else data.ever["value"].to_numpy(dtype=float, na_value=np.nan)
    if data.reference is not None and choice.method == "departement":
        reference = _lasting_reference(data)
        return _around(classed - reference, reference, choice.classes, decimals)
    method = Choice.method if choice.method == "departement" else choice.method
    return breaks(classed, method, choice.classes, decimals)


def _gaps(values: NDArray[np.float64], data: MapData) -> NDArray[np.float64]:
    """To the collectivité: of this year, or of every year to its own."""
    if data.ever is None:
        return values - _shown_reference(data)
    return (data.ever["value"] - data.ever["reference"]).to_numpy(dtype=float, na_value=np.nan)


def _shown_reference(data: MapData) -> float:
    """As people read it."""
    assert data.reference is not None
    return float(rounded(data.reference["value"], data.indicator.decimals))


def _lasting_reference(data: MapData) -> float:
    """This year's, or the latest known where classes are to be the same whatever the year."""
    known = pd.Series(dtype=float) if data.ever is None else data.ever["reference"].dropna()
    return float(rounded(known.iloc[-1], data.indicator.decimals)) if len(known) else _shown_reference(data)


def _around(gaps: NDArray[np.float64], reference: float, count: int, decimals: int) -> tuple[float, ...]:
    """The same steps on both sides of the reference as it is shown."""
    steps = breaks(gaps, "departement", count, decimals, 0.0)
    return tuple(round(reference + step, decimals) for step in steps)


def _gap_labels(inner: Sequence[float], data: MapData) -> list[str]:
    """`moins de −3 points`, `−3 à −1 point`, `−1 à +1 point`, `+3 points et plus`: zero is the collectivité's value."""
    assert data.reference is not None
    if not inner:
        return ["une seule classe"]
    gaps = [_signed(value, data.reference["value"], data.indicator) for value in inner]
    between = [f"{NOT_NUMBER.sub('', low)} à {high}" for low, high in pairwise(gaps)]
    return [f"moins de {gaps[0]}", *between, f"{gaps[-1]} et plus"]


def _signed(value: float, reference: float, indicator: Indicator) -> str:
    """`+3,4 points`, `−12 %`."""
    sign = {1: "+", 0: "", -1: MINUS}[direction(value, reference, indicator.decimals)]
    return sign + distance(value, reference, indicator.unit, indicator.decimals)
