"""The attack against exhaustive enumeration, and on leaks worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import CROSSED, possible, random_release

from observatory.errors import CheckError
from observatory.secrecy.attack import Release, attack, too_narrow
from observatory.secrecy.relations import KEY, zonings

SEEDS = st.integers(0, 2**32 - 1)
PLACES = pd.DataFrame(
    [("41001", "canton", "A"), ("41002", "canton", "A"), ("41003", "canton", "B")]
    + [(code, "departement", "41") for code in ("41001", "41002", "41003")],
    columns=["commune", "level", "code"],
)


def release(shown: dict[str, float | None], required: float = 5.0, places: pd.DataFrame = PLACES) -> Release:
    """Cells named level/code; None is hidden."""
    rows = [(*name.split("/"), value) for name, value in shown.items()]
    cells = pd.DataFrame(rows, columns=["level", "code", "value"]).assign(measure="apa", part="", period="2024")
    hidden = cells["value"].isna().to_numpy()
    cells = cells[KEY].assign(
        low=cells["value"].fillna(0),
        high=cells["value"].fillna(np.inf),
        hidden=hidden,
        required=np.where(hidden, required, 0),
    )
    return Release(cells, zonings(cells, places))


@settings(max_examples=70, deadline=None)
@given(SEEDS)
def test_bounds_are_those_of_every_possible_world(seed: int) -> None:
    random = random_release(np.random.default_rng(seed))
    worlds = possible(random)
    found = attack(random).hidden
    assert found["low"].tolist() == worlds.min(axis=0)[found.index].tolist()
    assert found["high"].tolist() == worlds.max(axis=0)[found.index].tolist()


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_early_stop_gives_the_same_verdict(seed: int) -> None:
    random = random_release(np.random.default_rng(seed))
    cells, verdicts = random.cells, attack(random)
    narrow = too_narrow(random.relations, *(cells[name].to_numpy(float) for name in ("low", "high", "required")))
    assert np.flatnonzero(narrow).tolist() == sorted([*verdicts.exact.index, *verdicts.narrow.index])


def test_a_lone_hidden_commune_is_recovered_by_subtraction() -> None:
    cells = {"commune/41001": 12, "commune/41002": None, "commune/41003": 9, "canton/A": 15, "canton/B": 9}
    verdicts = attack(release(cells))
    assert verdicts.exact[["code", "low", "high"]].values.tolist() == [["41002", 3, 3]]
    assert not verdicts.safe


def test_two_hidden_communes_share_what_is_left() -> None:
    cells = {"commune/41001": None, "commune/41002": None, "commune/41003": 9, "canton/A": 4, "departement/41": 13}
    verdicts = attack(release(cells))
    assert verdicts.exact.empty
    assert verdicts.narrow["high"].tolist() == [4, 4]
    assert attack(release(cells, required=4)).safe


def test_a_hidden_total_is_the_sum_of_what_is_shown() -> None:
    cells = {"commune/41001": 1, "commune/41002": 2, "commune/41003": 9, "canton/A": None}
    assert attack(release(cells)).exact["low"].tolist() == [3]


def test_a_hidden_cell_that_nothing_bounds_has_no_upper_bound() -> None:
    cells = {"commune/41001": None, "commune/41002": 2, "commune/41003": 9, "canton/A": None, "departement/41": None}
    verdicts = attack(release(cells))
    assert verdicts.safe
    assert verdicts.hidden["low"].tolist() == [0, 2, 11]
    assert np.isinf(verdicts.hidden["high"]).all()


def test_bounds_are_whole_where_the_linear_programme_stops_between_two_numbers() -> None:
    """With x in the first commune the others are x - 1, 4 - x, 5 - 2x and x: x is 1 or 2, a real x up to 2.5."""
    totals = {"canton/A": 4, "canton/B": 4, "epci/C": 4, "epci/D": 4, "territoire/E": 3, "territoire/F": 5}
    hidden = {f"commune/{code}": None for code in CROSSED["commune"].unique()}
    verdicts = attack(release({**hidden, **totals}, places=CROSSED))
    assert verdicts.hidden[["low", "high"]].values.tolist() == [[1, 2], [0, 1], [2, 3], [1, 3], [1, 2]]


def test_values_that_do_not_add_up_are_refused_by_name() -> None:
    with pytest.raises(CheckError, match="canton A"):
        attack(release({"commune/41001": 1, "commune/41002": 2, "commune/41003": 9, "canton/A": 4}))
    with pytest.raises(CheckError, match="canton A"):
        attack(release({"commune/41001": None, "commune/41002": 5, "commune/41003": 9, "canton/A": 4}))
