"""The protection: exhaustive search on small tables, earlier releases, limits, and a table worked out by hand."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import counted, possible, random_table, relations

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


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_a_protected_table_withstands_enumeration(seed: int) -> None:
    table = secret_table(seed)
    hidden = protect(table).hidden
    assert hidden[table.cells["sensitive"]].all()
    worlds = possible(released(table, hidden))[:, hidden]
    assert not hidden.any() or (worlds.max(axis=0) - worlds.min(axis=0) >= 3).all()


@settings(max_examples=12, deadline=None)
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


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_out_of_nodes_the_answer_is_safe_and_its_gap_is_told(seed: int) -> None:
    table = secret_table(seed)
    best, hasty = protect(table), protect(table, nodes=1)
    assert attack(released(table, hasty.hidden)).safe
    assert hasty.bound <= best.volume <= hasty.volume
    assert 0 <= hasty.gap <= 1
