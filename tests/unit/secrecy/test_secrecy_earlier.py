"""Protection jointly with the releases that are already out."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from observatory.catalogue.rule import Rule
from observatory.errors import DataError, SecrecyError
from observatory.secrecy.attack import attack
from observatory.secrecy.audit import checked
from observatory.secrecy.earlier import Earlier, narrowed, with_earlier
from observatory.secrecy.protect import OUT, SILENT, Table, protect, released
from observatory.secrecy.relations import KEY, zonings
from observatory.secrecy.rules import apply
from observatory.secrecy.versions import PUBLIC, earlier
from observatory.warehouse import schema
from observatory.warehouse.write import put

RULE = Rule(text="moins de 5 bénéficiaires")
COUNTS = {"1": 3, "2": 10, "3": 20, "4": 30, "5": 40, "6": 50}
THEN = {"A": ("1", "2", "3"), "B": ("4", "5", "6")}
NOW = {"A": ("1", "2"), "B": ("3", "4", "5", "6")}


def places(epci: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    rows = [(commune, "epci", code) for code, members in epci.items() for commune in members]
    return pd.DataFrame(
        [*rows, *((commune, "departement", "41") for commune in COUNTS)], columns=["commune", "level", "code"]
    )


def cells(epci: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    rows = [("commune", code, value) for code, value in COUNTS.items()]
    rows += [("epci", code, sum(COUNTS[member] for member in members)) for code, members in epci.items()]
    frame = pd.DataFrame([*rows, ("departement", "41", 153)], columns=["level", "code", "value"])
    return frame.assign(measure="apa", part="", period="2024")[[*KEY, "value"]]


def shown(epci: dict[str, tuple[str, ...]], *hidden: str, rounding: int = 1) -> Earlier:
    """A release of 2024 on these EPCI that hides the cells named level/code, and rounds the others."""
    frame = cells(epci).assign(reach=rounding // 2)
    names = frame["level"] + "/" + frame["code"]
    nearest = (frame["value"] / rounding).round() * rounding
    return Earlier("2024", frame.assign(value=nearest.where(~names.isin(hidden))), places(epci))


def joint(*releases: Earlier) -> Table:
    today = cells(NOW).assign(denominator=float("nan"), largest=float("nan"))
    joined, memberships = with_earlier(today, places(NOW), releases)
    return Table(narrowed(apply(RULE, joined)), zonings(joined, memberships))


def names(table: Table, hidden: pd.Series) -> set[str]:
    return set((table.cells["level"] + "/" + table.cells["code"])[hidden])


def test_alone_the_release_hides_the_cheapest_complement() -> None:
    table = joint()
    hidden = protect(table).hidden
    assert names(table, hidden) == {"commune/1", "commune/2"}
    assert checked(table, protect(table), RULE).hidden == 2


def test_an_epci_that_changed_is_another_territory_and_stays_known() -> None:
    table = joint(shown(THEN, "commune/1", "commune/2"))
    states = dict(zip(table.cells["level"] + "/" + table.cells["code"], table.cells["state"], strict=True))
    assert states["epci/A@2024"] == states["commune/3"] == OUT
    assert states["epci/A"] == states["commune/1"] == "libre"
    assert table.cells.loc[table.cells["code"] == "A@2024", "value"].tolist() == [33]


def test_a_release_that_shows_the_complement_makes_protection_impossible_and_names_it() -> None:
    with pytest.raises(SecrecyError, match="retirer\u202f: commune 2, apa, 2024"):
        protect(joint(shown(NOW, "commune/1", "epci/A")))


def test_what_was_published_and_has_become_sensitive_would_have_to_be_withdrawn() -> None:
    with pytest.raises(SecrecyError, match=r"commune 1, apa, 2024"):
        protect(joint(shown(NOW)))


def test_a_rounded_release_does_not_make_protection_impossible() -> None:
    table = joint(shown(NOW, "commune/1", "epci/A", rounding=5))
    found = protect(table)
    assert OUT not in set(table.cells["state"])
    assert attack(released(table, found.hidden)).safe
    assert checked(table, found, RULE).exact == 0


def test_nor_is_it_forgotten_its_interval_asks_for_another_complement() -> None:
    """13 less 8 to 12 leaves 1 to 5 in commune 1: one unit of doubt short, so its EPCI is hidden too."""
    alone, table = joint(), joint(shown(NOW, "commune/1", "epci/A", rounding=5))
    assert names(alone, protect(alone).hidden) == {"commune/1", "commune/2"}
    assert not attack(released(table, protect(alone).hidden)).safe
    assert names(table, protect(table).hidden) >= {"commune/1", "epci/A"}


def test_a_sensitive_count_that_is_out_rounded_keeps_that_doubt_and_no_more() -> None:
    table = joint(shown(NOW, "epci/A", rounding=5))
    found = protect(table)
    first = int((table.cells["code"] == "1").to_numpy().argmax())
    told = attack(released(table, found.hidden))
    assert (table.cells["low"][first], table.cells["high"][first]) == (3, 7)
    assert found.hidden[first] and told.safe


def test_a_count_out_of_what_was_rounded_is_refused() -> None:
    rounded = shown(NOW, "commune/1", rounding=5)
    moved = rounded.cells.assign(value=rounded.cells["value"] + 5)
    with pytest.raises(SecrecyError, match=r"2024.*autre mesure"):
        joint(Earlier(rounded.name, moved, rounded.memberships))


def test_jointly_the_new_release_cannot_be_subtracted_from_the_old() -> None:
    old = shown(THEN, "commune/1", "commune/3")
    table = joint(old)
    found = protect(table)
    assert attack(released(table, found.hidden)).safe
    assert "epci/A" in names(table, found.hidden)
    alone = joint()
    careless = protect(alone).hidden[: len(cells(NOW))]
    both = table.cells.index.isin(careless.nonzero()[0]) | (table.cells["state"] == SILENT)
    assert not attack(released(table, both & (table.cells["state"] != OUT).to_numpy())).safe


def test_a_revised_value_is_refused() -> None:
    revised = shown(NOW, "commune/1")
    revised = Earlier("2023", revised.cells.assign(value=revised.cells["value"] + 1), revised.memberships)
    with pytest.raises(SecrecyError, match=r"2023.*autre mesure"):
        joint(revised)


def test_a_cell_without_a_truth_today_is_refused() -> None:
    old = shown(NOW, "commune/1")
    vanished = old.cells.assign(period="2019")
    with pytest.raises(DataError, match="2024"):
        joint(Earlier(old.name, vanished, old.memberships))


@pytest.mark.parametrize(("other", "reaches"), [(None, [2, 4]), (0, [0, 0])])
def test_a_release_tells_how_far_its_source_rounded(tmp_path: Path, other: int | None, reaches: list[int]) -> None:
    """A canton of two communes is the sum of two roundings; a count that another source gives too is as exact as it."""
    roundings = {"arrondi": 5} | ({} if other is None else {"exact": other})
    with duckdb.connect(str(tmp_path / "release-un.duckdb")) as connection:
        schema.create(connection, without=schema.PRIVATE)
        for source, rounding in roundings.items():
            connection.execute("INSERT INTO sources (source, rounding) VALUES (?, ?)", [source, rounding])
            connection.execute("INSERT INTO origins VALUES ('apa', 'commune', 2024, ?)", [source])
        where = {"level": ["commune", "commune", "canton", "canton"], "code": ["1", "2", "A", "A"]}
        put(connection, "memberships", pd.DataFrame({"commune": ["1", "2", "1", "2"], **where}))
        shown = pd.DataFrame({"level": ["commune", "canton"], "code": ["1", "A"], "value": [10.0, 25.0]})
        put(connection, "counts", shown.assign(measure="apa", period=2024))
    (release,) = earlier(tmp_path, PUBLIC)
    assert release.cells.sort_values("level", ascending=False)["reach"].tolist() == reaches
    assert release.cells["value"].sum() == 35
