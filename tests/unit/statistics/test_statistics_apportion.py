"""Shares by weights: they make the whole, and their bounds hold for any weights wrong by no more than was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.statistics.apportion import shares

WEIGHTS = st.lists(st.floats(1, 1e6), min_size=2, max_size=6)


def test_by_hand() -> None:
    first, second = shares([3, 1], 0)
    assert first == (0.75, 0.75, 0.75)
    assert second == (0.25, 0.25, 0.25)


@given(WEIGHTS, st.floats(0, 0.9))
def test_the_shares_make_the_whole(weights: list[float], error: float) -> None:
    assert sum(part.share for part in shares(weights, error)) == pytest.approx(1)


@given(st.data(), WEIGHTS, st.floats(0, 0.9))
def test_the_bounds_hold_for_weights_wrong_by_no_more(data: st.DataObject, weights: list[float], error: float) -> None:
    wrong = data.draw(st.lists(st.floats(-error, error), min_size=len(weights), max_size=len(weights)))
    true = [weight * (1 + mistake) for weight, mistake in zip(weights, wrong, strict=True)]
    for part, weight in zip(shares(weights, error), true, strict=True):
        assert part.low - 1e-9 <= weight / sum(true) <= part.high + 1e-9
