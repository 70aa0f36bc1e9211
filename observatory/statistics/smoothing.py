"""Smoothed rates, shown beside the raw ones and never in their place."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Smoothed(NamedTuple):
    """`rate` lies between the raw rate and the mean; `weight` is the share of the raw rate in it, 0 to 1."""

    rate: Floats
    weight: Floats


def empirical_bayes(events: ArrayLike, exposure: ArrayLike, neighbours: ArrayLike | None = None) -> Smoothed:
    """Rates drawn towards a mean, the more so as they rest on less. Source: R. J. Marshall, 1991.

    The mean is that of all territories, or of each one's neighbourhood where `neighbours` [territory, territory] tells
    who touches whom. With m = sum(events) / sum(exposure), s² the exposure-weighted variance of the rates there and
    A = max(0, s² - m / mean exposure): rate = m + w (r - m), w = A / (A + m / exposure). Never negative: it lies
    between two rates that are not. NaN, and no weight, where a count is unknown or the exposure is not positive.
    """
    x, n = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(exposure, dtype=float))
    known = ~np.isnan(x) & (n > 0)
    rate, weight = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    if not known.any():
        return Smoothed(rate, weight)
    raw, size = x[known] / n[known], n[known]
    near = _around(known, neighbours)
    whole = near @ size
    mean = near @ x[known] / whole
    between = np.maximum(0, near @ (size * raw**2) / whole - mean**2 - mean * near.sum(axis=1) / whole)
    within = mean / size
    weight[known] = np.divide(between, between + within, out=np.zeros_like(raw), where=within > 0)
    rate[known] = mean + weight[known] * (raw - mean)
    return Smoothed(rate, weight)


def _around(known: NDArray[np.bool_], neighbours: ArrayLike | None) -> Floats:
    """One row of ones for all together, or a row for each known territory: itself and its known neighbours."""
    if neighbours is None:
        return np.ones((1, int(known.sum())))
    touching = np.asarray(neighbours, dtype=bool) | np.eye(len(known), dtype=bool)
    return touching[np.ix_(known, known)].astype(float)
