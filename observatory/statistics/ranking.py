"""Ranks among the territories of one level: only figures that can bear comparison are ranked."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Standing:
    """A rank among `count` ranked territories, shared with `tied` others; `plural` names them."""

    rank: int
    count: int
    tied: int
    plural: str

    @property
    def from_lowest(self) -> int:
        """The rank counted from the lowest value."""
        return self.count - self.rank - self.tied + 1


def common(plural: str) -> str:
    """`Territoires` -> `territoires`, `EPCI` as it is."""
    return plural if plural.isupper() else plural[:1].lower() + plural[1:]


def standing(ranked: pd.Series, label: str, plural: str) -> Standing | None:
    """Where the row `label` stands in a series of `ranks`; None where it is not ranked."""
    rank = ranked.loc[label]
    if pd.isna(rank):
        return None
    return Standing(int(rank), int(ranked.notna().sum()), int((ranked == rank).sum()) - 1, common(plural))
