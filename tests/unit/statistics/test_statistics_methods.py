"""Intervals, tests, smoothing, standardisation, evolution and crossing: worked by hand, or by published tables."""

import runpy

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from observatory.settings import ROOT
from observatory.statistics import crossing, evolution, intervals
from observatory.statistics.smoothing import empirical_bayes
from observatory.statistics.standard import indirect

NAN = float("nan")


def near(*values: float) -> object:
    return pytest.approx(values, abs=6e-4, nan_ok=True)


def test_wilson() -> None:
    low, high = intervals.wilson([10, 0, 10, 1], [100, 10, 10, 0])
    assert low.tolist() == near(0.0552, 0.0, 0.7225, NAN)
    assert high.tolist() == near(0.1744, 0.2775, 1.0, NAN)


def test_exact_proportion() -> None:
    low, high = intervals.exact_proportion([10, 0, 10, 1], [100, 10, 10, 0])
    assert low.tolist() == near(0.0490, 0.0, 0.6915, NAN)
    assert high.tolist() == near(0.1762, 0.3085, 1.0, NAN)


def test_exact_count() -> None:
    low, high = intervals.exact_count([0, 1, 10])
    assert low.tolist() == near(0.0, 0.0253, 4.7954)
    assert high.tolist() == near(3.6889, 5.5716, 18.3904)


def test_byar_is_close_to_the_exact_interval() -> None:
    """For 10: 10 (1 - 0.01111 - 0.20660)^3 = 4.787 and 11 (1 - 0.01010 + 0.19699)^3 = 18.392."""
    low, high = intervals.byar([0, 10])
    assert low.tolist() == near(0.0, 4.787)
    assert high[1] == pytest.approx(18.392, abs=2e-3)


def test_part_proportion_test_is_the_doubled_tail() -> None:
    """3 of 3 in the part, 3 of 6 in the whole: one draw in C(6, 3) = 20; 1 of 2 of 2 of 4 differs from nothing."""
    assert intervals.part_proportion_test([3], [3], 3, 6).tolist() == [pytest.approx(0.1)]
    assert intervals.part_proportion_test([1, 1], [2, 0], 2, 4).tolist() == [1.0, pytest.approx(NAN, nan_ok=True)]


def test_part_rate_test_is_the_doubled_tail() -> None:
    """None of 4 events in half the exposure: 2 / 16."""
    assert intervals.part_rate_test([0, 2], [50, 50], 4, 100).tolist() == pytest.approx([0.125, 1.0])


def test_benjamini_hochberg() -> None:
    adjusted = intervals.benjamini_hochberg([0.01, 0.04, 0.03, 0.5, NAN])
    assert adjusted.tolist() == near(0.04, 0.0533, 0.0533, 0.5, NAN)
    assert np.isnan(intervals.benjamini_hochberg([NAN])).all()


def test_under_no_difference_few_territories_are_called_different() -> None:
    """2 000 parts drawn from a whole with one rate: false alarms stay under 5 %, and vanish after adjustment."""
    drawn = np.random.default_rng(41).binomial(500, 0.1, 2000)
    p = intervals.part_proportion_test(drawn, np.full(2000, 500), float(drawn.sum()), 1_000_000)
    assert (p < 0.05).mean() <= 0.05
    assert (intervals.benjamini_hochberg(p) < 0.05).sum() == 0


def test_coverage_over_the_declared_grid() -> None:
    """Exact methods never under 95 %, Wilson within a point on average; exact sums and simulation agree."""
    bench = runpy.run_path(str(ROOT / "bench" / "coverage.py"))
    exact = [bench["of_proportion"](intervals.exact_proportion), bench["of_count"](intervals.exact_count)]
    assert min(found.exact.min() for found in exact) >= 0.95
    wilson = bench["of_proportion"](intervals.wilson)
    assert abs(wilson.exact.mean() - 0.95) < 0.01 and 0.90 < wilson.exact.min() < 0.95
    assert np.abs(wilson.exact - wilson.simulated).max() < 0.01


def test_empirical_bayes_by_hand() -> None:
    """m = 0.05, s² = 0.0025, A = 0.0025 - 0.05 / 100 = 0.002, w = 0.002 / 0.0025 = 0.8."""
    smoothed = empirical_bayes([0, 10, NAN, 3], [100, 100, 100, 0])
    assert smoothed.rate.tolist() == near(0.01, 0.09, NAN, NAN)
    assert smoothed.weight.tolist() == near(0.8, 0.8, NAN, NAN)


def test_spatial_empirical_bayes_by_hand() -> None:
    """a and b touch, c is alone: a and b as above by themselves; c, its own mean, stays where it is."""
    touching = [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert empirical_bayes([0, 10, 60], [100, 100, 100], touching).rate.tolist() == near(0.01, 0.09, 0.6)


def test_empirical_bayes_without_events_is_zero() -> None:
    assert empirical_bayes([0, 0], [10, 20]).rate.tolist() == [0, 0]
    assert np.isnan(empirical_bayes([NAN], [10]).rate).all()


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 10_000)), min_size=1, max_size=30))
def test_smoothed_rates_lie_between_the_raw_rate_and_the_mean(pairs: list[tuple[int, int]]) -> None:
    events, exposure = np.array(pairs, dtype=float).T
    raw, mean, smooth = events / exposure, events.sum() / exposure.sum(), empirical_bayes(events, exposure).rate
    assert (smooth >= 0).all()
    assert (smooth >= np.minimum(raw, mean) - 1e-9).all() and (smooth <= np.maximum(raw, mean) + 1e-9).all()


