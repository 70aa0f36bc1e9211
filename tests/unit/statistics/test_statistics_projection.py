"""Projections on populations whose answer is known, and back-casting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.statistics.projection import (
    Assumptions,
    at_most,
    cohort_component,
    cohort_ratios,
    constrained,
    hamilton_perry,
)

AGES = 20
EVERYBODY = np.ones((2, AGES + 1))


def assumptions(survival: float = 1.0, births: float = 0.0) -> Assumptions:
    fertility = np.zeros(AGES)
    fertility[4:8] = births
    return Assumptions(EVERYBODY * survival, fertility, girls=0.5)


def test_without_births_nor_deaths_everybody_ages_by_a_band() -> None:
    population = np.zeros((2, AGES))
    population[0, 3], population[1, 18], population[1, 19] = 100, 7, 5
    after = cohort_component(population, assumptions(), 2)
    assert after[1, 0, 4] == 100 and after[2, 0, 5] == 100
    assert after[1, 1, 19] == 12 and after[2, 1, 19] == 12
    assert after.sum(axis=(1, 2)).tolist() == [112, 112, 112]


def test_births_are_those_of_the_women_met_on_the_way() -> None:
    """100 women of 20-24 now, 100 of 25-29 later: 50 of each on the mean, 0.4 child each: 40, half of them girls."""
    population = np.zeros((2, AGES))
    population[0, 4] = 100
    after = cohort_component(population, assumptions(births=0.4), 1)
    assert after[1, :, 0].tolist() == [20, 20]


def test_deaths_and_arrivals() -> None:
    population = np.full((2, AGES), 100.0)
    arrivals = np.zeros((2, AGES))
    arrivals[0, 5] = 30
    given_rates = Assumptions(EVERYBODY * 0.9, np.zeros(AGES), girls=0.5, migration=arrivals)
    after = cohort_component(population, given_rates, 1)[1]
    assert after[0, 5] == pytest.approx(120) and after[1, 5] == pytest.approx(90)
    assert after[0, 19] == pytest.approx(180)


def test_a_stationary_population_stays_as_it_is() -> None:
    """Each band 100, nobody dies before 100, and the mothers replace the generation: 200 births for 400 women."""
    population = np.full((2, AGES), 100.0)
    still = Assumptions(EVERYBODY.copy(), assumptions(births=0.5).fertility, girls=0.5)
    still.survival[:, -1] = 0
    assert cohort_component(population, still, 4)[-1] == pytest.approx(population)


def random_population(seed: int, territories: int = 6) -> np.ndarray:
    return np.random.default_rng(seed).uniform(50, 500, (territories, 2, AGES))


def rising(seed: int) -> Assumptions:
    survival = np.linspace(1.0, 0.3, AGES + 1) * np.ones((2, 1))
    fertility = np.zeros(AGES)
    fertility[3:9] = np.random.default_rng(seed).uniform(0.1, 0.5, 6)
    return Assumptions(survival, fertility, girls=0.488)


def test_hamilton_perry_finds_the_next_census_where_survival_is_constant() -> None:
    """Back-casting on a population made by constant survival: every cohort of the third census is exact."""
    first, second, third, fourth = cohort_component(random_population(1), rising(1), 3)
    ratios = cohort_ratios(first, second)
    found = hamilton_perry(second, ratios, 2)
    assert found[0] == pytest.approx(second)
    closed = slice(1, AGES - 1)
    assert found[1][..., closed] == pytest.approx(third[..., closed])
    assert found[2][..., 2 : AGES - 1] == pytest.approx(fourth[..., 2 : AGES - 1])


def test_hamilton_perry_of_a_stable_population_is_exact_at_every_age() -> None:
    """A population that grows by 3 % a step at every age keeps doing so, children included."""
    first = np.exp(-0.1 * np.arange(AGES)) * np.ones((3, 2, 1)) * 1000
    found = hamilton_perry(first * 1.03, cohort_ratios(first, first * 1.03), 3)
    assert found[3] == pytest.approx(first * 1.03**4)


def test_back_casting_a_growing_place_is_within_five_percent() -> None:
    """With noise of 2 % on each census, the total of the third one is found again."""
    chance = np.random.default_rng(7)
    truth = cohort_component(random_population(2), rising(2), 2)
    first, second, third = truth * chance.normal(1, 0.02, truth.shape)
    found = hamilton_perry(second, cohort_ratios(first, second), 1)[1]
    assert found.sum() == pytest.approx(third.sum(), rel=0.05)


def test_an_empty_cohort_takes_the_ratio_of_all_territories() -> None:
    first, second = cohort_component(random_population(3), rising(3), 1)
    first[0, 1, 5] = 0
    ratios = cohort_ratios(first, second).ratios
    assert ratios[0, 1, 5] == pytest.approx(second[:, 1, 6].sum() / first[:, 1, 5].sum())
    assert np.isfinite(ratios).all()


def test_constrained_sums_to_the_total_and_keeps_shares() -> None:
    parts = np.array([[[10.0, 0.0]], [[30.0, 0.0]]])
    total = np.array([[80.0, 4.0]])
    found = constrained(parts, total)
    assert found.tolist() == [[[20.0, 1.0]], [[60.0, 3.0]]]


@given(st.integers(0, 10_000))
def test_constrained_projections_sum_to_the_departement(seed: int) -> None:
    parts, total = random_population(seed, 3), random_population(seed + 1, 1)[0]
    assert constrained(parts, total).sum(axis=0) == pytest.approx(total)


def test_the_known_ages_bound_the_seventy_five_and_over() -> None:
    """Bands of 10 people: 75 and over are 5 bands of 20 today, 6 in five years, 7 in ten."""
    ages = np.full(AGES, 10.0)
    assert [at_most(ages, 75, years).item() for years in (0, 5, 10)] == [50, 60, 70]
    with pytest.raises(ValueError, match="tranches de 5 ans"):
        at_most(ages, 73, 5)
