"""The engine's arithmetic on arrays, for sums that no table holds: what `engine.cells_sql` says in SQL.

Planning that statement takes longer than summing a group of communes. The cells of a group that is a territory are
tested to be those of the territory.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from observatory.warehouse.engine import PROBABLE

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sums:
    """Arrays of one value a sum; `parts` maps the names of `engine.PARTS` to them.

    `share` is that of the inhabitants whose commune is known. What does not exist is NaN. `refused` tells what is not
    to be read there.
    """

    parts: Mapping[str, Floats]
    share: Floats
    estimated: Flags
    refused: Flags


def cells(sums: Sums, indicators: pd.DataFrame) -> pd.DataFrame:
    """value, numerator, denominator, low, high, margin, n, coverage, status: one row a sum.

    `indicators` holds kind, scale, years, min_coverage and counted, row by row.
    """
    enough = (sums.share >= _floats(indicators, "min_coverage")) & ~sums.refused
    figure, lowest, highest = _figures(sums.parts, indicators)
    half = (highest - lowest) / 2
    margin = np.where(sums.estimated, half, np.fmin(_probable(sums.parts, indicators), half))
    numerator, denominator = sums.parts["num"], sums.parts["den"]
    n = np.where(indicators["counted"].to_numpy() & ~np.isnan(denominator), denominator, numerator)
    told = {"value": figure, "numerator": numerator, "denominator": denominator, "low": lowest, "high": highest}
    shown = {name: np.where(enough, values, np.nan) for name, values in (told | {"margin": margin, "n": n}).items()}
    return pd.DataFrame({**shown, "coverage": sums.share, "status": _status(sums, enough, figure)})


def _status(sums: Sums, enough: Flags, figure: Floats) -> NDArray[np.object_]:
    known = np.where(sums.estimated, "estime", "valeur")
    without = np.where(sums.refused, "non_disponible", "absent")
    return np.where(enough, np.where(np.isnan(figure), "non_disponible", known), without).astype(object)


def _figures(parts: Mapping[str, Floats], indicators: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """The figure, and the least and the greatest that its bounds allow."""
    scale, power, base = _floats(indicators, "scale"), *_power_and_base(indicators)
    pairs = [("num", "den"), *((num, den) for num in ("num_low", "num_high") for den in ("den_low", "den_high"))]
    figures = [scale * (_quotient(parts[num], parts[den]) ** power - base) for num, den in pairs]
    return figures[0], np.fmin.reduce(figures[1:]), np.fmax.reduce(figures[1:])


def _probable(parts: Mapping[str, Floats], indicators: pd.DataFrame) -> Floats:
    """Half of a 95 % interval, from the errors of the roundings at first order."""
    power, _ = _power_and_base(indicators)
    quotient, variance = _quotient(parts["num"], parts["den"]), np.nan_to_num(parts["den_variance"])
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.abs(_floats(indicators, "scale")) * power * quotient ** (power - 1)
        return PROBABLE * _quotient(slope, parts["den"]) * np.sqrt(parts["num_variance"] + variance * quotient**2)


def _power_and_base(indicators: pd.DataFrame) -> tuple[Floats, Floats]:
    evolution = (indicators["kind"] == "evolution").to_numpy()
    return np.where(evolution, 1 / np.where(evolution, indicators["years"], 1), 1.0), evolution.astype(float)


def _quotient(num: Floats, den: Floats) -> Floats:
    """A count is a ratio to 1; nothing is divided by 0."""
    return num / np.where(den == 0, np.nan, np.where(np.isnan(den), 1.0, den))


def _floats(frame: pd.DataFrame, name: str) -> Floats:
    return frame[name].to_numpy(dtype=float)
