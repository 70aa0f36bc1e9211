"""Lists: rows in any number make one figure, so that a row refused is a figure too low, and not a hole."""

import math

import numpy as np
import pandas as pd

from observatory.catalogue.source import Source
from observatory.errors import DataError
from observatory.ingest.numbers import RANKS, REFUSED
from observatory.ingest.rows import SHORT, Rows
from observatory.ingest.table import Table

PLACE = ["measure", "system", "code", "period"]


def withhold(observations: pd.DataFrame, source: Source, table: Table, rows: Rows) -> pd.DataFrame:
    """The observations of a list, `non_disponible` in every measure where a refused row may have belonged."""
    if not (source.is_list and rows.spoiled.any()):
        return observations
    plain = observations.astype(dict.fromkeys(["measure", "system", "code", "status"], object))
    doubtful = _doubtful(source, table, rows)
    sound = ~pd.MultiIndex.from_frame(plain[PLACE]).isin(pd.MultiIndex.from_frame(doubtful[PLACE]))
    return pd.concat([plain[sound], doubtful[plain.columns]], ignore_index=True)


def refuse_lost(source: Source, file: str, lost: pd.DataFrame) -> None:
    """Raise DataError for a list whose rows (line, raw, reason) fall in no known territory."""
    if source.is_list and len(lost):
        first = lost.iloc[0]
        raise DataError(f"{file}, ligne {first['line']} : « {first['raw']} », {first['reason']} ; {SHORT}")


def _doubtful(source: Source, table: Table, rows: Rows) -> pd.DataFrame:
    """One observation without a value per measure, territory and year of a spoiled row; all years where it has none."""
    spoiled = np.flatnonzero(rows.spoiled)
    told = pd.DataFrame({"code": rows.codes.of(spoiled), "year": rows.years[spoiled], "line": table.lines[spoiled]})
    known = pd.DataFrame({"known": np.unique(rows.years[rows.years > 0])})
    undated = told[told["year"] == 0].merge(known, how="cross").assign(year=lambda frame: frame["known"])
    takes = pd.DataFrame(
        [(take.measure, take.period, take.cog or source.key.cog or 0) for take in source.take],
        columns=["measure", "own", "counted"],
    ).astype({"own": "Int64"})
    each = pd.concat([told[told["year"] > 0], undated]).merge(takes, how="cross")
    each["period"] = each["own"].fillna(each["year"]).astype(np.int64)
    status = RANKS[REFUSED]
    each = each.assign(system=source.key.system, value=math.nan, status=status, cog=source.key.cog or 0, cells=1)
    return each.drop_duplicates(PLACE)
