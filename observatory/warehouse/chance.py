"""What chance could have made of a figure: 95 % bounds, and the significance of its gap to the rest of the whole."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from observatory.catalogue import Catalogue, Indicator
from observatory.statistics.intervals import (
    Interval,
    benjamini_hochberg,
    exact_count,
    part_proportion_test,
    part_rate_test,
    wilson,
)

Floats = NDArray[np.float64]
Method = Literal["proportion", "events"]


def method(catalogue: Catalogue, indicator: Indicator) -> Method | None:
    """How chance enters a figure: as declared, else a share of counts is a proportion.

    Census estimates have none: under 10 000 inhabitants, everybody is met within five years. Nor has an offer: places
    are decided.
    """
    if indicator.chance == "none" or indicator.kind not in ("count", "ratio"):
        return None
    if indicator.chance:
        return indicator.chance
    weighted = any(catalogue.measures[measure].weighted for measure, _ in indicator.numerator.terms)
    return "proportion" if indicator.is_share and indicator.nature != "offre" and not weighted else None


class Counts(NamedTuple):
    """Columns of the same length; `whole_*` are the collectivité's."""

    numerator: Floats
    denominator: Floats
    margin: Floats
    scale: Floats
    whole_numerator: Floats
    whole_denominator: Floats


def chance(frame: pd.DataFrame) -> pd.DataFrame:
    """chance_low, chance_high, p_value of each row.

    The frame holds cells with their comparable value (`ranked`), the `whole_*` of the collectivité, and what their
    indicator declares: kind, scale, chance.
    """
    columns = [frame[name].to_numpy(dtype=float, na_value=np.nan) for name in Counts._fields]
    compared = ((frame["kind"] == "ratio") & (frame["level"] != "departement") & frame["ranked"].notna()).to_numpy()
    low, high, p_value = (np.full(len(frame), np.nan) for _ in range(3))
    for name, interval, test in (
        ("proportion", _proportion, part_proportion_test),
        ("events", _events, part_rate_test),
    ):
        here = (frame["chance"] == name).to_numpy()
        counts = Counts(*(column[here] for column in columns))
        found = interval(counts)
        low[here], high[here] = counts.scale * found.low, counts.scale * found.high
        told = Counts(*(column[here & compared] for column in columns))
        events = _towards_the_whole(told)
        p_value[here & compared] = test(events, told.denominator, told.whole_numerator, told.whole_denominator)
    return pd.DataFrame({"chance_low": low, "chance_high": high, "p_value": p_value}, index=frame.index)


def adjusted(p_values: pd.Series, slices: pd.Series) -> pd.Series:
    """p-values adjusted within each slice (Benjamini-Hochberg)."""
    tested = p_values.dropna()
    return tested.groupby(slices[tested.index]).transform(benjamini_hochberg).reindex(p_values.index)


def _proportion(counts: Counts) -> Interval:
    """Wilson's bounds; none where the ones counted above are not all counted below."""
    possible = (counts.numerator >= 0) & (counts.numerator <= counts.denominator)
    return wilson(np.where(possible, counts.numerator, np.nan), counts.denominator)


def _events(counts: Counts) -> Interval:
    """Exact bounds of a count of events, over its exposure where it is a rate."""
    found, exposure = exact_count(counts.numerator), np.nan_to_num(counts.denominator, nan=1.0)
    return Interval(found.low / exposure, found.high / exposure)


def _towards_the_whole(counts: Counts) -> Floats:
    """The events, drawn to the expected by the probable margin of their rounding: a rounding is never significant."""
    expected = counts.denominator * counts.whole_numerator / counts.whole_denominator
    reach = np.nan_to_num(counts.margin) * counts.denominator / counts.scale
    apart = counts.numerator - expected
    return np.asarray(expected + np.sign(apart) * np.maximum(np.abs(apart) - reach, 0))
