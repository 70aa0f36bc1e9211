"""Population projections by sex and five-year age band: cohort-component and Hamilton-Perry, constrained to a total.

Populations are arrays [..., sex, age]: women first, bands as wide in years as a step of time, the last band open.
Leading axes (territories) are free. No rate lives here: survival, fertility and migration come from declared files.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WOMEN = 0
BAND = 5
"""Years of an age band, hence of a step."""
FERTILE = slice(15 // BAND, 50 // BAND)
"""Bands of the women who bear children: 15 to 49."""


@dataclass(frozen=True)
class Assumptions:
    """Rates over one step of five years.

    `survival` [sex, 1 + age] is the share alive at its end: entry 0 of those born during it, entry 1 + a of band a.
    """

    survival: Floats
    fertility: Floats
    """[age]: births over the step for a woman of the band."""
    girls: float
    """Share of girls among births."""
    migration: Floats | float = 0.0
    """[..., sex, age]: net arrivals, by the age reached at the end of the step."""


def cohort_component(population: Floats, assumptions: Assumptions, steps: int) -> Floats:
    """[step, ..., sex, age] from step 0 (today): survivors age by a band, births are those of the women met on the way.

    Births use the mean of the women of each band at the two ends of the step. Source: S. H. Preston, P. Heuveline and
    M. Guillot, 2001.
    """
    years = [population]
    for _ in range(steps):
        years.append(_next(years[-1], assumptions))
    return np.stack(years)


def _next(population: Floats, given: Assumptions) -> Floats:
    alive = population * given.survival[:, 1:]
    later = np.zeros_like(population)
    later[..., 1:] = alive[..., :-1]
    later[..., -1] += alive[..., -1]
    women = (population[..., WOMEN, :] + later[..., WOMEN, :]) / 2
    births = (women * given.fertility).sum(axis=-1)[..., None]
    later[..., 0] = births * np.array([given.girls, 1 - given.girls]) * given.survival[:, 0]
    return np.maximum(later + given.migration, 0)


@dataclass(frozen=True)
class CohortRatios:
    """What five years made of each cohort."""

    ratios: Floats
    """[..., sex, age - 1]: from band a to band a + 1; the last two bands both feed the open one."""
    children: Floats
    """[..., sex]: the youngest band for one woman of 15 to 49."""


def cohort_ratios(earlier: Floats, later: Floats) -> CohortRatios:
    """The ratios between two age structures five years apart; migration and mortality are both in them.

    Where a cohort or the women were none, the ratio of all territories together stands in. Source: C. H. Hamilton and
    J. Perry, 1962.
    """
    before, after = _cohorts(earlier), later[..., 1:]
    ratios = _ratio(after, before, _over_territories(after), _over_territories(before))
    mothers, children = _mothers(later), later[..., 0]
    return CohortRatios(
        ratios,
        _ratio(children, mothers[..., None], _over_territories(children, 1), _over_territories(mothers, 0)[..., None]),
    )


def hamilton_perry(population: Floats, ratios: CohortRatios, steps: int) -> Floats:
    """[step, ..., sex, age] from step 0 (today): each cohort keeps its ratio. Source: D. A. Swanson et al., 2010."""
    years = [population]
    for _ in range(steps):
        later = np.zeros_like(population)
        later[..., 1:] = _cohorts(years[-1]) * ratios.ratios
        later[..., 0] = _mothers(later)[..., None] * ratios.children
        years.append(later)
    return np.stack(years)


def constrained(territories: Floats, total: Floats) -> Floats:
    """territories [territory, sex, age] scaled so that they sum to total [sex, age], each keeping its share.

    A group that no territory has and the total has is shared out by the territories' whole populations.
    """
    sums = territories.sum(axis=0)
    sizes = territories.sum(axis=(1, 2))
    whole = (sizes / sizes.sum())[:, None, None] if sizes.sum() > 0 else np.full((len(sizes), 1, 1), 1 / len(sizes))
    shares = np.divide(territories, sums, out=np.broadcast_to(whole, territories.shape).copy(), where=sums > 0)
    return np.asarray(shares * total)


def at_most(ages: Floats, threshold: int, years: int) -> Floats:
    """Upper bound of the people aged `threshold` or more in `years`: those old enough today, none dying, none arriving.

    ages [..., age] in bands of five years; threshold and years are multiples of five. It is no forecast.
    """
    if threshold % BAND or years % BAND:
        raise ValueError(f"L'âge ({threshold}) et la durée ({years}) se comptent en tranches de {BAND} ans.")
    return np.asarray(ages[..., max(threshold - years, 0) // BAND :].sum(axis=-1))


def _cohorts(population: Floats) -> Floats:
    """The bands that age into band 1, 2... and the open one, which the last two bands feed."""
    feeding = population[..., :-1].copy()
    feeding[..., -1] += population[..., -1]
    return feeding


def _mothers(population: Floats) -> Floats:
    return np.asarray(population[..., WOMEN, FERTILE].sum(axis=-1))


def _over_territories(values: Floats, own_axes: int = 2) -> Floats:
    """Sums over every axis but the last `own_axes`."""
    return np.asarray(values.sum(axis=tuple(range(values.ndim - own_axes))))


def _ratio(after: Floats, before: Floats, all_after: Floats, all_before: Floats) -> Floats:
    """after / before, or the ratio of all together where before is 0, or 0 where that is unknown as well."""
    every = np.divide(
        all_after, all_before, out=np.zeros(np.broadcast(all_after, all_before).shape), where=all_before > 0
    )
    shape = np.broadcast(after, before).shape
    before = np.broadcast_to(before, shape)
    return np.asarray(np.divide(after, before, out=np.broadcast_to(every, shape).copy(), where=before > 0))
