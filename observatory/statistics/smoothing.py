"""Smoothed rates, shown beside the raw ones and never in their place."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Smoothed(NamedTuple):
    """`rate` lies between the raw rate and the mean; `weight` is the share of the raw rate in it, 0 to 1."""

    rate: Floats
    weight: Floats


def empirical_bayes(events: ArrayLike, exposure: ArrayLike) -> Smoothed:
    """Rates drawn towards the mean of all territories, the more so as they rest on less. Source: R. J. Marshall, 1991.

    With m = sum(events) / sum(exposure), s² the exposure-weighted variance of the rates and A = max(0, s² - m / mean
    exposure): rate = m + w (r - m), w = A / (A + m / exposure). Never negative: it lies between two rates that are not.
    NaN where a count is unknown or the exposure is not positive; such territories weigh nothing in the mean.
    """
    x, n = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(exposure, dtype=float))
    known = ~np.isnan(x) & (n > 0)
    rate, weight = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    if not known.any():
        return Smoothed(rate, weight)
    raw, size = x[known] / n[known], n[known]
    mean = float(x[known].sum() / size.sum())
    between = max(0.0, float(np.average((raw - mean) ** 2, weights=size)) - mean / float(size.mean()))
    within = mean / size
    weight[known] = between / (between + within) if mean > 0 else 0.0
    rate[known] = mean + weight[known] * (raw - mean)
    return Smoothed(rate, weight)
