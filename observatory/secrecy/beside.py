"""What others publish of the same people stands beside the secret counts: never hidden, yet seldom known exactly.

A figure rounded to 5 is an interval. It narrows what may be hidden under it, and hides more than an exact one would:
its cells are unknowns of the table, between their bounds, and ask for no protection.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, eye_array, hstack

from observatory.catalogue import Source
from observatory.secrecy.protect import SILENT
from observatory.secrecy.relations import Floats, Relations, compared
from observatory.secrecy.solver import Program
from observatory.warehouse.read import Warehouse

NEARLY = 1e-6
BOUNDS = """
SELECT measure, level, code, floor(low) AS least, ceil(high) AS most FROM observations
WHERE list_contains(?, measure) AND period = ? AND value IS NOT NULL"""


def with_published(
    cells: pd.DataFrame, warehouse: Warehouse, source: Source, places: pd.DataFrame, year: int
) -> pd.DataFrame:
    """The cells, and those of the public figures that their counts are compared to, with their least and most.

    places: commune, level, code. Where nobody publishes a figure, it lies between 0 and no limit; secret counts have
    neither least nor most.
    """
    own = set(cells["measure"])
    public = [one.measure for one in source.published if set(one.counts) <= own]
    marked = cells.assign(least=np.nan, most=np.nan)
    told = warehouse.query(BOUNDS, [public, year]) if public else marked.head(0)
    if told.empty:
        return marked
    everywhere = pd.concat([places[["level", "code"]], _communes(places)]).drop_duplicates()
    others = everywhere.merge(told[["measure"]].drop_duplicates(), how="cross")
    known = others.merge(told, how="left", on=["measure", "level", "code"]).fillna({"least": 0.0, "most": np.inf})
    made = known.assign(value=known["least"], part="", period=str(year), missing=False, state=SILENT)
    return pd.concat([marked, made], ignore_index=True)


def _communes(places: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"level": "commune", "code": places["commune"].unique()})


def comparisons(cells: pd.DataFrame, source: Source) -> Iterator[Relations]:
    for one in source.published:
        yield compared(cells, one.counts, one.tells, one.measure)


def settled(cells: pd.DataFrame, relations: Relations) -> tuple[pd.DataFrame, Relations]:
    """The cells (value, least, most), a truth for each that is known within bounds, and the relations that it keeps.

    A relation that the figures break, for want of a commune or since two producers do not count alike, teaches
    nothing: the truth breaks as little as possible.
    """
    value, least, most = (cells[name].to_numpy(float) for name in ("value", "least", "most"))
    told = np.isnan(least)
    truth, slack = _nearest(relations, np.where(told, value, least), np.where(told, value, most))
    kept = np.flatnonzero(slack < NEARLY)
    names = tuple(relations.names[row] for row in kept)
    held = Relations(relations.matrix[kept], relations.low[kept], relations.high[kept], names)
    return cells.assign(value=truth), held


def _nearest(relations: Relations, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Whole numbers between the bounds, and by how much each relation is broken: in all, the least."""
    rows, width = relations.matrix.shape
    give = eye_array(rows, format="csr")
    matrix = csr_array(hstack([relations.matrix, give, -give], format="csr"))
    cost = np.repeat([0.0, 1.0], [width, 2 * rows])
    floor, ceiling = np.r_[low, np.zeros(2 * rows)], np.r_[high, np.full(2 * rows, np.inf)]
    x = Program(matrix, relations.low, relations.high, floor, ceiling, cost=cost, integer=True).solve().x
    return np.round(x[:width]), x[width : width + rows] + x[width + rows :]
