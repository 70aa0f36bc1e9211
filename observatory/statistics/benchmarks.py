"""What a figure is set beside: the collectivité as 100, the mean of its level, peers of like size and density."""

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from observatory.statistics.numbers import joined, number, with_unit
from observatory.statistics.ranking import comparable

Floats = NDArray[np.float64]

POPULATIONS = (200, 500, 1_000, 2_000, 5_000, 20_000)
"""Bounds of the classes of size, in inhabitants."""
DENSITIES = (25, 50, 100, 300)
"""Bounds of the classes of density, in inhabitants per km²."""


def index_100(values: ArrayLike, reference: float) -> Floats:
    """100 x value / reference; NaN where the reference is not positive."""
    per_reference = 100 / reference if reference > 0 else np.nan
    return np.asarray(values, dtype=float) * per_reference


def z_scores(frame: pd.DataFrame) -> pd.Series:
    """Gaps to the mean in standard deviations, over the comparable rows of frame[value, status, quality]."""
    values = frame["value"].where(comparable(frame))
    spread = float(values.std(ddof=0))
    return (values - values.mean()) / (spread if spread > 0 else np.nan)


def peer_groups(population: pd.Series, area_km2: pd.Series) -> pd.Series:
    """Number of each territory's class of size and density: equal numbers are peers; NaN where either is unknown."""
    density = population / area_km2.where(area_km2 > 0)
    size = np.searchsorted(POPULATIONS, population, side="right")
    packed = np.searchsorted(DENSITIES, density, side="right")
    groups = pd.Series(size * (len(DENSITIES) + 1) + packed, index=population.index, dtype=float)
    return groups.where(population.notna() & density.notna())


def peers_in_words(group: int) -> str:
    """`500 à 1 000 habitants, 25 à 50 habitants par km²`."""
    size, packed = divmod(group, len(DENSITIES) + 1)
    return f"{_class(POPULATIONS, size, 'habitants')}, {_class(DENSITIES, packed, 'habitants par km²')}"


def _class(bounds: tuple[int, ...], at: int, unit: str) -> str:
    if at == 0:
        return f"moins de {with_unit(bounds[0], unit)}"
    if at == len(bounds):
        return f"{with_unit(bounds[-1], unit)} et plus"
    low, high = list(pairwise(bounds))[at - 1]
    return joined(f"{number(low)} à {number(high)}", unit)
