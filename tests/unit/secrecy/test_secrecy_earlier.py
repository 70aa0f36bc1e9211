"""Protection jointly with the releases that are already out."""

import pandas as pd
import pytest

from observatory.catalogue.rule import Rule
from observatory.errors import DataError, SecrecyError
from observatory.secrecy.attack import attack
from observatory.secrecy.audit import checked
from observatory.secrecy.earlier import Earlier, with_earlier
from observatory.secrecy.protect import OUT, SILENT, Table, protect, released
from observatory.secrecy.relations import KEY, zonings
from observatory.secrecy.rules import apply

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


def shown(epci: dict[str, tuple[str, ...]], *hidden: str) -> Earlier:
    """A release of 2024 on these EPCI that hides the cells named level/code."""
    frame = cells(epci)
    names = frame["level"] + "/" + frame["code"]
    return Earlier("2024", frame.assign(value=frame["value"].where(~names.isin(hidden))), places(epci))


def joint(*releases: Earlier) -> Table:
    today = cells(NOW).assign(denominator=float("nan"), largest=float("nan"))
    joined, memberships = with_earlier(today, places(NOW), releases)
    return Table(apply(RULE, joined), zonings(joined, memberships))


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
