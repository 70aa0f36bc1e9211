"""Crossings of need and offer, families of territories: against the cells that they come from."""

import numpy as np
import pandas as pd
import pytest

from observatory.errors import UnknownValue
from observatory.warehouse import read
from observatory.warehouse.crossings import crossing, crossing_levels, crossings
from observatory.warehouse.families import families, typologies, typology_levels


@pytest.fixture(scope="module")
def pharmacies(loir_et_cher):
    return crossing(loir_et_cher, "age-pharmacies", "commune")


def test_every_crossing_can_be_asked_at_every_level_it_offers(loir_et_cher):
    declared = crossings(loir_et_cher)
    assert len(declared) >= 6
    for one in declared:
        offered = crossing_levels(loir_et_cher, one.slug)
        assert offered, one.slug
        for level in offered:
            found = crossing(loir_et_cher, one.slug, level)
            assert len(found.cells) == len(read.territories(loir_et_cher, level))
            assert sum(found.quadrants.values()) == (found.cells["class"] >= 0).sum()


def test_an_offer_is_strong_where_the_distance_is_short(pharmacies):
    near, far = pharmacies.cells["offer"].idxmin(), pharmacies.cells["offer"].idxmax()
    assert pharmacies.cells.loc[near, "class"] % 3 == 2
    assert pharmacies.cells.loc[far, "class"] % 3 == 0
    assert pharmacies.cells.sort_values("rank").iloc[0]["class"] == 6  # much need, little offer


def test_quadrants_lie_around_the_departement(loir_et_cher, pharmacies):
    need, offer = pharmacies.references
    assert need == read.reference(loir_et_cher, "part-75-ans-plus", 2023)["value"]
    cells = pharmacies.cells.dropna(subset=["quadrant"])
    lacking = (cells["need"] >= need) & (cells["offer"] > offer)
    assert (cells["quadrant"] == "deficit").tolist() == lacking.tolist()
    assert pharmacies.quadrants["deficit"] == lacking.sum()


def test_thresholds_part_thirds_and_tell_how_many_move(pharmacies):
    cells, limits = pharmacies.cells, pharmacies.thresholds
    assert (cells["need"] < limits.need[0]).sum() == pytest.approx(len(cells) / 3, abs=2)
    first = pharmacies.moved.iloc[0]
    assert (first["axis"], first["moved_to"]) == ("need", pytest.approx(0.9 * limits.need[0]))
    between = cells["need"].between(0.9 * limits.need[0], limits.need[0], inclusive="left")
    assert first["changed"] == between.sum()


def test_fragile_figures_have_no_class(loir_et_cher):
    cells = crossing(loir_et_cher, "rsa-france-services", "commune").cells
    fragile = cells["need_quality"] == "fragile"
    assert fragile.any() and (cells.loc[fragile, "class"] == -1).all() and cells.loc[fragile, "rank"].isna().all()


def test_unknown_crossings_and_levels_list_what_there_is(loir_et_cher):
    with pytest.raises(UnknownValue, match="age-pharmacies"):
        crossing(loir_et_cher, "age-boulangeries", "commune")
    with pytest.raises(UnknownValue, match="epci"):
        crossing(loir_et_cher, "petite-enfance-places", "commune")


def test_every_territory_with_a_whole_profile_has_a_family(loir_et_cher):
    for one in typologies(loir_et_cher):
        for level in typology_levels(loir_et_cher, one.slug):
            found = families(loir_et_cher, one.slug, level)
            values = [read.cells(loir_et_cher, slug, level).set_index("code")["value"] for slug in one.indicators]
            whole = pd.concat(values, axis=1).dropna()
            assert set(found.members["code"]) == set(whole.index)
            assert found.families["members"].sum() == len(whole)
            assert found.silhouettes[len(found.families)] == max(found.silhouettes.values())
            assert 0 < found.rand_index <= 1


def test_a_profile_is_the_mean_of_its_members_in_standard_deviations(loir_et_cher):
    found = families(loir_et_cher, "profil-social", "canton")
    values = read.cells(loir_et_cher, "part-locataires-hlm", "canton").set_index("code")["value"]
    scores = (values - values.mean()) / values.std(ddof=0)
    means = scores.groupby(found.members.set_index("code")["family"]).mean()
    np.testing.assert_allclose(found.profiles["part-locataires-hlm"], means, atol=1e-4)
    assert "HLM" in found.families["words"].iloc[-1]


def test_unknown_typologies_and_levels_list_what_there_is(loir_et_cher):
    with pytest.raises(UnknownValue, match="profil-social"):
        families(loir_et_cher, "profil", "canton")
    with pytest.raises(UnknownValue, match="commune, canton, epci"):
        families(loir_et_cher, "profil-social", "departement")
