"""Change over time: points between shares, % between other figures, yearly rates between censuses, breaks in series."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from observatory.statistics.numbers import is_share

Floats = NDArray[np.float64]
REACH = 12
"""Years: two censuses apart, and no more, so that an evolution speaks of today."""


def change(later: ArrayLike, earlier: ArrayLike, unit: str) -> Floats:
    """later - earlier in points where `unit` is a share, else (later / earlier - 1) x 100; NaN from a zero or less."""
    last: Floats = np.asarray(later, dtype=float)
    first: Floats = np.asarray(earlier, dtype=float)
    if is_share(unit):
        return last - first
    return 100 * (_quotient(last, first) - 1)


def mean_annual_rate(later: ArrayLike, earlier: ArrayLike, years: float) -> Floats:
    """((later / earlier)^(1 / years) - 1) x 100: the constant yearly % that leads from one count to the other."""
    if years <= 0:
        raise ValueError(f"Un taux annuel demande une durée positive : {years} an(s) entre les deux dates.")
    return 100 * (_quotient(np.asarray(later, dtype=float), np.asarray(earlier, dtype=float)) ** (1 / years) - 1)


def segments(periods: Iterable[int], breaks: Iterable[int] = ()) -> list[list[int]]:
    """Runs of periods that may be compared: a break year opens a new run."""
    runs: list[list[int]] = []
    ordered, cuts = sorted(set(periods)), sorted(set(breaks))
    for i, period in enumerate(ordered):
        if i == 0 or any(ordered[i - 1] < cut <= period for cut in cuts):
            runs.append([])
        runs[-1].append(period)
    return runs


def earlier_period(periods: Iterable[int], period: int, breaks: Iterable[int] = ()) -> int | None:
    """The period to tell an evolution from: the first comparable one within `REACH` years, else the last before.

    None where no earlier period may be compared with `period`.
    """
    run = next((run for run in segments(periods, breaks) if period in run), [])
    before = [year for year in run if year < period]
    within = [year for year in before if year >= period - REACH]
    return within[0] if within else max(before, default=None)


def _quotient(later: Floats, earlier: Floats) -> Floats:
    unknown = np.full(np.broadcast(later, earlier).shape, np.nan)
    quotient: Floats = np.divide(later, earlier, out=unknown, where=earlier > 0)
    return quotient
