"""Bounds and projections from the age structures that were read."""

import shutil
from pathlib import Path

import duckdb
import numpy as np
import pytest

from observatory.errors import ObservatoryError
from observatory.statistics.projection import cohort_ratios, hamilton_perry
from observatory.warehouse import read
from observatory.warehouse.ahead import projection, pyramids, upper_bounds
from observatory.warehouse.describe import describe_indicator
from observatory.warehouse.hypotheses import FERTILITY, GIRLS, SURVIVAL
from tests.warehouse.raw_figures import raw


def test_the_bound_of_the_75_and_over_is_those_old_enough_today(loir_et_cher):
    people = raw("ages_rp2023_41_communes.csv")
    known = [people.loc[people["age_min"] >= age, "population"].sum() for age in (75, 70, 65)]
    found = upper_bounds(loir_et_cher, "departement")
    assert found["period"].tolist() == [2023, 2028, 2033]
    np.testing.assert_allclose(found["people"], known)
    assert upper_bounds(loir_et_cher, "departement", 85)["people"].iloc[2] == pytest.approx(known[0])


def test_bounds_of_territories_sum_to_those_of_the_whole(loir_et_cher):
    whole = upper_bounds(loir_et_cher, "departement")["people"].tolist()
    for level in ("commune", "canton", "epci"):
        parts = upper_bounds(loir_et_cher, level)
        assert parts["code"].nunique() == len(read.territories(loir_et_cher, level))
        np.testing.assert_allclose(parts.groupby("period")["people"].sum(), whole)


def test_a_projection_waits_for_a_second_age_structure(loir_et_cher, warehouse):
    with pytest.raises(ObservatoryError, match=r"en attente de données.*2023"):
        projection(loir_et_cher, "canton")
    with pytest.raises(ObservatoryError, match="Aucune structure par âge"):
        upper_bounds(warehouse, "canton")


@pytest.fixture
def two_censuses(loir_et_cher, tmp_path) -> read.Warehouse:
    """Five years earlier every cohort was a ninth larger than it is now at the same age."""
    file = shutil.copy(loir_et_cher.file, tmp_path)
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            r"""INSERT INTO observations BY NAME
                SELECT * REPLACE (2018 AS period, value / 0.9 AS value)
                FROM observations WHERE regexp_matches(measure, '^ages\.[fh]_\d\d_') AND period = 2023"""
        )
    return read.Warehouse(Path(file))


def test_with_two_censuses_territories_are_projected_and_sum_to_the_whole(two_censuses):
    cantons, whole = projection(two_censuses, "canton"), projection(two_censuses, "departement")
    assert whole["period"].tolist() == [2023, 2028, 2033]
    np.testing.assert_allclose(cantons.groupby("period")["people"].sum(), whole["people"])
    structures = pyramids(two_censuses, "departement")
    earlier, later = structures[2018][1], structures[2023][1]
    by_hand = hamilton_perry(later, cohort_ratios(earlier, later), 2)[:, 0].sum(axis=1)[:, 15:].sum(axis=1)
    np.testing.assert_allclose(whole["people"], by_hand)
    assert (whole["people"] <= upper_bounds(two_censuses, "departement")["people"] + 1e-6).all()


@pytest.fixture
def with_hypotheses(loir_et_cher, tmp_path) -> read.Warehouse:
    """Nine in ten live on, and a woman of 15 to 49 has one child in seven bands: the file's values, not anybody's."""
    file = shutil.copy(loir_et_cher.file, tmp_path)
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            """INSERT INTO observations BY NAME
               SELECT measure, 'departement' AS level, '41' AS code, 2023 AS period, 'valeur' AS status,
                      'essai' AS source,
                      CASE WHEN measure LIKE '%fecondite%' THEN 1 / 7 WHEN measure LIKE '%filles' THEN 0.5 ELSE 0.9 END
                          AS value
               FROM measures WHERE measure LIKE 'projection.%'"""
        )
    return read.Warehouse(Path(file))


def test_with_hypotheses_territories_are_projected_by_components(with_hypotheses):
    cantons, whole = projection(with_hypotheses, "canton"), projection(with_hypotheses, "departement")
    np.testing.assert_allclose(cantons.groupby("period")["people"].sum(), whole["people"])
    bounds = upper_bounds(with_hypotheses, "departement")["people"]
    np.testing.assert_allclose(whole["people"], bounds * [1, 0.9, 0.81])


def test_the_file_of_hypotheses_feeds_every_measure_of_the_projection(loir_et_cher):
    declared = set(loir_et_cher.query("SELECT measure FROM measures WHERE measure LIKE 'projection.%'")["measure"])
    assert declared == {GIRLS, *FERTILITY, *SURVIVAL[0], *SURVIVAL[1]}


def test_a_description_tells_uncertainty_benchmarks_breaks_and_dated_revisions(loir_et_cher):
    told = dict(describe_indicator(loir_et_cher, "taux-foyers-rsa").paragraphs)
    assert "Wilson" in told["Incertitude"] and "à 5 près" in told["Incertitude"]
    assert told["Ruptures de série"].startswith("2016")
    assert told["Révisions"].startswith("- 20")
    housing = dict(describe_indicator(loir_et_cher, "part-logements-vacants").paragraphs)
    assert "exhaustif" not in housing["Incertitude"] and "recensement" in housing["Incertitude"]
    assert "- 2023 : France, 7.84" in housing["Repères"]
    assert housing["Ruptures de série"] == "Aucune déclarée."
