"""Where each cell stands among those of its level and year: rank, spread, index 100, peers, interval, significance.

Made once at build, so that the portrait of a territory is one query. A slice is one indicator at one level and year.
"""

import duckdb
import pandas as pd

from observatory.catalogue import Catalogue
from observatory.statistics.evolution import earlier_period
from observatory.statistics.ranking import comparable
from observatory.warehouse.chance import adjusted, chance
from observatory.warehouse.write import put

SLICE = ["indicator", "level", "period"]
KEY = ["indicator", "level", "code", "period"]

COMPARED = """
SELECT c.indicator, c.level, c.code, c.period, c.value, c.numerator, c.denominator, c.margin, c.status, c.quality,
       i.kind, i.scale, i.chance, peers.peer_group, whole.value AS whole_value, whole.numerator AS whole_numerator,
       whole.denominator AS whole_denominator
FROM cells c JOIN indicators i ON i.slug = c.indicator JOIN peers USING (level, code)
LEFT JOIN cells whole ON whole.indicator = c.indicator AND whole.period = c.period AND whole.level = 'departement'
ORDER BY c.indicator, c.period, c.level, c.code
"""

BEYOND = """
SELECT indicator, period, any_value(value) FILTER (level = 'region') AS region,
       any_value(value) FILTER (level = 'france') AS france
FROM benchmarks GROUP BY ALL
"""


def write_standings(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill `availability` (one row a slice) and `standings` (one row a cell that has a value)."""
    frame = connection.execute(COMPARED).df()
    frame["ranked"] = frame["value"].where(comparable(frame))
    beyond = connection.execute(BEYOND).df()
    put(
        connection, "availability", availability(frame, catalogue).merge(beyond, how="left", on=["indicator", "period"])
    )
    known = frame[frame["value"].notna()].reset_index(drop=True)
    known["slice"] = known.groupby(SLICE, sort=False).ngroup()
    tested = chance(known)
    tested["p_value"] = adjusted(tested["p_value"], known["slice"])
    put(connection, "standings", pd.concat([known[KEY], _place(known), _peers(known), tested], axis=1))


# ---- Slices


def availability(frame: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """What can be shown, the spread of the comparable cells, and the earlier year to tell an evolution from."""
    slices = frame.assign(fragile=frame["quality"] == "fragile").groupby(SLICE, sort=False)
    made = pd.DataFrame(
        {
            "cells": slices.size(),
            "with_value": slices["value"].count(),
            "fragile": slices["fragile"].sum(),
            "comparable": slices["ranked"].count(),
            "mean": slices["ranked"].mean(),
            "spread": slices["ranked"].std(ddof=0),
        }
    ).reset_index()
    shown = made[made["with_value"] > 0]
    years = shown.groupby(["indicator", "level"], sort=False)["period"].agg(list)
    breaks = {slug: catalogue.breaks_of(slug) for slug in made["indicator"].unique()}
    made["latest"] = made.index.isin(shown.groupby(["indicator", "level"])["period"].idxmax())
    made["earlier"] = [
        earlier_period(years.get((slug, level), []), period, breaks[slug])
        for slug, level, period in made[SLICE].itertuples(index=False)
    ]
    return made


# ---- Cells


def _place(frame: pd.DataFrame) -> pd.DataFrame:
    """Rank and ties among the comparable cells of the slice; z-score; index 100 against the collectivité."""
    slices = frame["ranked"].groupby(frame["slice"])
    mean, spread = slices.transform("mean"), slices.transform("std", ddof=0)
    tied = frame["ranked"].groupby([frame["slice"], frame["ranked"]]).transform("size") - 1
    return pd.DataFrame(
        {
            "rank": slices.rank(method="min", ascending=False),
            "tied": tied,
            "z": (frame["ranked"] - mean) / spread.where(spread > 0),
            "index_100": index_100(frame),
        }
    )


def index_100(frame: pd.DataFrame) -> pd.Series:
    """100 x value / the collectivité's: for ratios and published figures that are not negative."""
    meant = frame["kind"].isin(["ratio", "distance", "published"]) & (frame["value"] >= 0) & (frame["whole_value"] > 0)
    return (100 * frame["value"] / frame["whole_value"]).where(meant)


def _peers(frame: pd.DataFrame) -> pd.DataFrame:
    """Number, rank and median among the comparable territories of the same level, of like size and density."""
    alike = frame["ranked"].groupby([frame["slice"], frame["peer_group"]])
    return pd.DataFrame(
        {
            "peers": alike.transform("count"),
            "peer_rank": alike.rank(method="min", ascending=False),
            "peer_median": alike.transform("median"),
        }
    )
