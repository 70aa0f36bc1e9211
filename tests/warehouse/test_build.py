"""A build on the generated collectivité: what it writes, what it refuses, what stays served."""

import shutil
from pathlib import Path

import duckdb
import pytest

from observatory.errors import CheckError, DataError, DeclarationError, ObservatoryError, UnknownValue
from observatory.settings import Settings
from observatory.warehouse import read, swap
from observatory.warehouse.build import build, check_served, usable
from tests.conftest import quiet


def figures(settings: Settings, name: str) -> Path:
    return settings.root / f"indicators/published/99/{name}.csv"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_level_sums_to_the_same_population(warehouse):
    totals = {
        level: read.cells(warehouse, "population", level)["value"].sum() for level in read.levels(warehouse)["level"]
    }
    assert totals == dict.fromkeys(["commune", "canton", "epci", "territoire", "departement"], 7800)


def test_a_secret_commune_counts_in_neither_side_of_its_canton(warehouse):
    canton = read.cells(warehouse, "taux-foyers", "canton", 2022, "9901").iloc[0]
    assert (canton["numerator"], canton["denominator"]) == (20 + 30 + 40, 0.4 * (200 + 300 + 400) + 12)
    assert canton["coverage"] == 0.9 and canton["status"] == "valeur"
    commune = read.cells(warehouse, "taux-foyers", "commune", 2022, "99001").iloc[0]
    assert commune["status"] == "secret" and commune[["value", "numerator", "low"]].isna().all()


def test_a_published_figure_exists_only_where_it_is_published(warehouse):
    assert read.levels_of(warehouse, "revenu-median") == ["commune"]
    statuses = read.cells(warehouse, "revenu-median", "commune").set_index("code")["status"]
    assert (statuses["99001"], statuses["99002"], statuses["99003"]) == ("secret", "absent", "valeur")
    with pytest.raises(UnknownValue, match="commune"):
        read.cells(warehouse, "revenu-median", "canton")


def test_latest_is_the_latest_year_with_a_value_at_that_level(warehouse):
    assert read.period_of(warehouse, "taux-foyers", "commune", "latest") == 2022
    with pytest.raises(UnknownValue, match="2020, 2021, 2022, latest"):
        read.cells(warehouse, "taux-foyers", "commune", 2019)


def test_an_unknown_slug_lists_the_known_ones(warehouse):
    with pytest.raises(UnknownValue, match="population, evolution-population, taux-foyers, revenu-median"):
        read.indicator(warehouse, "taux-rsa")


def test_the_same_files_make_the_same_build(own):
    first = swap.served(own.home)
    again = build(own, quiet)
    assert again.file == first and again.changes.empty


def test_a_revision_is_reported_with_its_size_and_place(own):
    change(figures(own, "foyers"), "99004,2022,40", "99004,2022,65")
    changes = build(own, quiet).changes.set_index("indicator")
    row = changes.loc["taux-foyers"]
    assert (row["added"], row["revised"], row["withdrawn"]) == (
        0,
        5,
        0,
    )  # the commune and the four territories around it
    assert (row["largest_level"], row["largest_code"], row["largest_period"]) == ("commune", "99004", 2022)
    history = read.revisions(read.Warehouses(own.home).current(), "taux-foyers")
    assert history["added"].tolist() == [0, 57]


def test_a_reader_changes_over_between_two_questions(own):
    warehouses = read.Warehouses(own.home)
    before = warehouses.current()
    change(figures(own, "foyers"), "99004,2022,40", "99004,2022,65")
    build(own, quiet)
    after = warehouses.current()
    value = [read.cells(w, "taux-foyers", "commune", 2022, "99004")["numerator"].iat[0] for w in (before, after)]
    assert value == [40, 65]


@pytest.mark.parametrize(
    ("file", "old", "new", "error", "said"),
    [
        ("indicators/socle.toml", 'kind = "published"', 'kind = "moyenne"', DeclarationError, "revenu-median.kind"),
        ("indicators/socle.toml", '"caisse.foyers"', '"caisse.foyer"', DeclarationError, "mesure non déclarée"),
        ("indicators/sources/essai.toml", 'column = "foyers"', 'column = "foyer"', DataError, "foyers"),
        ("indicators/measures/essai.toml", "weighted = true", "pondere = true", DeclarationError, "pondere"),
        ("geodata/collectivites/99.toml", '"991"', '"999"', ObservatoryError, "communes sans territoire"),
        ("indicators/socle.toml", "scale = 100\nunit = \"%\"", "scale = 10000\nunit = \"%\"", CheckError, "étendue"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_the_served_warehouse_stays(own, file, old, new, error, said):
    served = swap.served(own.home)
    change(own.root / file, old, new)
    with pytest.raises(error, match=said):
        build(own, quiet)
    assert swap.served(own.home) == served
    assert sorted(own.home.glob(".building*")) == []


def test_a_refused_row_is_kept_with_its_reason(own):
    change(figures(own, "foyers"), "99004,2022,40", "99004,2022,quarante")
    built = build(own, quiet)
    assert built.files.set_index("source")["rejected"]["foyers"] == 1
    with duckdb.connect(str(built.file), read_only=True) as connection:
        reject = connection.execute("SELECT file, line, column_name, raw FROM rejects").fetchall()
    assert reject == [("foyers.csv", 13, "foyers", "quarante")]


def test_a_second_build_waits_for_the_first(own):
    with swap.workspace(own.home), pytest.raises(ObservatoryError, match="une autre construction est en cours"):
        build(own, quiet)


def test_before_the_first_build_the_message_says_what_to_do(tmp_path):
    with pytest.raises(ObservatoryError, match="observatory build"):
        read.Warehouses(tmp_path).current()


def test_a_warehouse_of_another_version_is_not_read_and_a_build_replaces_it(own):
    with duckdb.connect(str(swap.served(own.home))) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    with pytest.raises(ObservatoryError, match="une autre version"):
        read.Warehouses(own.home).current()
    assert usable(own.home) is None
    built = build(own, quiet)
    assert usable(own.home) == built.file and not built.changes.empty


def test_check_reads_declarations_and_the_served_file_again(own):
    assert all(outcome.broken == 0 for outcome in check_served(own))
    with duckdb.connect(str(swap.served(own.home))) as connection:
        connection.execute("UPDATE cells SET value = value + 1 WHERE indicator = 'population' AND level = 'canton'")
    with pytest.raises(CheckError, match="les communes font la somme"):
        check_served(own)


def test_only_the_last_builds_are_kept(own):
    for foyers in (45, 50, 55, 60):
        shutil.copy(figures(own, "foyers"), own.root / "keep.csv")
        change(figures(own, "foyers"), "99004,2022,40", f"99004,2022,{foyers}")
        build(own, quiet)
        shutil.copy(own.root / "keep.csv", figures(own, "foyers"))
    assert len(list(own.home.glob("warehouse-*.duckdb"))) == swap.KEPT_BUILDS
