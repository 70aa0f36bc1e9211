"""Own groups of communes: the group of a territory's communes is that territory, cell for cell."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.errors import ObservatoryError, UnknownValue
from observatory.warehouse import read
from observatory.warehouse.compare import profile
from observatory.warehouse.groups import REFUSED, group_cells, refusals
from tests import generated

SAME = ["value", "numerator", "denominator", "low", "high", "margin", "n", "coverage", "chance_low", "chance_high"]
BESIDE = ["earlier_period", "earlier_value", "whole_value", "region", "france"]


def communes_of(warehouse: read.Warehouse, level: str, code: str) -> list[str]:
    belongs = read.memberships(warehouse, level)
    return belongs.loc[belongs["code"] == code, "commune"].tolist()


def assert_same(group: pd.DataFrame, territory: pd.DataFrame) -> None:
    """At the years that both have; a producer's published figures aside."""
    pairs = territory.merge(group, on=["indicator", "period"], suffixes=("", "_group"))
    assert len(pairs) > 0
    for column in SAME + BESIDE:
        expected, found = pairs[column].to_numpy(float), pairs[f"{column}_group"].to_numpy(float)
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9, err_msg=column)
    for column in ("status", "quality", "earlier_status", "earlier_quality"):
        assert pairs[column].fillna("").tolist() == pairs[f"{column}_group"].fillna("").tolist(), column


@pytest.mark.parametrize("level", ["canton", "epci", "territoire"])
def test_the_group_of_a_territory_is_that_territory(loir_et_cher, level):
    for code in read.territories(loir_et_cher, level)["code"]:
        group = group_cells(loir_et_cher, communes_of(loir_et_cher, level, code))
        assert_same(group, profile(loir_et_cher, level, code))


def test_all_communes_are_the_departement(loir_et_cher):
    group = group_cells(loir_et_cher, read.territories(loir_et_cher, "commune")["code"].tolist())
    whole = profile(loir_et_cher, "departement", "41")
    assert_same(group.drop(columns="p_value"), whole)
    computed = {one.slug for one in read.indicators(loir_et_cher) if one.kind != "published"}
    assert set(group["indicator"]) == set(whole["indicator"]) & computed


@settings(max_examples=25, deadline=None)
@given(chosen=st.sets(st.sampled_from(generated.CODES), min_size=2))
def test_any_group_sums_first_and_divides_last(warehouse, chosen):
    found = group_cells(warehouse, sorted(chosen)).set_index("indicator")
    people = sum(generated.POPULATION[code] for code in chosen)
    assert found.loc["population", "value"] == people
    known = [code for code in chosen if code != "99001"]  # its foyers are secret
    rate = found.loc["taux-foyers"]
    if sum(generated.POPULATION[code] for code in known) < 0.9 * people:
        assert (rate["status"], pd.isna(rate["value"])) == ("absent", True)
    else:
        foyers = sum(5 * round(generated.POPULATION[code] / 50) for code in known)
        households = sum(0.4 * generated.POPULATION[code] + 4 for code in known)
        assert rate["value"] == pytest.approx(100 * foyers / households)
        assert rate["low"] < rate["value"] < rate["high"]


def test_a_group_can_be_asked_for_an_earlier_year(warehouse):
    found = group_cells(warehouse, ["99002", "99003"], 2021).set_index("indicator")
    assert found["period"].to_dict() == {"population": 2019, "taux-foyers": 2021}
    assert found.loc["population", "value"] == 480


def test_a_commune_said_twice_counts_once(warehouse):
    twice, once = (group_cells(warehouse, codes) for codes in (["99002", "99003", "99002"], ["99003", "99002"]))
    pd.testing.assert_frame_equal(twice, once)


def test_a_single_commune_has_no_figure_that_communes_are_not_offered(loir_et_cher):
    found = group_cells(loir_et_cher, ["41001"]).set_index("indicator")
    assert pd.isna(found.loc["pharmacies-densite", "value"])
    assert "une seule commune" in found.loc["pharmacies-densite", "refusal"]
    assert found.loc["taux-foyers-rsa", "refusal"] == "" and found.loc["population", "value"] > 0


def test_a_median_is_refused_with_the_reason(warehouse):
    assert refusals(warehouse) == {"revenu-median": REFUSED}
    assert "revenu-median" not in set(group_cells(warehouse, generated.CODES)["indicator"])


def test_no_commune_and_an_unknown_one_are_refused(warehouse):
    with pytest.raises(ObservatoryError, match="au moins une commune"):
        group_cells(warehouse, [])
    with pytest.raises(UnknownValue, match="75056"):
        group_cells(warehouse, ["99001", "75056"])
