"""How values spread: counts in bins of one readable width."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

MOST = 24
"""Bins, at most."""
FEWEST = 8
"""Values under which a picture of their spread would tell less than the values themselves."""


class Histogram(NamedTuple):
    """Bin i goes from `start + i x step`, included, to the next; the last one holds its end."""

    start: float
    step: float
    counts: tuple[int, ...]


def histogram(values: ArrayLike, decimals: int) -> Histogram | None:
    """Bins of 1, 2 or 5 x 10^n, no finer than `decimals`; None for fewer than FEWEST values or when all are equal."""
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    if len(known) < FEWEST or known.min() == known.max():
        return None
    step = _step(float(known.max() - known.min()), decimals)
    first, last = math.floor(known.min() / step), math.floor(known.max() / step)
    bins = np.clip(np.floor(known / step).astype(int) - first, 0, last - first)
    counts = np.bincount(bins, minlength=last - first + 1)
    return Histogram(round(first * step, 10), step, tuple(int(count) for count in counts))


def _step(span: float, decimals: int) -> float:
    """The finest readable width that needs no more than MOST bins."""
    power = max(math.floor(math.log10(span / MOST)), -decimals)
    widths = (factor * 10.0**exponent for exponent in (power, power + 1, power + 2) for factor in (1, 2, 5))
    return next(round(width, 10) for width in widths if span / width <= MOST - 1)
