"""Communes that came out of one: the figures of the whole are shared between them, by declared weights."""

import numpy as np
import pandas as pd

SPLITS = ["old_code", "code", "year", "share", "low_share", "high_share"]
NO_SPLIT = pd.DataFrame(columns=SPLITS).astype(
    {"year": np.int64, "share": float, "low_share": float, "high_share": float}
)


def apportioned(rows: pd.DataFrame, splits: pd.DataFrame, additive: frozenset[str]) -> pd.DataFrame:
    """The rows, each whole replaced by its parts: `estime` between `low` and `high`; a rate is of no part's.

    rows     measure, code, period, value, low, high, status, counted (0 where the year of the codes is not known)
    splits   old_code; code of a part (the old one may be one of them), year: the first whose codes hold the parts;
             share, low_share, high_share

    A row is a whole where it counts the communes of a year before, and the file has no row of another part beside it.
    """
    if splits.empty or rows.empty:
        return rows
    dated = rows["counted"].where(rows["counted"] > 0, rows["period"])
    year = rows["code"].map(splits.drop_duplicates("old_code").set_index("old_code")["year"])
    whole = (dated < year) & ~_apart(rows, splits)
    parts = rows[whole].merge(splits.rename(columns={"code": "part"}), left_on="code", right_on="old_code")
    summed = parts["measure"].isin(additive)
    known = parts["value"].notna()
    shared = parts.assign(
        code=parts["part"],
        value=(parts["value"] * parts["share"]).where(summed),
        low=(parts["low"] * parts["low_share"]).where(summed),
        high=(parts["high"] * parts["high_share"]).where(summed),
        status=parts["status"].mask(known, "estime").mask(~summed, "non_disponible"),
    )
    return pd.concat([rows[~whole], shared[rows.columns]], ignore_index=True)


def _apart(rows: pd.DataFrame, splits: pd.DataFrame) -> "pd.Series[bool]":
    """Rows of an old code beside another of its parts, in the same measure and year."""
    others = splits.loc[splits["code"] != splits["old_code"], ["old_code", "code"]]
    beside = rows[["measure", "period", "code"]].merge(others, on="code")[["measure", "period", "old_code"]]
    keys = pd.MultiIndex.from_frame(rows[["measure", "period", "code"]])
    return pd.Series(keys.isin(pd.MultiIndex.from_frame(beside)), index=rows.index)
