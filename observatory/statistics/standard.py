"""Indirect standardisation: what a territory would have at the reference's rates and its own ages."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from observatory.statistics.intervals import byar

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Standardised:
    """One entry a territory; `ratio` is 100 x observed / expected: 100 is as the reference at the same ages."""

    expected: Floats
    ratio: Floats
    low: Floats
    high: Floats
    rate: Floats
    """ratio x the reference's crude rate: comparable between territories of unlike ages, as a rule of thumb."""


def age_rates(events: ArrayLike, population: ArrayLike) -> Floats:
    """The reference's rate at each age: events[age] / population[age], 0 where nobody lives."""
    x, n = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    rates: Floats = np.divide(x, n, out=np.zeros_like(x), where=n > 0)
    return rates


def indirect(
    observed: ArrayLike, ages: ArrayLike, reference_events: ArrayLike, reference_ages: ArrayLike
) -> Standardised:
    """Standardise observed[territory] with ages[territory, age] against the reference's events[age] and ages[age].

    expected = sum over ages of the reference's rate x the territory's population; ratio = 100 x observed / expected,
    bounds by Byar's method on the observed events. Source: N. E. Breslow and N. E. Day, 1987. NaN where nothing is
    expected.
    """
    seen, by_age = np.asarray(observed, dtype=float), np.asarray(ages, dtype=float)
    expected = by_age @ age_rates(reference_events, reference_ages)
    per_expected = np.divide(100.0, expected, out=np.full_like(expected, np.nan), where=expected > 0)
    bounds = byar(seen)
    crude = float(np.sum(reference_events) / np.sum(reference_ages))
    ratio = seen * per_expected
    return Standardised(expected, ratio, bounds.low * per_expected, bounds.high * per_expected, ratio / 100 * crude)
