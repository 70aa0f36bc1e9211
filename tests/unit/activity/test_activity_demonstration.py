"""The demonstration that ships: made again to the byte, right under its own templates, plausible."""

import pandas as pd
import pytest
from brought_files import DOMAINS

from observatory.activity import Ground, import_file
from observatory.activity.demonstration import generate, read_plan
from observatory.errors import DeclarationError
from observatory.settings import ROOT

FOLDER = ROOT / "indicators/demonstration"
PUBLISHED = ROOT / "indicators/published/41"
COMMUNES = sorted(pd.read_csv(ROOT / "geodata/41/communes.csv", dtype=str)["code"])


def shipped(slug: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / "41" / DOMAINS[slug].file, dtype={"code_commune": str})


def test_the_recipe_gives_the_same_bytes():
    plan = read_plan(FOLDER / "41.toml")
    small = plan.model_copy(update={"domains": {slug: plan.domains[slug] for slug in ("pch", "fsl")}})
    for name, text in generate(small, DOMAINS, PUBLISHED, COMMUNES).items():
        assert (FOLDER / "41" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=lambda domain: domain.slug)
def test_a_shipped_file_is_shaped_like_its_template(tmp_path, domain):
    ground = Ground(dict.fromkeys(COMMUNES, ""), {})
    deposit = import_file(FOLDER / "41" / domain.file, DOMAINS, ground, tmp_path)
    assert deposit.domain == domain and deposit.shape == "territoires"
    assert deposit.added == ("2020", "2021", "2022", "2023", "2024") and deposit.silent == ()
    assert (FOLDER / "41" / domain.file).stat().st_size < 60_000


@pytest.mark.parametrize(
    ("slug", "column", "total"),
    [
        ("apa", "domicile", 5394),
        ("apa", "beneficiaires", 10031),
        ("ase", "mesures_accueil", 1045),
        ("pch", "beneficiaires", 2231),
    ],
)
def test_the_totals_of_2020_are_those_that_the_drees_publishes(slug, column, total):
    frame = shipped(slug)
    assert frame.loc[frame["annee"] == 2020, column].sum() == total


def test_beneficiaries_are_where_those_are_who_could_be():
    """APA against the inhabitants of 75 or more: in proportion, but not to the point of being a formula."""
    ages = pd.read_csv(PUBLISHED / "ages_rp2023_41_communes.csv", dtype={"code_commune": str})
    old = ages[ages["age_min"] >= 75].groupby("code_commune")["population"].sum()
    apa = shipped("apa").query("annee == 2024").set_index("code_commune")["beneficiaires"]
    assert 0.97 < old.corr(apa) < 0.9999
    assert (apa <= 1.2 * old.reindex(apa.index) + 5).all()


def test_most_of_a_year_is_still_there_the_next():
    wide = shipped("apa").pivot(index="code_commune", columns="annee", values="beneficiaires")
    large = wide[wide[2020] >= 30]
    assert ((large[2021] / large[2020]) - 1).abs().median() < 0.12


def test_a_recipe_that_cannot_be_followed_is_refused(tmp_path):
    (tmp_path / "41.toml").write_text("seed = 'x'", encoding="utf-8")
    with pytest.raises(DeclarationError, match="recette"):
        read_plan(tmp_path / "41.toml")