def test_indirect_standardisation_by_hand() -> None:
    """Reference rates 10/1000 and 40/400; 200 and 50 people: 2 + 5 = 7 expected, 14 seen."""
    found = indirect([14, 7, 3], [[200, 50], [200, 50], [0, 0]], [10, 40], [1000, 400])
    assert found.expected.tolist() == [7, 7, 0]
    assert found.ratio.tolist() == pytest.approx([200, 100, NAN], nan_ok=True)
    assert found.rate[0] == pytest.approx(2 * 50 / 1400)
    assert (found.low[:2] < found.ratio[:2]).all() and (found.high[:2] > found.ratio[:2]).all()


def test_standardising_the_reference_by_itself_gives_100() -> None:
    assert indirect([50], [[1000, 400]], [10, 40], [1000, 400]).ratio.tolist() == pytest.approx([100])


def test_change_in_points_and_in_percent() -> None:
    assert evolution.change([9.2], [8.0], "%").tolist() == pytest.approx([1.2])
    assert evolution.change([110.0, 5.0], [100.0, 0.0], "places").tolist() == pytest.approx([10, NAN], nan_ok=True)


def test_mean_annual_rate() -> None:
    assert evolution.mean_annual_rate([110.25, 0, 3], [100, 10, 0], 2).tolist() == near(5.0, -100.0, NAN)
    with pytest.raises(ValueError, match="durée positive"):
        evolution.mean_annual_rate([1], [1], 0)


def test_segments_are_cut_at_breaks() -> None:
    years = [2020, 2021, 2023, 2024]
    assert evolution.segments(years) == [years]
    assert evolution.segments(years, [2022]) == [[2020, 2021], [2023, 2024]]
    assert evolution.segments(years, [2023, 2016]) == [[2020, 2021], [2023, 2024]]
    assert evolution.earlier_period(years, 2024) == 2020
    assert evolution.earlier_period(years, 2024, [2023]) == 2023
    assert evolution.earlier_period(years, 2023, [2023]) is None
    assert evolution.earlier_period([1876, 1968, 2012, 2018, 2023], 2023) == 2012
    assert evolution.earlier_period([1876, 1968, 2023], 2023) == 1968


NEED = pd.Series([1.0, 5.0, 9.0, NAN, 9.0], index=list("abcde"))
OFFER = pd.Series([9.0, 5.0, 1.0, 5.0, NAN], index=list("abcde"))
EDGES = crossing.Thresholds((4.0, 8.5), (4.0, 8.5))


def test_nine_classes() -> None:
    assert crossing.nine_classes(NEED, OFFER, EDGES).tolist() == [2, 4, 6, -1, -1]


def test_quadrants_are_named_against_the_collectivite() -> None:
    found = crossing.quadrants(NEED, OFFER, 5.0, 6.0)
    assert found.to_dict() == {"a": "avance", "b": "deficit", "c": "deficit", "d": None, "e": None}
    assert set(found.dropna()) <= set(crossing.QUADRANTS)


def test_deficits_rank_the_widest_first() -> None:
    assert crossing.deficits(NEED, OFFER).to_dict() == near_dict({"c": 2 / 3, "b": 0.0, "a": -2 / 3})
    assert list(crossing.deficits(NEED, OFFER).index) == ["c", "b", "a"]


def near_dict(values: dict[str, float]) -> object:
    return pytest.approx(values)


def test_moved_counts_the_territories_that_change_class() -> None:
    """8.5 x 1.1 = 9.35 takes c out of the high needs and a out of the high offers; the other moves change nothing."""
    found = crossing.moved(NEED, OFFER, EDGES)
    assert len(found) == 8
    changed = {(r.axis, r.threshold, round(r.moved_to, 2)): r.changed for r in found.itertuples()}
    assert changed[("need", 8.5, 9.35)] == 1
    assert changed[("offer", 8.5, 9.35)] == 1
    assert changed[("need", 8.5, 7.65)] == 0
    assert sum(changed.values()) == 2


def test_terciles() -> None:
    assert crossing.terciles([1, 2, 3, 4, NAN], [10, 20, 30, 40, 50]).need == pytest.approx((2.0, 3.0))


def test_territories_without_any_offer_are_the_lowest_class() -> None:
    offer = [0, 0, 0, 0, 1, 2]
    limits = crossing.terciles([1, 2, 3, 4, 5, 6], offer)
    assert limits.offer == (1, 1)
    assert (crossing.nine_classes([1, 2, 3, 4, 5, 6], offer, limits) % 3).tolist() == [0, 0, 0, 0, 2, 2]


def test_the_order_of_a_sum_does_not_decide_of_a_half():
    once, again = (float(intervals.part_proportion_test(176, n, 10199, 42611.9)) for n in (704.5, 704.5000000000001))
    assert once == again


@pytest.mark.parametrize("events", [0, 3, 10, 11, 30])
def test_a_p_value_is_twice_the_smaller_tail(events):
    """Against the tails both measured: 30 of a part, 100 events among 300."""
    law = stats.hypergeom(300, 100, 30)
    expected = min(1.0, 2 * min(law.cdf(events), law.sf(events - 1)))
    assert float(intervals.part_proportion_test(events, 30, 100, 300)) == pytest.approx(expected, rel=1e-9)
