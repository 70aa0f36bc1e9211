"""The yearly refresh: files dropped in the depot, what they replace, what is told of those that cannot be used."""

import shutil
from pathlib import Path

import pytest

from observatory.catalogue import load_catalogue, load_collectivite
from observatory.errors import DataError
from observatory.settings import ROOT, Settings
from observatory.warehouse import read, swap
from observatory.warehouse.build import build
from observatory.warehouse.files import found_files, unclaimed
from observatory.warehouse.vintage import years_in_words
from tests import generated
from tests.conftest import copied, quiet, real_settings

HEADER = "code_commune,annee,foyers"


@pytest.fixture(scope="module")
def project(essai: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A project of this file's own, built without any depot."""
    return generated.settings_for(copied(essai, tmp_path_factory.mktemp("refresh")))


@pytest.fixture
def settings(project: Settings) -> Settings:
    """The project with an empty depot."""
    shutil.rmtree(project.depot, ignore_errors=True)
    project.depot.mkdir()
    return project


def drop(settings: Settings, name: str, *lines: str) -> Path:
    path = settings.depot / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def foyers(settings: Settings, code: str, year: int) -> float:
    warehouse = read.Warehouses(settings.home).current()
    return read.cells(warehouse, "taux-foyers", "commune", year, code)["numerator"].iat[0]


def file_row(built, name: str):
    return built.files.set_index("file").loc[name]


def test_a_dropped_file_revises_one_figure_and_adds_a_year(settings):
    drop(settings, "foyers_2023.csv", HEADER, "99004,2022,65", *(f"{code},2023,15" for code in generated.CODES))
    built = build(settings, quiet)
    assert [foyers(settings, "99004", year) for year in (2021, 2022, 2023)] == [40, 65, 15]
    assert foyers(settings, "99005", 2022) == 50
    shipped, dropped = file_row(built, "foyers.csv"), file_row(built, "depot/foyers_2023.csv")
    assert (shipped["superseded"], shipped["first_period"], shipped["last_period"]) == (1, 2020, 2022)
    assert (dropped["superseded"], dropped["kept"], dropped["dropped"]) == (0, 13, True)
    assert built.rejects.empty


def test_a_figure_newly_hidden_replaces_the_one_that_was_shown(settings):
    drop(settings, "foyers_2022.csv", HEADER, "99004,2022,s")
    build(settings, quiet)
    warehouse = read.Warehouses(settings.home).current()
    assert read.cells(warehouse, "taux-foyers", "commune", 2022, "99004")["status"].iat[0] == "secret"


def test_the_file_whose_years_go_furthest_speaks_first(settings):
    drop(settings, "foyers_a.csv", HEADER, "99004,2022,65", "99004,2023,70")
    drop(settings, "foyers_b.csv", HEADER, "99004,2022,60")
    built = build(settings, quiet)
    assert (foyers(settings, "99004", 2022), foyers(settings, "99004", 2023)) == (65, 70)
    assert file_row(built, "depot/foyers_b.csv")["superseded"] == 1
    assert set(built.rejects["reason"]) == {"territoire attendu en 2023, sans ligne (caisse.foyers)"}


def test_two_dropped_files_of_the_same_years_must_agree(settings):
    drop(settings, "foyers_a.csv", HEADER, "99003,2022,35", "99004,2022,65")
    drop(settings, "foyers_b.csv", HEADER, "99004,2022,60", "99003,2022,35")
    built = build(settings, quiet)
    assert foyers(settings, "99004", 2022) == 65
    (reject,) = built.rejects.to_dict("records")
    assert (reject["file"], reject["line"], reject["raw"]) == ("depot/foyers_b.csv", 2, "99004, 2022\u202f: 60")
    assert reject["reason"] == "en désaccord avec la source foyers, depot/foyers_a.csv"


def test_a_folder_of_the_depot_counts_in_the_match(settings):
    drop(settings, "99/foyers_2022.csv", HEADER, "99004,2022,65")
    drop(settings, "98/foyers_2022.csv", HEADER, "99005,2022,65")
    built = build(settings, quiet)
    assert (foyers(settings, "99004", 2022), foyers(settings, "99005", 2022)) == (65, 50)
    assert built.rejects["file"].tolist() == ["depot/98/foyers_2022.csv"]


def test_a_dropped_file_that_no_source_asks_for_is_told(settings):
    drop(settings, "foyer_2023.csv", HEADER, "99004,2023,65")
    drop(settings, "notes.txt", "rien")
    drop(settings, ".DS_Store", "rien")
    (settings.depot / "~$foyers_2023.csv").touch()
    rejects = build(settings, quiet).rejects.set_index("file")["reason"].to_dict()
    assert rejects == {
        "depot/foyer_2023.csv": "aucune source n’attend un fichier de ce nom\u202f; "
        "le nom le plus proche est «\u00a0foyers*.csv\u00a0»",
        "depot/notes.txt": "aucune source n’attend un fichier de ce nom",
    }


def test_the_year_of_a_file_is_read_in_its_name(settings):
    drop(settings, "revenus2022.csv", "code_commune,mediane", "99003,20500")
    build(settings, quiet)
    warehouse = read.Warehouses(settings.home).current()
    assert read.cells(warehouse, "revenu-median", "commune", 2022, "99003")["value"].iat[0] == 20500
    assert read.sources_of(warehouse, "revenu-median")["vintage"].tolist() == ["2021 et 2022"]
    served = swap.served(settings.home)
    drop(settings, "revenus-nouveaux.csv", "code_commune,mediane", "99003,20500")
    with pytest.raises(DataError, match=r"revenus-nouveaux\.csv : le nom du fichier ne dit pas son année"):
        build(settings, quiet)
    assert swap.served(settings.home) == served


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({2021}, "2021"),
        ({2012, 2023}, "2012 et 2023"),
        ({2016, 2017, 2019, 2020, 2021}, "2016, 2017 et 2019 à 2021"),
        ({2020, 2021, 2022}, "2020 à 2022"),
        (set(), "sans donnée"),
    ],
)
def test_years_in_words(years, words):
    assert years_in_words(years) == words


