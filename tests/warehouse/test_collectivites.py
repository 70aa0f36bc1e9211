"""Every other collectivité is built and checked whole, from its own ages, households and Caf figures."""

from pathlib import Path

import pandas as pd
import pytest

from observatory.settings import ROOT
from observatory.warehouse import read
from observatory.warehouse.build import build
from tests.conftest import quiet, real_settings

PUBLISHED = ROOT / "indicators" / "published"
POPULATIONS = {"03": (317, 333_298), "38": (512, 1_298_990), "69D": (208, 478_313), "69M": (58, 1_436_354)}
"""Communes, and inhabitants in 2023 (Insee, populations de référence)."""


@pytest.fixture(scope="module", params=POPULATIONS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, read.Warehouse]:
    settings = real_settings(request.param, tmp_path_factory.mktemp(request.param))
    build(settings, quiet)
    return request.param, read.Warehouses(settings.home).current()


def own(code: str, name: str) -> pd.DataFrame:
    """The rows of a published file that are communes of the collectivité."""
    communes = pd.read_csv(ROOT / "geodata" / code / "communes.csv", dtype={"code": str})["code"]
    file = Path(PUBLISHED / code[:2] / name.format(code[:2]))
    rows = pd.read_csv(file, dtype={"code_commune": str})
    lyon = rows["code_commune"].between("69381", "69389")
    return rows[rows["code_commune"].mask(lyon, "69123").isin(communes)]


def whole(warehouse: read.Warehouse, slug: str, period: int) -> pd.Series:
    return read.cells(warehouse, slug, "departement", period).iloc[0]


def test_its_communes_hold_its_inhabitants(built):
    code, warehouse = built
    cells = read.cells(warehouse, "population", "commune", 2023)
    assert (len(cells), cells["value"].sum()) == POPULATIONS[code]
    assert whole(warehouse, "population", 2023)["value"] == POPULATIONS[code][1]


def test_its_ages_are_its_own(built):
    code, warehouse = built
    ages = own(code, "ages_rp2023_{}_communes.csv")
    share = 100 * ages.loc[ages["age_min"] >= 75, "population"].sum() / ages["population"].sum()
    assert whole(warehouse, "part-75-ans-plus", 2023)["value"] == pytest.approx(share)


def test_its_households_and_its_caf_figures_are_its_own(built):
    code, warehouse = built
    homes = own(code, "parc_{}_communes.csv").query("millesime == 2023")["residences_principales"].sum()
    paid = own(code, "caf_{}_communes_2020_2024.csv").query("annee == 2024")["foyers_rsa"].sum()
    cell = whole(warehouse, "taux-foyers-rsa", 2024)
    assert whole(warehouse, "menages", 2023)["value"] == pytest.approx(homes)
    assert (cell["numerator"], cell["denominator"]) == (paid, pytest.approx(homes, rel=0.02))
    assert cell["value"] == pytest.approx(100 * cell["numerator"] / cell["denominator"])


def test_rhone_and_metropole_share_no_commune():
    communes = [set(pd.read_csv(ROOT / "geodata" / code / "communes.csv")["code"]) for code in ("69D", "69M")]
    assert not set.intersection(*communes)
