"""What everyone can compute with: the linear facts that tie the cells of a release together.

Cells are the rows of a frame with the columns of KEY; a relation refers to a cell by its row number. A cell that is
never shown (a commune of a table released by canton, men where only women are shown) is a row too: it can be found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

KEY = ["measure", "level", "code", "part", "period"]
"""What names a cell: `part` is a sex, an age band... ("": everyone); `period` is a year or a sum of years, as text."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
HALF = 0.5
"""A total apportioned through a split commune is rounded for people: its truth lies within this of its weighted sum."""

COMPARED: Mapping[str, tuple[str, float, float]] = {
    "at least": ("≥", 0.0, np.inf),
    "at most": ("≤", -np.inf, 0.0),
    "exactly": ("=", 0.0, 0.0),
}
"""How counts stand to another: its sign, and the bounds of their sum less the other."""


@dataclass(frozen=True)
class Relations:
    """`low <= matrix @ cells <= high`, one row per relation, one column per cell; names say what each row is."""

    matrix: csr_array
    low: Floats
    high: Floats
    names: tuple[str, ...]


def together(*parts: Relations) -> Relations:
    """All the relations of several families over the same cells."""
    return Relations(
        csr_array(vstack([part.matrix for part in parts], format="csr")),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
        tuple(name for part in parts for name in part.names),
    )


def zonings(cells: pd.DataFrame, memberships: pd.DataFrame) -> Relations:
    """A territory is the sum of its communes; it is at least that where some are not among the cells.

    memberships: commune, level, code and, for territories that split communes, weight (the share of the commune).
    """
    links = memberships[memberships["level"] != "commune"]
    links = links if "weight" in links else links.assign(weight=1.0)
    expected = links.groupby(["level", "code"]).size().rename("expected").reset_index()
    numbered = _numbered(cells)
    communes = numbered[numbered["level"] == "commune"].drop(columns="level").rename(columns={"code": "commune"})
    children = communes.merge(links, on="commune").rename(columns={"cell": "child"})
    parents = numbered.merge(expected, on=["level", "code"]).rename(columns={"cell": "parent"})
    return _additive(cells, parents.merge(children, on=["measure", "level", "code", "part", "period"]))


def sums(cells: pd.DataFrame, column: str, parent: str, children: Sequence[str]) -> Relations:
    """Along one column of KEY, the parent's cell is the sum of the children's: women and men, age bands, two years.

    Where some children are not among the cells, the parent is at least the sum of the others.
    """
    rest = [key for key in KEY if key != column]
    numbered = _numbered(cells)
    parents = numbered[numbered[column] == parent].rename(columns={"cell": "parent"})
    kids = numbered[numbered[column].isin(children)].rename(columns={"cell": "child"})
    links = parents[[*rest, "parent"]].merge(kids[[*rest, "child"]], on=rest)
    return _additive(cells, links.assign(weight=1.0, expected=len(children)))


def within(cells: pd.DataFrame, smaller: str, larger: str) -> Relations:
    """The cells of one measure never exceed those of another: beneficiaries within households."""
    return compared(cells, (smaller,), "at most", larger)


def compared(cells: pd.DataFrame, counts: Sequence[str], tells: str, other: str) -> Relations:
    """The counts of each place are together at least, at most or exactly another one; rows where all are cells."""
    sign, low, high = COMPARED[tells]
    rest = [key for key in KEY if key != "measure"]
    wide = _numbered(cells).pivot(index=rest, columns="measure", values="cell").reindex(columns=[*counts, other])
    found = wide.dropna().to_numpy(dtype=np.int64)
    matrix = _matrix(
        np.repeat(np.arange(len(found)), found.shape[1]),
        found.ravel(),
        np.tile([*np.ones(len(counts)), -1.0], len(found)),
        (len(found), len(cells)),
    )
    names = tuple(f"{label(cells, row[0])} {sign} {other}" for row in found)
    return Relations(matrix, np.full(len(found), low), np.full(len(found), high), names)


def rounded_bounds(values: Floats, base: int) -> tuple[Floats, Floats]:
    """The counts that a figure published to the nearest multiple of `base` stands for: with 5, 10 is 8 to 12."""
    reach = base // 2
    return np.maximum(values - reach, 0), values + reach


def rate_bounds(rates: Floats, denominators: Floats, scale: float, decimals: Floats | int) -> tuple[Floats, Floats]:
    """The counts that a rate shown with `decimals` tells of, where its denominator is known: 12,5 % of 8 is 1."""
    half = HALF * np.power(10.0, -np.asarray(decimals, float)) + 1e-9
    low = np.ceil((rates - half) * denominators / scale)
    return np.maximum(low, 0), np.floor((rates + half) * denominators / scale)


def label(cells: pd.DataFrame, cell: int) -> str:
    """A cell for people: « commune 41018, F, 2024 »."""
    row = cells.iloc[cell]
    return ", ".join(
        text for text in (f"{row['level']} {row['code']}", row["measure"], row["part"], row["period"]) if text
    )


def _numbered(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[KEY].assign(cell=np.arange(len(cells)))


def _additive(cells: pd.DataFrame, links: pd.DataFrame) -> Relations:
    """One row per parent: parent minus its children; links: parent, child, weight, expected (number of children)."""
    groups = links.groupby("parent")
    parents = groups["expected"].first()
    row = np.searchsorted(parents.index.to_numpy(), links["parent"].to_numpy())
    count = np.arange(len(parents))
    matrix = _matrix(
        np.concatenate([count, row]),
        np.concatenate([parents.index, links["child"]]),
        np.concatenate([np.ones(len(parents)), -links["weight"]]),
        (len(parents), len(cells)),
    )
    slack = np.where(groups["weight"].min() < 1, HALF, 0.0)
    whole = (groups.size() == parents).to_numpy()
    names = tuple(label(cells, parent) for parent in parents.index)
    return Relations(matrix, -slack, np.where(whole, slack, np.inf), names)


def _matrix(rows: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> csr_array:
    return csr_array((values, (rows, columns)), shape=shape)
