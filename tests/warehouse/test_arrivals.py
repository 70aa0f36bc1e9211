"""`observatory fetch` on the generated project: from a declared address to the depot, or not at all."""

from pathlib import Path

import pytest

from observatory.commands.fetch import told
from observatory.errors import DataError, DeclarationError, SettingError, UnknownValue
from observatory.fetching import Limits
from observatory.settings import Settings
from observatory.warehouse.arrivals import fetch_source
from tests import generated
from tests.unit.fetching import misbehaving as play

HEADER = b"code_commune,annee,foyers\n"
ROWS = b"99004,2023,65\n99005,2023,-5\n"
QUICK = Limits(connect=2, read=0.5, attempt=2, attempts=2, backoff=0.01)


@pytest.fixture
def server():
    with play.serving() as serving:
        yield serving


@pytest.fixture
def settings(tmp_path: Path, server, monkeypatch) -> Settings:
    """The generated project, whose source `foyers` has an address on this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    generated.write_project(tmp_path)
    declare(tmp_path, f'address = "http://127.0.0.1:{server.port}/{{departement}}/foyers"')
    return generated.settings_for(tmp_path)


def declare(root: Path, line: str) -> None:
    file = root / "indicators/sources/essai.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[foyers]\n", f"[foyers]\n{line}\n"), encoding="utf-8")


def arrive(settings, server, *plays):
    server.plays[:] = plays
    return fetch_source(settings, "foyers", lambda *_: None, QUICK)


def depot(settings) -> list[str]:
    return sorted(path.name for path in settings.depot.glob("*")) if settings.depot.exists() else []


def test_a_download_is_read_then_placed_under_a_name_of_the_pattern(settings, server):
    arrival = arrive(settings, server, play.whole(HEADER + ROWS, ETag='"v1"'))
    assert depot(settings) == ["foyerstelecharge.csv"] and arrival.path.read_bytes() == HEADER + ROWS
    assert (arrival.reading.rows, arrival.reading.kept, arrival.new) == (2, 2, True)
    assert told(arrival)[1].startswith("2 lignes lues, 2 gardées, 1 refusées")
    again = arrive(settings, server, play.answer(304, {}))
    assert (again.new, again.fetched.unchanged) == (False, True)
    assert "sans changement" in told(again)[1]


def test_the_file_s_own_name_is_kept_where_it_fits(settings, server):
    named = play.whole(HEADER + ROWS, Content_Disposition='attachment; filename="foyers_2023.csv"')
    assert arrive(settings, server, named).path.name == "foyers_2023.csv"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html><body>Erreur interne</body></html>\n", "page web"),
        ((HEADER + ROWS)[:-4], "la dernière ligne n'est pas terminée"),
        (HEADER.replace(b"foyers", b"nb_foyers") + ROWS, "colonne absente"),
        (b"", "vide"),
    ],
)
def test_what_cannot_be_read_never_reaches_the_depot(settings, server, body, said):
    with pytest.raises(DataError, match=said):
        arrive(settings, server, play.whole(body, ETag='"v1"'))
    assert depot(settings) == []
    assert arrive(settings, server, play.whole(HEADER + ROWS)).new
    assert "If-None-Match" not in server.asked[-1], "un contenu refusé n'est pas tenu pour la version présente"


def test_a_source_without_an_address_says_where_to_go(settings, server):
    with pytest.raises(SettingError, match=r"menages.*https://exemple\.fr.*Sources avec adresse : foyers"):
        fetch_source(settings, "menages", lambda *_: None, QUICK)
    with pytest.raises(UnknownValue, match="population, foyers, menages, revenus"):
        fetch_source(settings, "foyer", lambda *_: None, QUICK)


@pytest.mark.parametrize("address", ["http://exemple.fr/x.csv", "ftp://127.0.0.1/x.csv", "file:///etc/passwd"])
def test_an_address_in_clear_is_refused(tmp_path, address):
    generated.write_project(tmp_path)
    declare(tmp_path, f'address = "{address}"')
    with pytest.raises(DeclarationError, match=r"foyers\.address"):
        fetch_source(generated.settings_for(tmp_path), "foyers", lambda *_: None, QUICK)
