"""What chance could have made of a figure: 95 % bounds, and the significance of its gap to the rest of the whole."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from observatory.catalogue import Catalogue, Indicator
from observatory.statistics.intervals import (
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


def chance(frame: pd.DataFrame) -> pd.DataFrame:
    """chance_low, chance_high, p_value of each row.

    The frame holds cells with their comparable value (`ranked`), the `whole_*` of the collectivité, and what their
    indicator declares: kind, scale, chance.
    """
    made = pd.DataFrame(np.nan, index=frame.index, columns=["chance_low", "chance_high", "p_value"])
    for name in ("proportion", "events"):
        rows = frame[frame["chance"] == name]
        low, high = _proportion(rows) if name == "proportion" else _events(rows)
        made.loc[rows.index, "chance_low"] = rows["scale"] * low
        made.loc[rows.index, "chance_high"] = rows["scale"] * high
        told = rows[(rows["kind"] == "ratio") & (rows["level"] != "departement") & rows["ranked"].notna()]
        made.loc[told.index, "p_value"] = _p_values(told, name)
    return made


def adjusted(p_values: pd.Series, slices: pd.Series) -> pd.Series:
    """p-values adjusted within each slice (Benjamini-Hochberg)."""
    tested = p_values.dropna()
    return tested.groupby(slices[tested.index]).transform(benjamini_hochberg).reindex(p_values.index)


def _proportion(rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Wilson's bounds; none where a household of one count is not always one of the other (more than all of them)."""
    possible = rows["numerator"].between(0, rows["denominator"])
    found = wilson(rows["numerator"].where(possible), rows["denominator"])
    return found.low, found.high


def _events(rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Exact bounds of a count of events, over its exposure where it is a rate."""
    found, exposure = exact_count(rows["numerator"]), rows["denominator"].fillna(1).to_numpy()
    return found.low / exposure, found.high / exposure


def _p_values(rows: pd.DataFrame, name: str) -> Floats:
    test = part_proportion_test if name == "proportion" else part_rate_test
    events = _towards_the_whole(rows)
    return test(events, rows["denominator"], rows["whole_numerator"], rows["whole_denominator"])


def _towards_the_whole(rows: pd.DataFrame) -> pd.Series:
    """The events, drawn to the expected by the probable margin of their rounding: a rounding is never significant."""
    expected = rows["denominator"] * rows["whole_numerator"] / rows["whole_denominator"]
    reach = rows["margin"].fillna(0) * rows["denominator"] / rows["scale"]
    apart = rows["numerator"] - expected
    drawn: pd.Series = expected + np.sign(apart) * (apart.abs() - reach).clip(lower=0)
    return drawn
