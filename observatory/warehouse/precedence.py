"""One figure per measure, territory and year, where several files give it.

1. A file of the depot takes the place of a file that ships, whatever its status: a figure newly hidden is hidden.
2. Among files of one source in the same place, the one whose years go furthest takes the place of the others.
3. Otherwise two files must agree; the second that does not is a reject, and the first stands.
"""

import pandas as pd

SAME = 0.5
"""Two files that give the same count within this agree."""
KEY = ["measure", "level", "code", "period"]


def settled(observations: pd.DataFrame, files: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(observations, one per key; rejects of those that disagree; files with superseded, first_period, last_period).

    files   source, file, dropped... in the order of the declarations
    """
    years = observations.groupby(["source", "file"])["period"].agg(first_period="min", last_period="max").reset_index()
    dated = files.merge(years, on=["source", "file"], how="left")
    told = observations.merge(_ranked(dated), on=["source", "file"]).sort_values("rank", kind="stable")
    first = told.drop_duplicates(KEY)
    again = told[told.duplicated(KEY)].merge(first, on=KEY, suffixes=("", "_first"))
    replaced = _replaced(again)
    counts = again[replaced].groupby(["source", "file"]).size().rename("superseded").reset_index()
    counted = dated.merge(counts, on=["source", "file"], how="left").fillna({"superseded": 0})
    return first[observations.columns].reset_index(drop=True), _disagreements(again[~replaced]), counted


def _ranked(dated: pd.DataFrame) -> pd.DataFrame:
    """source, file, dropped, last_period, rank: 0 for the file that speaks first."""
    order = dated.assign(declared=pd.factorize(dated["source"])[0])
    order = order.sort_values(["dropped", "declared", "last_period"], ascending=[False, True, False], kind="stable")
    return order[["source", "file", "dropped", "last_period"]].assign(rank=range(len(order)))


def _replaced(again: pd.DataFrame) -> "pd.Series[bool]":
    """The observations that a newer file has the right to replace."""
    newer = (again["source"] == again["source_first"]) & (again["last_period"] != again["last_period_first"])
    return (again["dropped"] != again["dropped_first"]) | newer


def _disagreements(again: pd.DataFrame) -> pd.DataFrame:
    differs = again[(again["value"] - again["value_first"]).abs() > SAME]
    said = [f"{row.code}, {row.period}\u202f: {row.value:g}" for row in differs.itertuples()]
    return pd.DataFrame(
        {
            "source": differs["source"],
            "file": differs["file"],
            "line": differs["line"],
            "column_name": differs["measure"],
            "raw": said,
            "reason": "en désaccord avec la source " + differs["source_first"] + ", " + differs["file_first"],
        }
    )
