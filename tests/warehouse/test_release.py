"""The release of a small collectivité: what goes out, what stays in, what is hidden so that the rest may be shown.

The figures are those of aided.py; what is expected of them is worked out by hand there and here.
"""

import json
import signal
import struct
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from observatory.cli import app
from observatory.errors import DataError, SecrecyError, UnknownValue
from observatory.publishing.release_page import release_page
from observatory.secrecy import release as release_module
from observatory.secrecy import versions
from observatory.secrecy.guard import Guard, Guarded
from observatory.secrecy.release import Released, release
from observatory.secrecy.versions import PUBLIC, REHEARSAL
from observatory.settings import Settings
from observatory.warehouse import read, swap
from observatory.warehouse.build import build
from observatory.warehouse.offer import layers
from observatory.web.public import create_public_app
from tests import generated
from tests.conftest import copied, quiet
from tests.warehouse import aided
from tests.warehouse.killing import context, die_at

TEXT = """+++
court = "{short}"
titre = "{title}"
+++
{body}
"""


def make(settings: Settings) -> Released:
    return release(settings, PUBLIC, release_page, quiet)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project, built and not released; for copies."""
    made = aided.write_aided(tmp_path_factory.mktemp("aide"))
    build(made, quiet)
    return made


@pytest.fixture(scope="module")
def settings(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project, released; to be read."""
    made = generated.settings_for(copied(built.root, tmp_path_factory.mktemp("diffusion")))
    _write_texts(made.root / "atlas")
    make(made)
    return made


@pytest.fixture(scope="module")
def public(settings: Settings) -> read.Warehouse:
    return served(settings)


@pytest.fixture
def again(built: Settings, tmp_path: Path) -> Settings:
    """A project of one's own, built and not released."""
    return generated.settings_for(copied(built.root, tmp_path))


@pytest.fixture
def out(settings: Settings, tmp_path: Path) -> Settings:
    """A project of one's own, released."""
    return generated.settings_for(copied(settings.root, tmp_path))


def served(settings: Settings) -> read.Warehouse:
    return read.Warehouses(settings.home, swap.PUBLIC).current()


def value(public: read.Warehouse, slug: str, level: str, code: str) -> tuple[str, float | None]:
    row = read.cells(public, slug, level, territory=code).iloc[0]
    return row["status"], None if row["value"] != row["value"] else float(row["value"])


# ---- What goes out


def test_a_source_without_licence_or_rule_stays_out_and_the_audit_says_why(settings: Settings) -> None:
    audit = json.loads(next(settings.home.glob("release-*.json")).read_text(encoding="utf-8"))
    assert set(audit["sources"]) == {"population", "foyers", "menages", "aide"}
    assert audit["sources_out"]["interne"].startswith("aucune licence")
    assert audit["sources_out"]["revenus"].startswith("aucune règle")
    assert set(audit["indicators_out"]) == {"revenu-median", "dossiers-internes"}


def test_public_figures_are_released_as_they_are(settings: Settings, public: read.Warehouse) -> None:
    private = read.Warehouses(settings.home).current()
    asked = ("taux-foyers", "commune", "latest")
    assert read.cells(public, *asked).equals(read.cells(private, *asked))


def test_a_rule_says_at_which_levels_its_figures_go_out(public: read.Warehouse) -> None:
    assert read.levels_of(public, "personnes-aidees") == ["canton", "territoire", "departement"]
    assert read.indicator(public, "personnes-aidees").levels == ("canton", "territoire", "departement")


def test_the_small_count_and_what_would_tell_it_are_hidden(public: read.Warehouse) -> None:
    """3 women in canton 9903; it is the whole of Sud, and people less men would tell them."""
    counts = public.query("SELECT measure, level, code, value FROM counts").set_index(["measure", "level", "code"])[
        "value"
    ]
    assert counts.isna()["aide.femmes", "canton", "9903"]
    assert counts.isna()["aide.femmes", "territoire", "sud"]
    for place in (("canton", "9903"), ("territoire", "sud")):
        assert counts.isna()[("aide.personnes", *place)] or counts.isna()[("aide.hommes", *place)]
    assert counts.isna()["aide.femmes", "territoire", "nord"] or counts.isna()["aide.femmes", "departement", "99"]
    hidden = counts.isna().groupby("measure").sum()
    assert hidden.sum() < len(counts) / 2, "more than half is shown all the same"


