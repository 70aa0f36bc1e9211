"""The attack: what a reader who can count recovers of the hidden cells of a release.

The reader knows every published cell, every relation, and that a hidden cell is a whole number between the bounds
that its rule or its denominator gives. Each hidden cell is bounded from below and from above by a linear programme;
where its solution is not whole, an integer programme settles it. Cells that take part in exactly the same relations are
bounded through their sum, and cells that no relation ties together are attacked apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import block_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from observatory.errors import CheckError
from observatory.secrecy.relations import Floats, Ints, Mask, Relations, label
from observatory.secrecy.solver import Infeasible, Program, Unbounded
from observatory.statistics.numbers import NARROW

NEARLY = 1e-6


@dataclass(frozen=True)
class Release:
    """What the attacker holds.

    cells: KEY; low and high (equal where the cell is published; otherwise what anyone knows of it without the release);
    hidden (shown as hidden, or never shown); required (the width its secret needs; 0 where nothing is asked).
    """

    cells: pd.DataFrame
    relations: Relations


@dataclass(frozen=True)
class Verdicts:
    """The hidden cells, with the interval [low, high] that the attacker is left with, and the width each needs."""

    hidden: pd.DataFrame

    @cached_property
    def exact(self) -> pd.DataFrame:
        """Recovered exactly, although they could not be told without the release."""
        return self.hidden[(self.hidden["low"] == self.hidden["high"]) & (self.hidden["required"] > 0)]

    @cached_property
    def narrow(self) -> pd.DataFrame:
        """Not recovered exactly, but known more closely than the required width."""
        width = self.hidden["high"] - self.hidden["low"]
        return self.hidden[(width > 0) & (width < self.hidden["required"])]

    def deduced(self, minimum: int) -> pd.DataFrame:
        """Cells that nobody showed nor asked about, yet known to be small counts: from 1 to minimum - 1."""
        small = (self.hidden["low"] >= 1) & (self.hidden["high"] < minimum)
        return self.hidden[small & (self.hidden["required"] == 0)]

    @property
    def safe(self) -> bool:
        return self.exact.empty and self.narrow.empty


def attack(release: Release) -> Verdicts:
    """Bound every hidden cell; raise CheckError if the published values contradict one another."""
    cells = release.cells
    low, high = cells["low"].to_numpy(float), cells["high"].to_numpy(float)
    hidden = cells["hidden"].to_numpy(bool)
    crossed = np.flatnonzero(low > high)
    if len(crossed):
        raise CheckError(_contradiction([label(cells, int(cell)) for cell in crossed]))
    try:
        low, high = intervals(release.relations, low, high, hidden)
    except Infeasible as error:
        raise CheckError(_contradiction(error.args[0])) from None
    return Verdicts(cells.assign(low=low, high=high)[hidden].drop(columns="hidden"))


def too_narrow(relations: Relations, low: Floats, high: Floats, required: Floats) -> Mask:
    """The cells that the attacker knows more closely than required; low and high as in Release."""
    low, high = intervals(relations, low, high, required > 0, enough=required)
    return (required > 0) & (high - low < required)


def intervals(
    relations: Relations, low: Floats, high: Floats, asked: Mask, enough: Floats | None = None
) -> tuple[Floats, Floats]:
    """The sure bounds of every asked cell; the search for a cell's stops early once they are `enough` apart.

    Raises Infeasible, with the names of the relations at fault, if no whole numbers satisfy them.
    """
    found_low, found_high = low.copy(), high.copy()
    wanted = np.where(asked, np.nan if enough is None else enough, 0.0)
    for block in _blocks(relations, low, high):
        if asked[block.cells].any():
            try:
                found_low[block.cells], found_high[block.cells] = _Search(block).intervals(wanted[block.cells])
            except Infeasible:
                raise Infeasible([relations.names[row] for row in block.rows]) from None
    return found_low, found_high


@dataclass(frozen=True)
class _Block:
    """Unknown cells tied together by relations, gathered into groups that only ever appear through their sum."""

    cells: Ints
    rows: Ints
    low: Floats
    high: Floats
    row_low: Floats
    row_high: Floats
    matrix: csr_array
    """One column per group."""
    group: Ints
    """The group of each cell."""


def _blocks(relations: Relations, low: Floats, high: Floats) -> Iterator[_Block]:
    """The published values moved to the other side, the unknown cells split into what no relation ties together."""
    free = np.flatnonzero(low < high)
    known = relations.matrix @ np.where(low < high, 0.0, low)
    row_low, row_high = relations.low - known, relations.high - known
    matrix = csc_array(relations.matrix)[:, free]
    _check_known(relations, np.diff(csr_array(matrix).indptr) == 0, row_low, row_high)
    parts, of_row, of_cell = _components(matrix)
    for part in range(parts):
        rows, cells = np.flatnonzero(of_row == part), np.flatnonzero(of_cell == part)
        if len(cells) and len(rows):
            own = csc_array(csr_array(matrix[:, cells])[rows])
            group, first = _same_columns(own)
            chosen = free[cells]
            yield _Block(
                chosen, rows, low[chosen], high[chosen], row_low[rows], row_high[rows], csr_array(own[:, first]), group
            )


def _check_known(relations: Relations, empty: Mask, row_low: Floats, row_high: Floats) -> None:
    """Raise Infeasible for relations between published cells that do not hold."""
    broken = np.flatnonzero(empty & ((row_low > NEARLY) | (row_high < -NEARLY)))
    if len(broken):
        raise Infeasible([relations.names[row] for row in broken])


def _components(matrix: csc_array) -> tuple[int, Ints, Ints]:
    """The number of parts, and the part of each row and of each column."""
    rows = matrix.shape[0]
    graph = block_array([[None, matrix], [matrix.T, None]], format="csr")
    parts, labels = connected_components(graph, directed=False)
    return parts, labels[:rows], labels[rows:]


def _same_columns(matrix: csc_array) -> tuple[Ints, Ints]:
    """The group of each column, and the first column of each group: equal columns are one group."""
    starts = matrix.indptr
    seen: dict[bytes, int] = {}
    group = np.empty(matrix.shape[1], dtype=np.int64)
    first = []
    for column in range(matrix.shape[1]):
        entries = slice(starts[column], starts[column + 1])
        key = matrix.indices[entries].tobytes() + matrix.data[entries].tobytes()
        if key not in seen:
            first.append(column)
        group[column] = seen.setdefault(key, len(seen))
    return group, np.array(first)


class _Search:
    """The least and greatest sums that a block's groups reach in whole numbers: `least` and `most`, as seen so far."""

    def __init__(self, block: _Block) -> None:
        self.block = block
        self.low = np.bincount(block.group, block.low).astype(float)
        self.high = np.bincount(block.group, block.high).astype(float)
        self.others_low = self.low[block.group] - block.low
        self.others_high = _sum_of_others(block.group, block.high)
        self.members = [np.flatnonzero(block.group == group) for group in range(len(self.low))]
        self.linear = self._program(integer=False)
        self.least = self._solve(0, 0)
        self.most = self.least.copy()

    @cached_property
    def whole(self) -> Program:
        return self._program(integer=True)

    def _program(self, integer: bool) -> Program:
        block = self.block
        return Program(block.matrix, block.row_low, block.row_high, self.low, self.high, integer=integer)

    def intervals(self, wanted: Floats) -> tuple[Floats, Floats]:
        """The bounds of the block's cells; a cell is left once its bounds are as far apart as wanted (NaN: never)."""
        for group, members in enumerate(self.members):
            for sense, seen, limit in ((1, self.least, self.low), (-1, self.most, self.high)):
                low, high = self._bounds(members)
                if not (high - low >= wanted[members]).all() and seen[group] != limit[group]:
                    self._reach(group, sense)
        return self._bounds(np.arange(len(self.block.cells)))

    def _bounds(self, cells: Ints) -> tuple[Floats, Floats]:
        """What the sums seen so far leave to each cell."""
        group = self.block.group[cells]
        low = np.maximum(self.block.low[cells], self.least[group] - self.others_high[cells])
        return low, np.minimum(self.block.high[cells], self.most[group] - self.others_low[cells])

    def _reach(self, group: int, sense: int) -> None:
        """See the least (sense 1) or greatest (sense -1) sum of a group."""
        try:
            sums = self._solve(group, sense)
        except Unbounded:
            self.most[group] = np.inf
        else:
            self.least, self.most = np.minimum(self.least, sums), np.maximum(self.most, sums)

    def _solve(self, group: int, sense: int) -> Floats:
        """The groups' sums, in whole numbers, where sense times that of one group is least."""
        self.linear.aim(group, sense)
        sums = self.linear.solve().x
        if not _is_whole(sums):
            self.whole.aim(group, sense)
            sums = self.whole.solve().x
        return np.round(sums)


def _is_whole(x: Floats) -> bool:
    return bool((np.abs(x - np.round(x)) < NEARLY).all())


def _sum_of_others(group: Ints, values: Floats) -> Floats:
    """For each cell, the sum of the values of its group without its own; values may be infinite."""
    infinite = np.isinf(values)
    finite = np.where(infinite, 0.0, values)
    others = np.bincount(group, finite)[group] - finite
    return np.where(np.bincount(group, infinite)[group] > infinite, np.inf, others)


def _contradiction(names: list[str]) -> str:
    told = ", ".join(f"({name})" for name in names[:5])
    return f"Les valeurs publiées se contredisent{NARROW}: rien ne satisfait à la fois {told}."
