"""The geodata that ship: identities of the field, and what is said of a broken file."""

import shutil
from pathlib import Path

import pytest

from observatory.catalogue.load import load_collectivite
from observatory.errors import CheckError, DataError
from observatory.geography.read import Territory, territory
from observatory.settings import ROOT

GEODATA = ROOT / "geodata"
COMMUNES = {"41": 267, "03": 317, "38": 512, "69D": 208, "69M": 58}


def read(code: str, root: Path = GEODATA) -> Territory:
    return territory(load_collectivite(GEODATA, code), root)


@pytest.fixture(scope="module")
def loir_et_cher() -> Territory:
    return read("41")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(GEODATA / "41", tmp_path / "41")
    return tmp_path


@pytest.mark.parametrize("code", COMMUNES)
def test_each_level_shares_out_the_communes(code: str) -> None:
    told = read(code)
    levels = told.territories.groupby("level")
    assert len(levels.get_group("commune")) == COMMUNES[code]
    assert set(levels["communes"].sum()) == {COMMUNES[code]}
    assert levels["population"].sum().nunique() == 1
    assert told.territories.notna().all().all()
    assert not told.memberships.duplicated(["commune", "level"]).any()
    known = told.territories.set_index(["level", "code"]).index
    assert set(map(tuple, told.memberships[["level", "code"]].to_numpy())) == set(known)
    assert list(told.boundaries["code"]) == list(levels.get_group("commune")["code"])


@pytest.mark.parametrize("code", COMMUNES)
def test_every_commune_has_a_population_each_year(code: str) -> None:
    counts = read(code).populations.groupby("period")["population"].size()
    assert counts.to_dict() == dict.fromkeys((2016, 2017, 2019, 2020, 2021, 2022, 2023), COMMUNES[code])


def test_populations_of_loir_et_cher(loir_et_cher: Territory) -> None:
    populations = loir_et_cher.populations
    totals = populations.groupby("period")["population"].sum()
    assert totals.loc[2019:].tolist() == [329470, 329357, 328504, 328953, 328543]
    blois = populations[populations["code"] == "41018"]["population"]
    assert blois.tolist() == [45687, 46086, 45898, 46660, 46813, 47092, 47219]


def test_territoires_of_loir_et_cher(loir_et_cher: Territory) -> None:
    frame = loir_et_cher.territories.query("level == 'territoire'").set_index("name")
    assert frame["communes"].to_dict() == {"Centre": 93, "Nord": 100, "Sud": 74}


def test_an_epci_across_the_border(loir_et_cher: Territory) -> None:
    frame = loir_et_cher.territories.query("level == 'epci'").set_index("code")
    assert frame.loc["200070183", ["communes", "communes_total"]].tolist() == [4, 25]


def test_cantons_ou_villes_of_loir_et_cher(loir_et_cher: Territory) -> None:
    names = loir_et_cher.territories.query("level == 'canton'").set_index("code")["name"]
    assert names[["4199", "4189", "4103", "4115", "4101"]].tolist() == [
        "Blois", "Le Controis-en-Sologne", "Blois-2 (hors Blois)", "Vineuil (en partie)", "La Beauce",
    ]  # fmt: skip
    assert "4102" not in names


def test_rhone_and_metropole_are_apart_and_lyon_is_one() -> None:
    rhone, metropole = read("69D"), read("69M")
    codes = [set(told.territories.query("level == 'commune'")["code"]) for told in (rhone, metropole)]
    assert not codes[0] & codes[1]
    assert "69123" in codes[1]
    assert set(metropole.history.query("kind == 'arrondissement-municipal'")["code"]) == {"69123"}
    totals = [told.populations.query("period == 2021")["population"].sum() for told in (rhone, metropole)]
    assert totals == [469623, 1424069]
    assert set(metropole.memberships["level"]) == {"commune", "arrondissement", "departement"}


def test_a_merged_commune_has_its_whole_population_before_and_after() -> None:
    populations = read("69M").populations.query("code == '69149'").set_index("period")["population"]
    assert populations.loc[[2020, 2021, 2022]].tolist() == [26994 + 10508, 37628, 37928]


def test_the_area_is_the_boundaries_own(loir_et_cher: Territory) -> None:
    frame = loir_et_cher.territories
    projected = loir_et_cher.boundaries.to_crs("EPSG:2154").area.sum() / 1e6
    assert frame.query("level == 'departement'")["area_km2"].item() == pytest.approx(projected, rel=1e-4)


def test_a_missing_file_says_what_to_run(copy: Path) -> None:
    (copy / "41" / "epci.csv").unlink()
    with pytest.raises(DataError, match=r"epci\.csv.*observatory geodata"):
        read("41", copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "error", "said"),
    [
        ("communes.csv", "code,name", "code,nom", DataError, "colonnes"),
        ("populations.csv", "41018,2023,47219", "41018,2023,beaucoup", DataError, "populations.csv"),
        ("populations.csv", "41018,2023,47219\n", "", CheckError, "population 2023 inconnue : 41018"),
        ("communes.csv", "41018,Blois,4199", "41018,Blois,4102", CheckError, "sans canton : 41018"),
        ("communes.geojson", '{"type":"FeatureCollection"', "{", DataError, "communes.geojson"),
        ("communes.geojson", '"code":"41018"', '"code":"41999"', CheckError, "qui manquent : 41018, 41999"),
        ("communes.geojson", '"code"', '"cle"', DataError, "code"),
    ],
)
def test_a_broken_file_is_refused(copy: Path, file: str, old: str, new: str, error: type[Exception], said: str) -> None:
    path = copy / "41" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(error, match=said):
        read("41", copy)
