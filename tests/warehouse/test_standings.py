"""Where cells stand: by hand on the generated collectivité, against the plain functions on Loir-et-Cher."""

import numpy as np
import pandas as pd
import pytest

from observatory.errors import UnknownValue
from observatory.statistics.benchmarks import z_scores
from observatory.statistics.intervals import wilson
from observatory.statistics.ranking import ranks
from observatory.warehouse.compare import benchmarks, profile, table


def figures(frame: pd.DataFrame, indicator: str) -> pd.Series:
    return frame[frame["indicator"] == indicator].iloc[0]


def test_a_profile_has_one_row_for_each_indicator_of_the_level(warehouse):
    frame = profile(warehouse, "commune", "99012")
    assert frame["indicator"].tolist() == ["population", "evolution-population", "taux-foyers", "revenu-median"]
    assert set(frame["code"]) == {"99012"}
    assert profile(warehouse, "canton", "9901")["indicator"].tolist() == frame["indicator"].tolist()[:3]


def test_ranks_peers_and_index_by_hand(warehouse):
    people = figures(profile(warehouse, "commune", "99012"), "population")
    assert (people["value"], people["rank"], people["comparable"], people["tied"]) == (1200, 1, 12, 0)
    assert (people["mean"], people["whole_value"]) == (650, 7800)
    assert people["spread"] == pytest.approx(np.std([100 * i for i in range(1, 13)]))
    assert (people["peers"], people["peer_rank"], people["peer_median"]) == (3, 1, 1100)  # 1 000, 1 100 and 1 200
    assert pd.isna(people["index_100"])  # a count is always under the whole's
    income = figures(profile(warehouse, "commune", "99012"), "revenu-median")
    assert (income["rank"], income["comparable"]) == (1, 10)
    assert pd.isna(income["whole_value"])


def test_the_earlier_year_is_the_first_that_may_be_compared(warehouse):
    rate = figures(profile(warehouse, "departement", "99"), "taux-foyers")
    assert (rate["period"], rate["earlier_period"]) == (2022, 2020)
    assert rate["earlier_value"] > rate["value"]  # the same foyers, more households


def test_a_year_is_read_as_it_was_known_then(warehouse):
    frame = profile(warehouse, "commune", "99012", 2021)
    assert dict(zip(frame["indicator"], frame["period"], strict=True)) == {
        "population": 2019, "taux-foyers": 2021, "revenu-median": 2021,
    }  # fmt: skip


def test_several_territories_side_by_side(warehouse):
    frame = table(warehouse, "commune", ["99003", "99001"], ["population", "taux-foyers"])
    assert frame[["indicator", "code"]].to_numpy().tolist() == [
        ["population", "99003"], ["population", "99001"], ["taux-foyers", "99003"], ["taux-foyers", "99001"],
    ]  # fmt: skip
    assert frame["status"].tolist() == ["valeur", "valeur", "valeur", "secret"]


def test_an_unknown_territory_is_named(warehouse):
    with pytest.raises(UnknownValue, match="99999"):
        profile(warehouse, "commune", "99999")


def test_every_rank_and_score_is_that_of_the_plain_functions(loir_et_cher):
    cells = loir_et_cher.query(
        """SELECT c.*, s.rank, s.z, s.tied FROM cells c LEFT JOIN standings s USING (indicator, level, code, period)
           WHERE hash(indicator, level, period) % 7 = 0"""
    )
    for _, group in cells.groupby(["indicator", "level", "period"]):
        expected = ranks(group)
        pd.testing.assert_series_equal(group["rank"].astype(float), expected, check_names=False)
        pd.testing.assert_series_equal(group["z"].astype(float), z_scores(group), check_names=False, rtol=1e-5)
        shared = expected.map(expected.value_counts()).astype(float) - 1
        pd.testing.assert_series_equal(group["tied"].astype(float), shared, check_names=False)


def test_a_share_of_counts_has_wilson_bounds_and_a_census_share_none(loir_et_cher):
    blois = profile(loir_et_cher, "commune", "41018")
    rsa = figures(blois, "taux-foyers-rsa")
    low, high = wilson(rsa["numerator"], rsa["denominator"])
    assert (rsa["chance_low"], rsa["chance_high"]) == pytest.approx((100 * low, 100 * high), rel=1e-6)
    assert rsa["p_value"] < 1e-6
    assert pd.isna(figures(blois, "part-75-ans-plus")["chance_low"])


def test_a_gap_that_a_rounding_could_make_is_not_significant(loir_et_cher):
    frame = loir_et_cher.query(
        """SELECT c.value, c.margin, whole.value AS whole, p_value
           FROM standings s JOIN cells c USING (indicator, level, code, period)
           JOIN cells whole ON whole.indicator = c.indicator AND whole.period = c.period AND whole.level = 'departement'
           WHERE p_value IS NOT NULL AND abs(c.value - whole.value) <= c.margin"""
    )
    assert len(frame) > 100
    assert frame["p_value"].min() > 0.05


def test_the_region_and_france_stand_beside_the_figures_they_are_published_for(loir_et_cher):
    pch = benchmarks(loir_et_cher, "beneficiaires-pch-actp", 2022)
    assert pch["name"].tolist() == ["Loir-et-Cher", "Centre-Val de Loire", "France"]
    assert pch["value"].tolist() == [2558, 17371, 429196]
    vacant = benchmarks(loir_et_cher, "part-logements-vacants", 2023).set_index("level")["value"]
    assert vacant["france"] == pytest.approx(100 * 2972093.5 / 37878249.4)
    assert vacant["departement"] == pytest.approx(100 * 19570.2 / 188500.2, rel=1e-4)
    growth = benchmarks(loir_et_cher, "evolution-logements", 2023).set_index("level")["value"]
    assert growth["france"] == pytest.approx(100 * ((37878249.4 / 34037824.3) ** (1 / 11) - 1))
    assert benchmarks(loir_et_cher, "taux-foyers-rsa", 2024)["level"].tolist() == ["departement"]
    cell = figures(profile(loir_et_cher, "commune", "41018"), "part-logements-vacants")
    assert (cell["france"], cell["whole_value"]) == (vacant["france"], vacant["departement"])


def test_a_few_people_of_the_census_are_fragile_a_few_of_a_register_are_not(loir_et_cher):
    """One person more or less is a quarter of four; births are counted one by one."""
    few = loir_et_cher.query("FROM cells WHERE value BETWEEN 1 AND 3 AND level = 'commune' AND coverage = 1")
    told = few.groupby("indicator")["quality"].unique().map(list)
    assert told[["personnes-85-ans-plus", "naissances"]].tolist() == [["fragile"], ["solide"]]
