"""The protection: exhaustive search on small tables, earlier releases, limits, and a table worked out by hand."""

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import CROSSED, counted, possible, random_table, relations, table

from observatory.secrecy.attack import attack
from observatory.secrecy.protect import FREE, Table, protect, released

SEEDS = st.integers(0, 2**32 - 1)


def secret_table(seed: int) -> Table:
    """A small random table where counts of 1 and 2, of at most 7, are sensitive and need an interval of 3."""
    cells, places = random_table(np.random.default_rng(seed))
    high = np.where(counted(cells), 7.0, np.inf)
    cells = cells.assign(low=0.0, high=high, sensitive=cells["value"].between(1, 2), width=3.0, state=FREE)
    return Table(cells, relations(cells, places))


def cost(table: Table, hidden: np.ndarray) -> float:
    return float(table.cells["value"].clip(lower=1)[hidden & ~table.cells["sensitive"].to_numpy()].sum())


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_protected_table_withstands_enumeration(seed: int) -> None:
    table = secret_table(seed)
    hidden = protect(table).hidden
    assert hidden[table.cells["sensitive"]].all()
    worlds = possible(released(table, hidden))[:, hidden]
    assert not hidden.any() or (worlds.max(axis=0) - worlds.min(axis=0) >= 3).all()


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_no_smaller_choice_is_safe(seed: int) -> None:
    table = secret_table(seed)
    found = protect(table)
    assert found.gap == 0
    free = np.flatnonzero(~table.cells["sensitive"])[:7]
    rest = found.hidden.copy()
    for choice in product([False, True], repeat=len(free)):
        rest[free] = choice
        if cost(table, rest) < cost(table, found.hidden):
            assert not attack(released(table, rest)).safe


def test_a_width_that_only_real_numbers_fill_is_not_enough() -> None:
    """All totals shown, the fourth commune is 1 to 3, and 0 to 3 in real numbers: a total more has to be hidden."""
    values = pd.DataFrame({"code": CROSSED["commune"].unique(), "part": "", "value": [2, 1, 2, 1, 2]})
    cells = table(values, CROSSED)
    communes, fourth = cells["level"] == "commune", cells["code"] == "41003"
    width = np.where(fourth, 3.0, 0.0)
    secret = Table(
        cells.assign(low=0.0, high=np.inf, sensitive=communes, width=width, state=FREE), relations(cells, CROSSED)
    )
    assert attack(released(secret, communes.to_numpy())).narrow["code"].tolist() == ["41003"]
    found = protect(secret)
    assert attack(released(secret, found.hidden)).safe
    assert found.volume == least_cost(secret)


def least_cost(table: Table) -> float:
    """By trying every choice of totals."""
    choices = [np.array([False] * 5 + list(totals)) for totals in product([False, True], repeat=len(table.cells) - 5)]
    safe = [choice for choice in choices if attack(released(table, choice | table.cells["sensitive"].to_numpy())).safe]
    return min(cost(table, choice) for choice in safe)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_out_of_nodes_the_answer_is_safe_and_its_gap_is_told(seed: int) -> None:
    table = secret_table(seed)
    best, hasty = protect(table), protect(table, nodes=1)
    assert attack(released(table, hasty.hidden)).safe
    assert hasty.bound <= best.volume <= hasty.volume
    assert 0 <= hasty.gap <= 1
