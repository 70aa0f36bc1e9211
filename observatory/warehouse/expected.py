"""What should be there: wherever a source gives a measure, a level and a year, every territory of that level.

A territory without a row is a true zero where the source leaves out those that have none; elsewhere its row was lost,
and it is told rather than left as a hole.
"""

import math
from typing import Any

import pandas as pd

from observatory.catalogue import Source
from observatory.warehouse.files import REJECTS

GIVEN = ["measure", "level", "period"]
KEY = ["measure", "level", "code", "period"]


def completed(
    observations: pd.DataFrame, given: pd.DataFrame, sources: dict[str, Source], places: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(observations with one for each expected territory, rejects: one per territory, file and year without a row).

    given    source, file, measure, level, period: what each file gives, be it of other territories
    places   level, code: the territories whose figures are kept
    """
    wanted = given.merge(_meanings(sources), on=["source", "measure"]).merge(places, on="level")
    known = pd.MultiIndex.from_frame(observations[KEY])
    missing = wanted[~pd.MultiIndex.from_frame(wanted[KEY]).isin(known)].drop_duplicates(KEY)
    zero = missing["absent_rows"] == "zero"
    added = missing[["source", "file", *KEY]].assign(
        value=zero.map({True: 0.0, False: math.nan}), status=zero.map({True: "valeur", False: "non_disponible"})
    )
    added = added.assign(low=added["value"], high=added["value"], cells=1)
    whole = pd.concat([observations, added], ignore_index=True).astype({"line": "Int64", "period": "int64"})
    return whole, _told(missing[~zero], wanted)


def _meanings(sources: dict[str, Source]) -> pd.DataFrame:
    """source, measure, absent_rows; measures whose source tells of some territories only are left out."""
    takes = [(slug, take.measure, take.absent_rows) for slug, source in sources.items() for take in source.take]
    frame = pd.DataFrame(takes, columns=["source", "measure", "absent_rows"]).drop_duplicates(["source", "measure"])
    return frame[frame["absent_rows"] != "absent"]


def _told(missing: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """One reject per territory; a single one where none of a level is there."""
    place = ["source", "file", "level", "period"]
    expected = wanted.groupby(place)["code"].nunique().rename("expected").reset_index()
    told = missing.groupby([*place, "code"])["measure"].agg(measure="first", measures="size").reset_index()
    counts = told.groupby(place).size().rename("lost").reset_index()
    told = told.merge(expected, on=place).merge(counts, on=place)
    none = told["lost"] == told["expected"]
    single = told[none].drop_duplicates(place).assign(code="")
    rows = [
        (row.source, row.file, 0, row.level, row.code, _reason(row))
        for row in pd.concat([told[~none], single]).itertuples()
    ]
    return pd.DataFrame(rows, columns=REJECTS)


def _reason(row: Any) -> str:
    if not row.code:
        return f"aucune ligne pour un territoire d’ici en {row.period}"
    which = row.measure if row.measures == 1 else f"{row.measures} mesures"
    return f"territoire attendu en {row.period}, sans ligne ({which})"
