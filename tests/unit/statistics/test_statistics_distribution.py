"""Bins that hold every value once, of a width that reads."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from observatory.statistics.distribution import FEWEST, MOST, histogram

VALUES = st.lists(st.integers(-50_000, 50_000), min_size=FEWEST, max_size=300)


@given(VALUES, st.integers(0, 2))
def test_every_value_is_in_its_bin(thousandths: list[int], decimals: int) -> None:
    values = [value / 100 for value in thousandths]
    found = histogram([*values, math.nan], decimals)
    if len(set(values)) == 1:
        assert found is None
        return
    assert found is not None and sum(found.counts) == len(values) and len(found.counts) <= MOST
    edges = [found.start + found.step * i for i in range(len(found.counts) + 1)]
    assert edges[0] <= min(values) + 1e-9 and max(values) <= edges[-1] + 1e-9
    inside = [sum(low + 1e-9 < value < high - 1e-9 for value in values) for low, high in pairwise(edges)]
    assert all(strictly <= count for strictly, count in zip(inside, found.counts, strict=True))
    assert found.step >= 10**-decimals * (1 - 1e-9)
    assert round(found.step / 10 ** math.floor(math.log10(found.step) + 1e-9), 6) in (1, 2, 5)


def test_rates_known_by_hand() -> None:
    found = histogram([0.0, 0.4, 0.6, 1.0, 1.2, 5.1, 9.9, 10.0, 14.8], 1)
    assert found is not None
    assert (found.start, found.step, len(found.counts)) == (0.0, 1.0, 15)
    assert found.counts[:2] == (3, 2) and found.counts[14] == 1


def test_few_values_speak_for_themselves() -> None:
    assert histogram([1.0, 2.0, 3.0], 1) is None
    assert histogram([2.0] * 20, 1) is None
