"""What a rule makes sensitive, and what it lets everyone know of a hidden cell."""

import pandas as pd
import pytest
from pydantic import ValidationError

from observatory.catalogue.rule import Rule
from observatory.secrecy.rules import apply

NONE = float("nan")


def applied(rule: Rule, *rows: tuple[float, float, float]) -> pd.DataFrame:
    return apply(rule, pd.DataFrame(rows, columns=["value", "denominator", "largest"]))


def test_small_counts_are_sensitive_and_zero_is_not() -> None:
    cells = applied(Rule(text="arrêté"), (0, 40, NONE), (1, 40, NONE), (4, 40, NONE), (5, 40, NONE))
    assert cells["sensitive"].tolist() == [False, True, True, False]
    assert cells[["low", "high", "width"]].values.tolist() == [[0, 40, 5]] * 4


def test_zeros_always_published_are_known_never_to_be_hidden() -> None:
    cells = applied(Rule(text="arrêté", zero="publié"), (0, 40, NONE), (3, NONE, NONE))
    assert cells["low"].tolist() == [1, 1]
    assert cells["high"].tolist() == [40, float("inf")]


def test_a_group_too_small_is_hidden_whatever_its_count_zeros_too() -> None:
    tax = Rule(text="moins de 11 foyers fiscaux", minimum=1, group=11, zero="publié")
    cells = applied(tax, (0, 10, NONE), (10, 10, NONE), (3, 11, NONE), (0, 11, NONE))
    assert cells["sensitive"].tolist() == [True, True, False, False]
    assert cells["low"].tolist() == [0, 0, 1, 1]


def test_one_contributor_above_the_share_hides_the_sum() -> None:
    business = Rule(text="secret des entreprises", minimum=1, dominance=0.85)
    assert applied(business, (100, NONE, 86), (100, NONE, 85), (0, NONE, 0))["sensitive"].tolist() == [
        True,
        False,
        False,
    ]


def test_nobody_and_everybody_have_their_own_rules() -> None:
    rule = Rule(text="convention", zero="sensible", whole="sensible")
    cells = applied(rule, (0, 30, NONE), (30, 30, NONE), (0, 0, NONE), (29, 30, NONE))
    assert cells["sensitive"].tolist() == [True, True, False, False]


def test_a_rule_says_where_it_comes_from_and_refuses_nonsense() -> None:
    with pytest.raises(ValidationError, match="text"):
        Rule()  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="dominance"):
        Rule(text="arrêté", dominance=1.2)
