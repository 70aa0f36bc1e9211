"""The gate and the audit that ships with a release."""

import json

import numpy as np
import pandas as pd
import pytest
from small_tables import memberships, relations, table

from observatory.catalogue.rule import Rule
from observatory.errors import SecrecyError
from observatory.secrecy.audit import checked
from observatory.secrecy.protect import FREE, Protection, Table, protect
from observatory.secrecy.rules import apply

RULE = Rule(text="Convention de 2024, article 3 : moins de 5 bénéficiaires")
VALUES = [3, 8, 20, 4, 30, 41]


def activity() -> Table:
    places = memberships(np.random.default_rng(2), len(VALUES), 2)
    cells = table(pd.DataFrame({"code": places["commune"].unique(), "part": "", "value": VALUES}), places)
    cells = apply(RULE, cells.assign(denominator=np.nan, largest=np.nan, state=FREE))
    return Table(cells, relations(cells, places))


def test_the_audit_counts_and_bounds_and_is_ready_for_json() -> None:
    secret = activity()
    found = protect(secret)
    told = json.loads(json.dumps(checked(secret, found, RULE).as_dict()))
    assert told["cells"] == len(secret.cells)
    assert told["hidden"] == found.hidden.sum() >= 4
    assert (told["exact"], told["narrow"], told["gap"]) == (0, 0, 0)
    assert told["narrowest"] >= RULE.width
    assert told["rule"]["text"] == RULE.text
    assert len(told["sha256"]) == 64


def test_the_same_table_gives_the_same_release() -> None:
    first, second = (checked(activity(), protect(activity()), RULE) for _ in range(2))
    assert first == second


def test_the_hash_tells_nothing_of_what_is_hidden() -> None:
    secret = activity()
    found = protect(secret)
    other = secret.cells.assign(value=secret.cells["value"].where(~found.hidden, secret.cells["value"] + 1))
    assert checked(Table(other, secret.relations), found, RULE).sha256 == checked(secret, found, RULE).sha256


def test_naive_hiding_does_not_pass_the_gate_and_the_cells_are_named() -> None:
    secret = activity()
    naive = Protection(secret.cells["sensitive"].to_numpy(), volume=0, bound=0, nodes=0, rounds=0)
    with pytest.raises(SecrecyError, match="commune 41000, foyers, 2024"):
        checked(secret, naive, RULE)
