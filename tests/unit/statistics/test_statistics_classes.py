"""Classes: readable breaks that keep each method's intent, whatever the values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.statistics import classes

HUNDRED = np.arange(1.0, 101.0)


def test_quantiles_of_one_to_a_hundred_fall_on_round_numbers() -> None:
    assert classes.breaks(HUNDRED, "quantiles", 5, 0) == (20, 40, 60, 80)
    assert np.bincount(classes.assign(HUNDRED, (20, 40, 60, 80))).tolist() == [19, 20, 20, 20, 21]


def test_equal_intervals_keep_equal_widths() -> None:
    found = classes.breaks([0, 1, 5, 9.6, 12], "egales", 4, 1)
    assert found == (3, 6, 9)


def test_jenks_finds_the_gaps_between_groups() -> None:
    found = classes.breaks([1, 2, 3, 51, 52, 53, 101, 102, 103], "jenks", 3, 0)
    assert len(found) == 2
    assert 3 < found[0] <= 51 < 53 < found[1] <= 101


def test_the_departement_is_a_break_when_classes_are_even_in_number() -> None:
    assert 4.8 in classes.breaks([1.0, 2.5, 4.0, 5.5, 9.0, 12.0], "departement", 4, 1, reference=4.77)


def test_the_departement_is_amid_a_class_when_classes_are_odd_in_number() -> None:
    low, high = classes.breaks([1.0, 2.5, 4.0, 5.5, 9.0, 12.0], "departement", 3, 1, reference=4.77)
    assert low < 4.77 < high


def test_the_departement_method_refuses_a_missing_reference() -> None:
    with pytest.raises(ValueError, match="département"):
        classes.breaks(HUNDRED, "departement", 4, 0)


def test_manual_breaks_are_kept_even_beyond_the_values() -> None:
    assert classes.breaks([1, 2], "manuelles", 5, 1, manual=(10, 2.04, 2.0, float("nan"))) == (2.0, 10.0)


@pytest.mark.parametrize("method", [m for m in classes.METHODS if m != "manuelles"])
@pytest.mark.parametrize("values", [[], [np.nan], [3.0], [3.0, 3.0, 3.0]])
def test_nothing_to_part_makes_no_break(method: str, values: list[float]) -> None:
    assert classes.breaks(values, method, 5, 1, reference=3.0) == ()


@pytest.mark.parametrize("method", ["quantiles", "jenks"])
def test_few_distinct_values_make_one_class_each(method: str) -> None:
    found = classes.breaks([0, 0, 0, 0, 1, 1, 5], method, 5, 0)
    assert classes.assign([0, 1, 5], found).tolist() == [0, 1, 2]


def test_assign_reads_missing_values_and_the_precision_shown() -> None:
    assert classes.assign([1.9, 2.0, np.nan, 3.5], (2.0, 3.5)).tolist() == [0, 1, -1, 2]
    assert classes.assign([1.96], (2.0,)).tolist() == [0]
    assert classes.assign([1.96], (2.0,), decimals=1).tolist() == [1]


def test_labels() -> None:
    assert classes.labels((2.0, 3.5, 7.5), "%", 1) == [
        "moins de 2\u202f%",
        "2 à 3,5\u202f%",
        "3,5 à 7,5\u202f%",
        "7,5\u202f% et plus",
    ]
    assert classes.labels((1, 1000), "habitants", 0) == [
        "moins de 1\u00a0habitant",
        "1 à 1\u202f000\u00a0habitants",
        "1\u202f000\u00a0habitants et plus",
    ]
    assert classes.labels((), "%", 1) == ["une seule classe"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), max_size=40),
    st.sampled_from([m for m in classes.METHODS if m not in ("manuelles", "jenks")]),
    st.integers(1, 9),
    st.integers(0, 3),
)
def test_breaks_are_few_increasing_readable_and_leave_no_end_class_empty(
    values: list[float], method: str, count: int, decimals: int
) -> None:
    found = classes.breaks(values, method, count, decimals, reference=12.3)
    assert len(found) < count
    assert list(found) == sorted(set(found))
    assert all(round(b, decimals) == pytest.approx(b, abs=1e-9) for b in found)
    if found:
        filled = set(classes.assign(values, found).tolist())
        assert {0, len(found)} <= filled
        assert len(set(classes.labels(found, "%", decimals))) == len(found) + 1
