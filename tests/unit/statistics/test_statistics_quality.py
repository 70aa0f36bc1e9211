"""Quality and ranks, by hand."""

import numpy as np
import pandas as pd
import pytest
from pandas.api.typing import DataFrameGroupBy

from observatory.settings import ROOT
from observatory.statistics.quality import RULES, quality
from observatory.statistics.ranking import ranks

NAN = float("nan")


def cell(value: float, margin: float = 0, n: float = 1000, coverage: float = 1, **more: object) -> dict[str, object]:
    return {
        "value": value,
        "margin": margin,
        "n": n,
        "coverage": coverage,
        **more,
    }


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("ratio", cell(5.0, margin=0.5), "solide"),
        ("ratio", cell(5.0, margin=0.51), "prudence"),
        ("ratio", cell(5.0, margin=1.25), "prudence"),
        ("ratio", cell(5.0, margin=1.26), "fragile"),
        ("ratio", cell(-5.0, margin=0.4), "solide"),
        ("ratio", cell(0.0, margin=0.2), "fragile"),
        ("ratio", cell(0.0), "solide"),
        ("ratio", cell(5.0, n=100), "solide"),
        ("ratio", cell(5.0, n=99), "prudence"),
        ("ratio", cell(5.0, n=30), "prudence"),
        ("ratio", cell(5.0, n=29), "fragile"),
        ("ratio", cell(5.0, n=0), "fragile"),
        ("ratio", cell(5.0, margin=NAN, n=NAN, coverage=NAN), "solide"),
        ("ratio", cell(5.0, coverage=0.97), "prudence"),
        ("ratio", cell(5.0, n=12, coverage=0.97), "fragile"),
        ("ratio", cell(NAN), None),
        ("count", cell(12.0, n=3), "solide"),
        ("count", cell(10.0, margin=2.0), "prudence"),
        ("count", cell(4.1, weighted=True), "prudence"),
        ("count", cell(3.1, weighted=True), "fragile"),
        ("count", cell(10.0, weighted=True), "solide"),
        ("count", cell(0.0, weighted=True), "solide"),
        ("evolution", cell(0.01, margin=0.2), "solide"),
        ("evolution", cell(0.01, margin=0.3), "prudence"),
        ("evolution", cell(0.01, margin=0.6), "fragile"),
        ("published", cell(21500.0, n=NAN, margin=NAN), "solide"),
    ],
)
def test_quality(kind: str, row: dict[str, object], expected: str | None) -> None:
    assert quality(pd.DataFrame([row]), kind).tolist() == [expected]


def test_quality_of_no_row_keeps_the_index() -> None:
    frame = pd.DataFrame([cell(5.0), cell(NAN)], index=["b", "a"])
    assert quality(frame, "ratio").to_dict() == {"b": "solide", "a": None}
    assert quality(frame.iloc[:0], "ratio").empty


def test_every_rule_is_told_in_a_sentence() -> None:
    assert all(rule.sentence.endswith(".") and rule.solid < rule.caution for rule in RULES)


def test_a_sum_of_ten_roundings_is_solid_where_one_is_fragile() -> None:
    """RSA: a commune published at 5 (margin 2, the sure bound), ten of them at 150 (margin 1.96 sqrt(20))."""
    commune, canton = cell(5.0, margin=2.0), cell(150.0, margin=1.96 * np.sqrt(2 * 10))
    assert quality(pd.DataFrame([commune, canton]), "count").tolist() == ["fragile", "solide"]


def test_ranks_share_ties_and_leave_out_what_cannot_be_compared() -> None:
    frame = pd.DataFrame(
        {
            "value": [3.0, 9.0, 9.0, 50.0, NAN, 1.0],
            "status": ["valeur", "valeur", "estime", "valeur", "secret", "absent"],
            "quality": ["solide", "prudence", "solide", "fragile", None, "solide"],
        }
    )
    assert ranks(frame).tolist()[:3] == [3, 1, 1]
    assert ranks(frame).isna().tolist() == [False, False, False, True, True, True]


def test_shares_of_rsa_are_told_by_canton_and_not_by_commune() -> None:
    """On the published counts of Loir-et-Cher: nine cantons in ten are not fragile, and not nine communes in ten."""
    published, text = ROOT / "indicators" / "published" / "41", {"code_commune": str, "code": str, "canton": str}
    counts = pd.read_csv(published / "caf_41_communes_2020_2024.csv", dtype=text).query("annee == 2024")
    homes = pd.read_csv(published / "parc_41_communes.csv", dtype=text).query("millesime == 2023")
    places = pd.read_csv(ROOT / "geodata" / "41" / "communes.csv", dtype=text).rename(columns={"code": "code_commune"})
    joined = places.merge(counts, on="code_commune").merge(homes, on="code_commune")
    told = {level: rsa_quality(joined.groupby(level)) for level in ("code_commune", "canton")}
    assert (told["canton"] != "fragile").mean() >= 0.9
    assert (told["code_commune"] != "fragile").mean() < 0.9


def rsa_quality(groups: DataFrameGroupBy) -> pd.Series:
    """Quality of the share of households on RSA; a sum of k counts rounded to 5 errs by 1.96 sqrt(2k), 2k at most."""
    sums, k = groups[["foyers_rsa", "residences_principales"]].sum(), groups.size()
    rsa, households = sums["foyers_rsa"], sums["residences_principales"]
    margin = np.minimum(1.96 * np.sqrt(2 * k), 2 * k) / households
    return quality(
        pd.DataFrame({"value": rsa / households, "margin": margin, "n": households, "coverage": 1.0}), "ratio"
    )
