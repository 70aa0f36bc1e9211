"""Confidence intervals and tests, vectorised: counts in, 95 % bounds or p-values out.

They hold for events that could have been otherwise (births, deaths, job seekers) and for samples. A census of a commune
under 10 000 inhabitants is exhaustive over its five years: it has no sampling error, and none is drawn for it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]
LEVEL = 0.95


class Interval(NamedTuple):
    low: Floats
    high: Floats


def wilson(events: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Score interval of a proportion. Source: E. B. Wilson, 1927.

    (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n), with p = events / n. NaN where n is 0.
    """
    x, size = _pair(events, n)
    z = _z(level)
    p, shrink = x / size, 1 + z**2 / size
    middle = (p + z**2 / (2 * size)) / shrink
    half = z * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2)) / shrink
    return Interval(np.maximum(middle - half, 0), np.minimum(middle + half, 1))


def exact_proportion(events: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval of a proportion: quantiles of Beta laws. Source: C. J. Clopper and E. S. Pearson, 1934."""
    x, size = _pair(events, n)
    tail = (1 - level) / 2
    low = np.where(x == 0, 0.0, stats.beta.ppf(tail, np.maximum(x, 1e-300), size - x + 1))
    high = np.where(x == size, 1.0, stats.beta.ppf(1 - tail, x + 1, np.maximum(size - x, 1e-300)))
    return Interval(np.where(np.isnan(size), np.nan, low), np.where(np.isnan(size), np.nan, high))


def exact_count(events: ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval of a Poisson mean: half quantiles of chi-squared laws. Source: F. Garwood, 1936.

    chi2(tail, 2x) / 2 and chi2(1 - tail, 2x + 2) / 2. Divide by the exposure for a rate.
    """
    x = np.asarray(events, dtype=float)
    tail = (1 - level) / 2
    low = np.where(x == 0, 0.0, stats.chi2.ppf(tail, np.maximum(2 * x, 1e-300)) / 2)
    return Interval(low, stats.chi2.ppf(1 - tail, 2 * x + 2) / 2)


def byar(events: ArrayLike, level: float = LEVEL) -> Interval:
    """Byar's approximation of `exact_count`, close from about ten events. Source: N. E. Breslow and N. E. Day, 1987.

    x (1 - 1/9x - z/3 sqrt(x))³ and (x + 1)(1 - 1/9(x + 1) + z/3 sqrt(x + 1))³.
    """
    x = np.asarray(events, dtype=float)
    z, more = _z(level), x + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(x == 0, 0.0, x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3)
    return Interval(np.maximum(low, 0), more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3)


def part_proportion_test(events: ArrayLike, n: ArrayLike, whole_events: ArrayLike, whole_n: ArrayLike) -> Floats:
    """Two-sided p-value: does a territory's proportion differ from that of the rest of the whole that contains it?

    Given the whole's events, those of a part follow a hypergeometric law where nothing differs. Source: R. A. Fisher,
    1935, the smaller tail doubled. Weighted counts are rounded to whole ones.
    """
    x, size, ones, everyone = (_whole(a) for a in (*_pair(events, n), whole_events, whole_n))
    return _two_sided(stats.hypergeom, x, size * ones / everyone, everyone, ones, np.nan_to_num(size, nan=0.0))


def part_rate_test(
    events: ArrayLike, exposure: ArrayLike, whole_events: ArrayLike, whole_exposure: ArrayLike
) -> Floats:
    """Two-sided p-value of a territory's rate against the rest of the whole that contains it.

    Given the whole's events, those of a part follow a binomial law with its share of the exposure. Source:
    J. Przyborowski and H. Wilenski, 1940, the smaller tail doubled.
    """
    x, share = _whole(events), np.asarray(exposure, dtype=float) / np.asarray(whole_exposure)
    return _two_sided(stats.binom, x, _whole(whole_events) * share, _whole(whole_events), share)


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """p-values adjusted so that at most 5 % of the gaps called significant at 0.05 are false; NaN stay NaN.

    Source: Y. Benjamini and Y. Hochberg, 1995.
    """
    raw = np.asarray(p_values, dtype=float)
    known = ~np.isnan(raw)
    adjusted = np.full(raw.shape, np.nan)
    if known.any():
        adjusted[known] = stats.false_discovery_control(raw[known], method="bh")
    return adjusted


def _z(level: float) -> float:
    return float(stats.norm.ppf((1 + level) / 2))


def _pair(events: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Both as floats; a size of 0 is unknown."""
    size = np.asarray(n, dtype=float)
    return np.asarray(events, dtype=float), np.where(size > 0, size, np.nan)


def _whole(counts: ArrayLike) -> Floats:
    """Rounded to whole ones; the order of a sum does not decide of a half."""
    return np.rint(np.round(np.asarray(counts, dtype=float), 6))


def _two_sided(law: stats.rv_discrete, x: Floats, expected: Floats, *parameters: Floats) -> Floats:
    """Twice the smaller tail. The one on the side of `x` is measured, the other is what it leaves."""
    under = x < expected
    below, above = law.cdf(np.where(under, x, np.nan), *parameters), law.sf(np.where(under, np.nan, x - 1), *parameters)
    tail, here = np.where(under, below, above), np.exp(law.logpmf(x, *parameters))
    p_value = np.minimum(1.0, 2 * np.minimum(tail, 1 - tail + here))
    return np.where(np.isnan(x + expected), np.nan, p_value)
