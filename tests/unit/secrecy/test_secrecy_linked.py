"""Each relation that a release declares, where leaving it out would let a secret be told.

Every test says what the rule alone would leave, and what is hidden once the relation is known.
"""

import numpy as np
import pandas as pd
import pytest
from small_linked import YEAR, hidden, left, places, source, table
from test_secrecy_tables import catalogue, indicator

from observatory.catalogue import Operand
from observatory.secrecy.chosen import choose
from observatory.secrecy.earlier import Earlier
from observatory.secrecy.needed import _read_in
from observatory.secrecy.relations import KEY


def test_an_epci_that_crosses_cantons() -> None:
    """Canton B, 3, is the département less canton A; and EPCI E less its commune of A, which is EPCI D's rest."""
    zones = places(canton={"1": "A", "2": "A", "3": "B"}, epci={"1": "D", "2": "E", "3": "E"})
    made = table({"aide.femmes": {"1": 30.0, "2": 20.0, "3": 3.0}}, zones)
    assert left(made, "aide.femmes", "canton", "B") == [3, 3]
    found = hidden(made)
    assert found >= {"canton B, aide.femmes, 2024"} and len(found) >= 2


def test_crossing_levels_need_one_another() -> None:
    """A secret EPCI is the whole of a canton but for its other EPCI: three cells in a ring, in two zonings."""
    zones = places(canton={"1": "A", "2": "A", "3": "B"}, epci={"1": "D", "2": "E", "3": "F"})
    made = table({"aide.femmes": {"1": 4.0, "2": 30.0, "3": 50.0}}, zones)
    assert left(made, "aide.femmes", "epci", "D") == [4, 4]
    assert len(hidden(made)) == 2
    assert "epci D, aide.femmes, 2024" in hidden(made)


def test_women_men_and_everyone() -> None:
    counts = {"aide.personnes": {"1": 43.0}, "aide.femmes": {"1": 3.0}, "aide.hommes": {"1": 40.0}}
    total = {"total": "aide.personnes", "parts": ["aide.femmes", "aide.hommes"]}
    zones = places(canton={"1": "A"})
    assert left(table(counts, zones), "aide.femmes", "canton", "A") == [0, np.inf]
    made = table(counts, zones, totals=[total])
    assert left(made, "aide.femmes", "canton", "A") == [3, 3]
    assert {"canton A, aide.femmes, 2024", "canton A, aide.hommes, 2024"} <= hidden(made)


def test_a_count_between_those_it_holds_and_those_that_hold_it() -> None:
    """Among 23 of canton A, 22, and 20 of these: hiding the 22 would leave 20 to 23. So the 25 of all is hidden."""
    counts = {
        "aide.droits": {"1": 23.0, "2": 40.0},
        "aide.orientes": {"1": 22.0, "2": 3.0},
        "aide.contrats": {"1": 20.0, "2": 0.0},
    }
    zones = places(canton={"1": "A", "2": "B"})
    alone, known = "canton A, aide.orientes, 2024", "departement 41, aide.orientes, 2024"
    secret = "canton B, aide.orientes, 2024"
    assert hidden(table(counts, zones)) == {secret, alone}
    held = {"aide.orientes": "aide.droits", "aide.contrats": "aide.orientes"}
    assert hidden(table(counts, zones, within=held)) == {secret, known}


def test_a_release_on_other_zones_is_known() -> None:
    """Commune 2, of 4, was in canton B; it is now in canton A: one less the other."""
    counts = {"aide.femmes": {"1": 30.0, "2": 4.0, "3": 50.0}}
    then, now = (places(canton={"1": "A", "2": two, "3": "B"}) for two in ("B", "A"))
    assert hidden(table(counts, now)) == set()
    cells = [("aide.femmes", "canton", "A", "", str(YEAR), 30.0), ("aide.femmes", "canton", "B", "", str(YEAR), 54.0)]
    before = Earlier("avant", pd.DataFrame(cells, columns=[*KEY, "value"]).assign(reach=0), then)
    made = table(counts, now, releases=[before])
    assert hidden(made) == {"canton A, aide.femmes, 2024", "canton B, aide.femmes, 2024"}


@pytest.mark.parametrize(("rounding", "kept"), [(5, {"canton A, aide.femmes, 2024"}), (10, set())])
def test_a_release_that_rounded_is_known_as_far_as_it_tells(rounding: int, kept: set[str]) -> None:
    """Commune 2, of 4, is canton A less the 30 that it counted then: 2 to 6 if rounded to 5, 0 to 9 if to 10."""
    counts = {"aide.femmes": {"1": 30.0, "2": 4.0, "3": 50.0}}
    then, now = (places(canton={"1": "A", "2": two, "3": "B"}) for two in ("B", "A"))
    cells = pd.DataFrame([("aide.femmes", "canton", "A", "", str(YEAR), 30.0)], columns=[*KEY, "value"])
    made = table(counts, now, releases=[Earlier("avant", cells.assign(reach=rounding // 2), then)])
    assert hidden(made) >= kept and bool(hidden(made)) == bool(kept)


def test_a_commune_that_was_released_rounded_is_told_apart_from_its_neighbours() -> None:
    """Canton A, 34, less the 28 to 32 that commune 1 was said to have, leaves 2 to 6 in commune 2, never shown."""
    counts = {"aide.femmes": {"1": 30.0, "2": 4.0, "3": 50.0}}
    zones = places(canton={"1": "A", "2": "A", "3": "B"})
    assert hidden(table(counts, zones)) == set()
    cells = pd.DataFrame([("aide.femmes", "commune", "1", "", str(YEAR), 30.0)], columns=[*KEY, "value"])
    made = table(counts, zones, releases=[Earlier("avant", cells.assign(reach=2), zones)])
    assert "canton A, aide.femmes, 2024" in hidden(made)


@pytest.mark.parametrize(
    ("own", "years"),
    [
        ({"window": 3, "lag": 1}, {2021, 2022, 2023}),
        ({"period": "nearest"}, {2020, 2021, 2022, 2023, 2024}),
        ({"minus": [{"measure": "aide.femmes", "lag": 2}]}, {2024, 2022}),
    ],
)
def test_a_sum_or_a_difference_of_years_needs_each_of_them(own: dict[str, object], years: set[int]) -> None:
    """So it is shown only where each year is, and tells nothing more."""
    measure = Operand.model_validate({"measure": "aide.femmes", **own})
    declared = source(["aide.femmes"])
    one = indicator(numerator="aide.femmes", denominator=measure)
    origins = pd.DataFrame({"measure": ["aide.femmes"], "source": [declared.slug]})
    chosen = choose(catalogue(declared, one), origins, rehearsal=False)
    read = _read_in(one, YEAR, chosen, {"aide.femmes": list(range(2020, 2025))})
    assert {year for _, _, year in read} == years | {YEAR}
