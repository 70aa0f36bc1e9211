"""Ranks among the territories of one level: only figures that can bear comparison are ranked."""

import pandas as pd

RANKED_STATUSES = ("valeur", "estime")


def comparable(frame: pd.DataFrame) -> pd.Series:
    """True for the rows of frame[value, status, quality] that hold a value and are not fragile."""
    return frame["value"].notna() & frame["status"].isin(RANKED_STATUSES) & (frame["quality"] != "fragile")


def ranks(frame: pd.DataFrame) -> pd.Series:
    """Rank of each row of frame[value, status, quality], 1 for the highest value; equal values share the better rank.

    NaN for a row that is not `comparable`.
    """
    return frame["value"].where(comparable(frame)).rank(method="min", ascending=False)
