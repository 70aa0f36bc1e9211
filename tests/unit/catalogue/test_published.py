"""The published figures that ship hold together: sums against their producers' totals, two files of one thing alike."""

import pandas as pd
import pytest

from observatory.settings import ROOT

PUBLISHED = ROOT / "indicators" / "published"
DEPARTEMENTS = ("03", "38", "41", "69")
ROUNDING = 0.05
"""Census figures are published to a tenth."""


def table(departement: str, name: str) -> pd.DataFrame:
    return pd.read_csv(PUBLISHED / departement / name.format(departement), dtype={"code_commune": str, "code": str})


TOTALS = [
    ("ages_rp2023_{}_communes.csv", "ages_rp2023_{}_departement.csv", ["sexe", "age_min"]),
    ("parc_{}_communes.csv", "parc_{}_departement_france.csv", ["millesime"]),
    ("diplomes_{}_communes.csv", "diplomes_{}_departement_france.csv", ["millesime"]),
    ("navettes_rp2023_{}_communes.csv", "navettes_rp2023_{}_departement_france.csv", []),
    ("dpe_{}_communes.csv", "dpe_{}_departement_france.csv", []),
]
CASES = [
    (code, *case) for code in DEPARTEMENTS for case in TOTALS if (PUBLISHED / code / case[1].format(code)).exists()
]


@pytest.mark.parametrize(("departement", "communes", "totals", "keys"), CASES)
def test_communes_sum_to_the_producers_total(departement, communes, totals, keys):
    parts, whole = table(departement, communes), table(departement, totals)
    place = next(name for name in ("niveau", "territoire", "code_departement") if name in whole)
    own = whole[whole[place].astype(str).str.contains("departement|^[0-9]+$")]
    figures = [name for name in own.columns if name in parts and name not in (*keys, "age_min", "age_max")]
    figures = own[figures].select_dtypes("number").columns
    sums = [frame.groupby(keys)[figures].sum() if keys else frame[figures].sum() for frame in (parts, own)]
    gap = (sums[0] - sums[1]).abs().to_numpy().max()
    assert gap <= ROUNDING * parts["code_commune"].nunique()


def test_the_long_series_meets_the_reference_populations():
    old = table("41", "population_{}_communes_1876_2023.csv")
    new = pd.read_csv(ROOT / "geodata/41/populations.csv", dtype={"code": str})
    both = old.merge(new, left_on=["code_commune", "annee"], right_on=["code", "period"])
    assert set(both["annee"]) == {2020, 2023}
    assert (both["population_x"] == both["population_y"]).all()


def test_facts_have_a_producer_and_no_recorded_doubt():
    facts = pd.read_csv(PUBLISHED / "faits_departements.csv", sep=";", dtype=str)
    assert facts["doute"].isna().all()
    assert facts["producteur"].notna().all() and not facts["producteur"].str.contains("non? nommé|presse").any()
    assert facts["page"].notna().all()