def test_a_figure_is_shown_where_all_its_counts_are(public: read.Warehouse) -> None:
    counts = public.query("SELECT * FROM counts").set_index(["measure", "level", "code"])["value"]
    cells = public.query("FROM cells WHERE indicator = 'part-femmes'")
    assert len(cells) == 6
    for row in cells.itertuples():
        women, people = (counts[name, row.level, row.code] for name in ("aide.femmes", "aide.personnes"))
        if women == women and people == people:
            assert (row.status, row.value) == ("valeur", pytest.approx(100 * women / people))
        else:
            assert row.status == "secret"
            assert all(getattr(row, name) != getattr(row, name) for name in ("value", "numerator", "low", "high", "n"))


def test_days_are_hidden_wherever_those_who_waited_are(public: read.Warehouse) -> None:
    counts = public.query("SELECT * FROM counts").set_index(["level", "code"])
    days, women = (counts[counts["measure"] == name]["value"] for name in ("aide.jours", "aide.femmes"))
    assert len(days) == len(women) == 6 and women.isna().sum() >= 3
    assert days[women.isna()].isna().all()
    waited = public.query("FROM cells WHERE indicator = 'attente-femmes'").set_index(["level", "code"])["value"]
    assert set(waited.dropna()) <= {10.0}
    assert waited.isna().equals((days.isna() | women.isna()).reindex(waited.index))


def test_ranks_and_spreads_come_from_shown_cells_only(public: read.Warehouse) -> None:
    ranked = public.query("SELECT * FROM standings JOIN cells USING (indicator, level, code, period)")
    assert ranked["value"].notna().all()
    shown = public.query("SELECT mean FROM availability WHERE indicator = 'part-femmes' AND level = 'canton'")["mean"][
        0
    ]
    known = read.cells(public, "part-femmes", "canton")["value"].dropna()
    assert shown == pytest.approx(known[known.index].mean()) or known.empty


def test_the_same_figures_make_the_same_version(settings: Settings) -> None:
    first = swap.served(settings.home, swap.PUBLIC)
    assert first == make(settings).file
    assert len(versions.files(settings.home, PUBLIC)) == 1


# ---- Refusals


