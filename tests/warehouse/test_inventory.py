"""`observatory sources`: every file accounted for, and what is waited for."""

import hashlib
import io
import json

import pytest
from rich.console import Console

from observatory.catalogue import load_catalogue, load_collectivite
from observatory.commands import sources as command
from observatory.settings import Settings
from observatory.warehouse import read
from observatory.warehouse.build import build
from observatory.warehouse.inventory import Inventory, inventory
from tests import generated
from tests.conftest import quiet

WAITING = """
["caisse.attente"]
title = "Places"
unit = "places"
awaits = "Caisse d’essai, places par commune"
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A project with a dropped file that is half wrong, another that nobody asks for, a source without any file."""
    root = tmp_path_factory.mktemp("inventaire")
    generated.write_project(root)
    made = generated.settings_for(root)
    made.depot.mkdir(parents=True)
    lines = [
        "code_commune,annee,foyers",
        "99004,2023,15",
        "99005,2023,-5",
        "99006,2023,beaucoup",
        "99099,2023,20",
        "75056,2023,1",
    ]
    (made.depot / "foyers_2023.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (made.depot / "rien.txt").touch()
    with (root / "indicators/measures/essai.toml").open("a", encoding="utf-8") as file:
        file.write(WAITING)
    build(made, quiet)
    declared = root / "indicators/sources/essai.toml"
    absent = generated.SOURCES.split("[menages]")[1].split("[revenus]")[0].replace("menages.csv", "menages_caf_*.csv")
    declared.write_text(generated.SOURCES + "\n[menages-caf]" + absent, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def known(settings: Settings) -> Inventory:
    collectivite = load_collectivite(settings.geodata, "99")
    return inventory(read.Warehouses(settings.home).current(), load_catalogue(settings.indicators), collectivite)


def state(known: Inventory, slug: str):
    return next(state for state in known.sources if state.source == slug)


def test_a_file_tells_where_each_of_its_rows_went(settings, known):
    shipped, dropped = sorted(state(known, "foyers").files, key=lambda file: file.dropped)
    path = settings.depot / "foyers_2023.csv"
    assert dropped.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (dropped.rows, dropped.rejected, dropped.outside) == (5, 3, 1)
    assert (dropped.first_period, dropped.last_period) == (2023, 2023)
    assert (shipped.rows, shipped.kept, shipped.rejected, shipped.superseded) == (36, 36, 0, 0)
    assert {(r.reason, r.line, r.column_name, r.raw) for r in dropped.refusals} == {
        ("valeur négative", 3, "foyers", "-5"),
        ("ni un nombre ni une marque déclarée", 4, "foyers", "beaucoup"),
        ("code de commune inconnu, ni d'aujourd'hui ni d'autrefois", 5, "code", "99099"),
        ("territoire attendu en 2023, sans ligne (caisse.foyers)", 0, "commune", "99001"),
    }


def test_coverage_counts_territories_of_the_latest_year(known):
    (coverage,) = state(known, "foyers").coverage
    assert (coverage.level, coverage.period, coverage.territories, coverage.total) == ("commune", 2023, 1, 12)
    (revenus,) = state(known, "revenus").coverage
    assert (revenus.period, revenus.territories) == (2021, 10)


def test_what_is_waited_for(known):
    assert [(a.awaits, a.measures) for a in known.awaited] == [
        ("Caisse d’essai, places par commune", ("caisse.attente",))
    ]
    assert state(known, "menages-caf").files == () and state(known, "menages-caf").pattern == "99/menages_caf_*.csv"
    assert [(refusal.raw, refusal.reason) for refusal in known.unclaimed] == [
        ("depot/rien.txt", "aucune source n’attend un fichier de ce nom")
    ]


def test_the_terminal_and_json_say_the_same(settings, known, monkeypatch, capsys):
    monkeypatch.setenv("OBSERVATORY_COLLECTIVITE", "99")
    monkeypatch.setenv("OBSERVATORY_ROOT", str(settings.root))
    monkeypatch.setenv("OBSERVATORY_VAR", str(settings.var))
    command.sources(form="json")
    told = json.loads(capsys.readouterr().out)
    assert [source["source"] for source in told["sources"]] == [state.source for state in known.sources]
    page = io.StringIO()
    monkeypatch.setattr(command, "console", Console(file=page, width=160))
    command.sources(detail=True)
    text = page.getvalue()
    assert "5 lignes, 5 gardées, 3 avec un refus, 1 ailleurs, 0 remplacées" in text
    assert "1 × valeur négative (premier cas\u202f: ligne 3, colonne foyers, «\u00a0-5\u00a0»)" in text
    assert "Caisse d’essai, places par commune" in text and "menages_caf_*.csv" in text
    assert "1\u00a0fichier lu dans le dépôt, 1\u00a0sans source." in text