CATALOGUE = load_catalogue(ROOT / "indicators")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("caf_41_communes_2020_2025.csv", "caf"),
        ("ages_rp2024_41_communes.csv", "ages"),
        ("bpe2026_41_communes.csv", "bpe"),
        ("defm_abc_41_communes_T4_2015_2025.csv", "demandeurs-emploi"),
        ("parc_41_communes_rp2024.csv", "logement"),
        ("parc_41_departement_france_rp2024.csv", "logement-totaux"),
        ("filosofi2024_41_communes.csv", "filosofi"),
        ("loyers_annonce_2026_41_communes.csv", "loyers"),
        ("populations.csv", "population"),
    ],
)
def test_next_year_s_file_finds_its_source_alone(tmp_path, name, source):
    settings = real_settings("41", tmp_path)
    drop(settings, name, "x")
    collectivite = load_collectivite(settings.geodata, "41")
    finders = [slug for slug, declared in CATALOGUE.sources.items()
               if any(found.dropped for found in found_files(CATALOGUE, declared, collectivite, settings))]  # fmt: skip
    assert finders == [source]
    assert unclaimed(CATALOGUE, settings).empty


def test_why_a_dropped_file_is_nobody_s(tmp_path):
    settings = real_settings("41", tmp_path)
    for name in ("caf_38_communes_2020_2025.csv", "activite-apa.csv", "ages_41_communes.csv"):
        drop(settings, name, "x")
    reasons = unclaimed(CATALOGUE, settings).set_index("file")["reason"].to_dict()
    assert reasons["depot/caf_38_communes_2020_2025.csv"] == "fichier d’une autre collectivité (38)"
    assert "observatory import" in reasons["depot/activite-apa.csv"]
    assert "«\u00a0ages_rp*_41_communes.csv\u00a0»" in reasons["depot/ages_41_communes.csv"]