def test_a_file_that_can_be_undone_is_refused_and_nothing_is_written(
    again: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = release_module.guard

    def naive(*given: object) -> Guard:
        """Hides what the rule says, and nothing else."""
        made = whole(*given)  # type: ignore[arg-type]
        tables = tuple(_naive(table) for table in made.tables)
        return replace(made, tables=tables, counts=pd.concat(table.counts() for table in tables))

    monkeypatch.setattr(release_module, "guard", naive)
    with pytest.raises(SecrecyError, match=r"Retrouvées exactement.*canton 9903, aide.femmes, 2023") as refused:
        make(again)
    assert "= 3" not in str(refused.value)
    assert swap.served(again.home, swap.PUBLIC) is None
    assert list(again.home.glob("release-*")) == []


def _naive(table: Guarded) -> Guarded:
    cells = table.linked.table.cells
    hidden = (cells["sensitive"] | (cells["state"] == "tu")).to_numpy()
    return replace(table, protection=replace(table.protection, hidden=hidden))


def test_what_is_out_already_may_make_protection_impossible(again: Settings) -> None:
    """Released without a threshold, the 3 women are known: a stricter rule says what would have to be withdrawn."""
    aided.change_rule(again.root, "minimum = 5", "minimum = 1")
    first = make(again)
    aided.change_rule(again.root, "minimum = 1", "minimum = 5")
    with pytest.raises(SecrecyError, match=r"d’abord en retirer.*canton 9903, aide.femmes, 2023") as refused:
        make(again)
    assert "Personnes aidées, 2023" in str(refused.value)
    assert swap.served(again.home, swap.PUBLIC) == first.file


def test_a_revised_count_is_refused_by_name(out: Settings) -> None:
    first = served(out)
    aided.write_women(out.root, {**aided.WOMEN, "99001": 9})
    build(out, quiet)
    with pytest.raises(SecrecyError, match=r"montre d’autres valeurs pour.*canton 9901"):
        make(out)
    assert swap.served(out.home, swap.PUBLIC) == first.file


def test_a_release_that_is_out_and_unreadable_stops_the_next(again: Settings) -> None:
    (again.home / "release-000000000000.duckdb").write_bytes(b"rien")
    with pytest.raises(DataError, match=r"release-000000000000.duckdb"):
        make(again)


def test_a_warehouse_is_never_served_to_the_public(settings: Settings) -> None:
    warehouse = read.Warehouses(settings.home).current().file
    with pytest.raises(SecrecyError, match="n’est pas une diffusion"):
        create_public_app(replace(settings, public=warehouse))


# ---- Versions


def test_versions_are_listed_and_an_earlier_one_comes_back(out: Settings) -> None:
    first = served(out)
    aided.change_rule(
        out.root, 'levels = ["canton", "territoire", "departement"]', 'levels = ["canton", "departement"]'
    )
    second = make(out)
    assert [one.name for one in versions.listed(out.home, PUBLIC)] == [second.version, first.build]
    versions.go_back(out.home, PUBLIC, first.build)
    assert [one.served for one in versions.listed(out.home, PUBLIC)] == [False, True]
    assert read.Warehouses(out.home, swap.PUBLIC).current().build == first.build
    with pytest.raises(UnknownValue, match=first.build):
        versions.go_back(out.home, PUBLIC, "abc")


def test_the_public_server_follows_the_pointer(out: Settings) -> None:
    first = served(out)
    with TestClient(create_public_app(out)) as visitor:
        assert visitor.get("/atlas/audit.json").json()["version"] == first.build
        aided.change_rule(
            out.root, 'levels = ["canton", "territoire", "departement"]', 'levels = ["canton", "departement"]'
        )
        second = make(out)
        assert visitor.get("/atlas/audit.json").json()["version"] == second.version
        assert visitor.get("/api/v1/cells?indicator=part-femmes&level=territoire").status_code == 400


def release_and_die(settings: Settings, step: int) -> None:
    die_at(step)
    make(settings)


def test_killed_on_the_way_a_whole_release_stays_served(out: Settings) -> None:
    first = served(out)
    aided.change_rule(
        out.root, 'levels = ["canton", "territoire", "departement"]', 'levels = ["canton", "departement"]'
    )
    for step in (1, 4, 7, 10):
        process = context.Process(target=release_and_die, args=(out, step))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL, step
        assert read.Warehouses(out.home, swap.PUBLIC).current().build == first.build
    assert make(out).version != first.build


@pytest.mark.parametrize("step", ["place", "point"])
def test_stopped_on_the_way_the_last_release_stays_served(
    out: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = served(out)
    aided.change_rule(
        out.root, 'levels = ["canton", "territoire", "departement"]', 'levels = ["canton", "departement"]'
    )

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(swap, step, stop)
        with pytest.raises(KeyboardInterrupt):
            make(out)
    assert swap.served(out.home, swap.PUBLIC) == first.file
    assert make(out).file != first.file


# ---- Private values


@pytest.fixture(scope="module")
def told(settings: Settings) -> dict[str, bytes]:
    """Everything that the public may read: file, pages, tables, API, and what the command says."""
    found: dict[str, bytes] = {}
    with TestClient(create_public_app(settings), follow_redirects=True) as visitor:
        for path in _addresses(visitor):
            answer = visitor.get(path)
            assert answer.status_code in (200, 400, 404), path
            found[path] = answer.content
    environment = {
        "OBSERVATORY_ROOT": str(settings.root),
        "OBSERVATORY_VAR": str(settings.var),
        "OBSERVATORY_COLLECTIVITE": "99",
    }
    for command in (["release"], ["release", "--liste"], ["export", "--vers", str(settings.var / "site")]):
        found[" ".join(command)] = CliRunner().invoke(app, command, env=environment).output.encode()
    for file in (settings.var / "site").rglob("*"):
        found[str(file)] = file.read_bytes() if file.is_file() else b""
    return found


def _write_texts(folder: Path) -> None:
    pages = {
        "couverture": ("Couverture", "Essai", "Les aides."),
        "insertion-emploi/00-chapitre": ("Insertion", "Insertion", "Les aides."),
        "insertion-emploi/01-aides": ("Aides", "Les personnes aidées", "{{ carte personnes-aidees niveau=canton }}"),
        "insertion-emploi/02-femmes": ("Femmes", "Les femmes aidées", "{{ carte part-femmes niveau=canton }}"),
        "portraits": ("Portraits", "Portraits", "Chaque territoire."),
        "sources": ("Sources", "Sources", "{{ sources }}"),
    }
    for path, (short, title, body) in pages.items():
        file = folder / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(short=short, title=title, body=body), encoding="utf-8")


def _addresses(visitor: TestClient) -> list[str]:
    pages = ["/atlas/", "/atlas/sitemap.xml", "/atlas/flux.xml", "/atlas/recherche.html?q=aide", "/api/v1/indicators"]
    asked = [
        f"/api/v1/cells?indicator={slug}&level={level}&format={kind}"
        for slug in ("personnes-aidees", "part-femmes", "hommes-aides", "dossiers-internes", "revenu-median")
        for level in ("commune", "canton", "territoire", "departement")
        for kind in ("json", "csv")
    ]
    site = visitor.get("/atlas/sitemap.xml").text
    paths = [part.partition("</loc>")[0].partition("/atlas/")[2] for part in site.split("<loc>")[1:]]
    return [*pages, *asked, *(f"/atlas/{path}" for path in paths)]


def test_private_values_reach_nothing_that_the_public_reads(told: dict[str, bytes]) -> None:
    assert len([path for path in told if path.endswith((".html", ".csv"))]) > 12
    for path, content in told.items():
        plain = content.decode("utf-8", "replace").replace("\u202f", "").replace("\u00a0", "")
        for secret in (*map(str, aided.PRIVATE), *aided.WORDS[:2]):
            assert secret not in plain, (path, secret)


def test_private_values_are_not_in_the_bytes_of_the_file(public: read.Warehouse) -> None:
    content = public.file.read_bytes()
    for word in aided.WORDS:
        assert word.encode() not in content, word
    for number in aided.PRIVATE:
        assert struct.pack("<d", number) not in content
        assert str(number).encode() not in content


def test_the_warehouse_itself_holds_the_private_values(settings: Settings) -> None:
    """Otherwise the tests above would prove nothing."""
    warehouse = read.Warehouses(settings.home).current()
    assert set(aided.PRIVATE) <= set(warehouse.query("SELECT value FROM observations")["value"])
    (layer,) = layers(warehouse)["file"]
    assert "CANARI" in read.web_file(warehouse, layer)[1].decode()


def test_private_values_are_in_no_table(public: read.Warehouse) -> None:
    """Compressed, a value may not show in the bytes: every table is asked."""
    tables = public.query("SELECT table_name FROM duckdb_tables()")["table_name"].tolist()
    assert "cells" in tables and not {"observations", "parts", "places", "rejects"} & set(tables)
    for table in tables:
        written = "\n".join(public.query(f"SELECT CAST(t AS VARCHAR) AS row FROM {table} t")["row"])
        assert not [word for word in (*map(str, aided.PRIVATE), *aided.WORDS) if word in written], table


def test_a_hidden_count_is_null_for_the_api(settings: Settings) -> None:
    with TestClient(create_public_app(settings)) as visitor:
        rows = visitor.get("/api/v1/cells?indicator=part-femmes&level=canton").json()["cells"]
    hidden = [row for row in rows if row["code"] == "9903"]
    assert [(row["status"], row["value"], row["numerator"]) for row in hidden] == [("secret", None, None)]


# ---- Rehearsal


def test_a_rehearsal_is_kept_apart_and_says_so(again: Settings) -> None:
    _write_texts(again.root / "atlas")
    made = release(again, REHEARSAL, release_page, quiet)
    assert made.file.name.startswith("repetition-") and swap.served(again.home, swap.PUBLIC) is None
    with TestClient(create_public_app(again, rehearsal=True)) as visitor:
        page = visitor.get("/atlas/insertion-emploi/aides.html").text
        assert "Répétition\u00a0· données de démonstration" in page
        cells = visitor.get("/api/v1/cells?indicator=population&level=commune").json()["cells"]
        assert all(cell["demonstration"] for cell in cells)
        assert (
            "demonstration_"
            in visitor.get("/telechargements/population/commune/2023.csv").headers["content-disposition"]
        )
