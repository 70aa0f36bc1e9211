"""From packed archives to geodata/<code>/, on a country of four communes."""

from pathlib import Path

import pandas as pd
import pytest
from small_country import square, write_country

from observatory.errors import CheckError, DataError, DeclarationError, UnknownValue
from observatory.geography.build import build_geodata
from observatory.geography.packages import load_packages


def quiet(_: str) -> None:
    """Progress nobody reads."""


@pytest.fixture
def geodata(tmp_path: Path) -> Path:
    write_country(tmp_path / "geodata", tmp_path / "downloads")
    build_geodata(tmp_path / "geodata", ["01"], tmp_path / "downloads", quiet)
    return tmp_path / "geodata"


def table(geodata: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(geodata / "01" / f"{name}.csv", dtype=str, keep_default_na=False)


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def redeclare(geodata: Path, old: str, new: str) -> None:
    declaration = geodata / "collectivites" / "01.toml"
    text = declaration.read_text(encoding="utf-8")
    assert old in text
    declaration.write_text(text.replace(old, new), encoding="utf-8")


def test_communes_of_today_with_their_groups(geodata: Path) -> None:
    communes = table(geodata, "communes")
    assert communes[["code", "canton", "epci", "arrondissement"]].to_numpy().tolist() == [
        ["01001", "0101", "200000001", "011"],
        ["01002", "0101", "200000001", "011"],
        ["01003", "0199", "200000001", "011"],
    ]


def test_a_canton_without_its_town_says_so_and_one_without_commune_is_left_out(geodata: Path) -> None:
    assert table(geodata, "cantons").to_numpy().tolist() == [
        ["0101", "La Rivière-1 (hors Rivière)", "2", "2"],
        ["0199", "Rivière", "1", "1"],
    ]


def test_an_epci_across_the_border_knows_its_size_on_both_sides(geodata: Path) -> None:
    assert table(geodata, "epci").to_numpy().tolist() == [["200000001", "CA «\u00a0Essai\u00a0»", "3", "4"]]


def test_populations_of_merged_communes_are_summed(geodata: Path) -> None:
    populations = table(geodata, "populations").query("code == '01002'")
    assert populations[["period", "population"]].to_numpy().tolist() == [["2016", "25"], ["2017", "25"], ["2023", "26"]]


def test_town_halls_have_readable_hours_and_no_invented_accessibility(geodata: Path) -> None:
    hall = table(geodata, "town_halls").iloc[0]
    assert hall["hours"] == "lundi-vendredi 8\u00a0h\u00a030-17\u00a0h\u00a030"
    assert hall["address"] == "1 rue Neuve, 01000 Essai"
    assert hall["accessibility"] == ""


def test_history_names_the_former_commune(geodata: Path) -> None:
    assert table(geodata, "history").to_numpy().tolist() == [["01005", "E", "01002", "commune-deleguee", "2019"]]


def test_the_same_packages_give_the_same_bytes(geodata: Path) -> None:
    before = files(geodata / "01")
    build_geodata(geodata, ["01"], geodata.parent / "downloads", quiet)
    assert files(geodata / "01") == before
    assert sorted(path.name for path in geodata.iterdir()) == ["01", "collectivites", "packages.toml"]


def test_boundaries_that_overlap_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    write_country(tmp_path / "geodata", tmp_path / "downloads", {"01003": square(2.15)})
    with pytest.raises(DataError, match="01003"):
        build_geodata(tmp_path / "geodata", ["01"], tmp_path / "downloads", quiet)
    assert not (tmp_path / "geodata" / "01").exists()


def test_a_border_drawn_twice_a_hair_apart_is_matched_and_told(tmp_path: Path) -> None:
    said: list[str] = []
    write_country(tmp_path / "geodata", tmp_path / "downloads", {"01003": square(2.2 - 1e-9, 0.1 + 1e-9)})
    build_geodata(tmp_path / "geodata", ["01"], tmp_path / "downloads", said.append)
    assert any("réparés" in line and "01003" in line for line in said)


def test_a_commune_without_boundary_is_refused_by_name(tmp_path: Path) -> None:
    write_country(tmp_path / "geodata", tmp_path / "downloads", {"01005": "\\N"})
    with pytest.raises(DataError, match="01002"):
        build_geodata(tmp_path / "geodata", ["01"], tmp_path / "downloads", quiet)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ('communes = ["01001"]', "sans territoire : 01002, 01003"),
        ('arrondissements = ["011"], communes = ["01999"]', "inconnues : 01999"),
        ('arrondissements = ["011", "019"]', "inconnus : 019"),
    ],
)
def test_territoires_that_do_not_share_out_the_communes_are_refused(geodata: Path, members: str, said: str) -> None:
    redeclare(geodata, 'arrondissements = ["011"]', members)
    before = files(geodata / "01")
    with pytest.raises(CheckError, match=said):
        build_geodata(geodata, ["01"], geodata.parent / "downloads", quiet)
    assert files(geodata / "01") == before


def test_an_epci_that_does_not_exist_is_refused(geodata: Path) -> None:
    redeclare(geodata, 'departement = "01"', 'departement = "01"\nwithout_epci = ["299999999"]')
    with pytest.raises(DeclarationError, match="299999999"):
        build_geodata(geodata, ["01"], geodata.parent / "downloads", quiet)


def test_another_archive_than_the_declared_one_is_refused(geodata: Path) -> None:
    archive = next((geodata.parent / "downloads").glob("codes-2.0.0/*.tgz"))
    archive.write_bytes(archive.read_bytes() + b" ")
    with pytest.raises(DataError, match="empreinte"):
        build_geodata(geodata, ["01"], geodata.parent / "downloads", quiet)


def test_a_missing_registry_client_is_told_with_the_package(geodata: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DataError, match=r"codes 1\.0\.0 n'a pas pu être téléchargé avec npm"):
        build_geodata(geodata, ["01"], geodata.parent / "elsewhere", quiet)


def test_an_unknown_collectivite_lists_the_known_ones(geodata: Path) -> None:
    with pytest.raises(UnknownValue, match="01"):
        build_geodata(geodata, ["99"], geodata.parent / "downloads", quiet)


def test_a_mistake_in_packages_names_its_key(tmp_path: Path) -> None:
    file = tmp_path / "packages.toml"
    file.write_text('[boundaries]\nregistry = "ailleurs"\n', encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"boundaries\.registry"):
        load_packages(file)
