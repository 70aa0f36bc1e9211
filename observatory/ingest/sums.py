"""Groups of rows, and their sums, each rounded once."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Ranked = TypeVar("Ranked", npt.NDArray[np.int8], Integers)


@dataclass(frozen=True)
class Runs:
    """`rows` are the rows, those of a group side by side; `starts` say where each group begins among them."""

    rows: Integers
    starts: Integers

    @cached_property
    def first(self) -> Integers:
        """The first row of each group."""
        return self.rows[self.starts]

    @cached_property
    def sizes(self) -> Integers:
        return np.diff(self.starts, append=len(self.rows))

    def worst(self, ranks: Ranked) -> Ranked:
        """The highest rank of each group."""
        return ranks[self.rows] if self._single else np.maximum.reduceat(ranks[self.rows], self.starts)

    def any(self, told: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Whether one row of each group is told."""
        return np.logical_or.reduceat(told[self.rows], self.starts)

    def sums(self, values: Floats) -> Floats:
        """The exact sum of each group."""
        if self._single:
            return values[self.rows]
        numbers, starts = values[self.rows].tolist(), self.starts.tolist()
        ends = [*starts[1:], len(numbers)]
        return np.array([math.fsum(numbers[a:b]) for a, b in zip(starts, ends, strict=True)])

    @property
    def _single(self) -> bool:
        return len(self.rows) == len(self.starts)


def runs(group: Integers, rows: Integers) -> Runs:
    """The groups of some rows, in the order of their numbers."""
    numbers = group[rows]
    order = np.argsort(numbers, kind="stable")
    return Runs(rows[order], np.flatnonzero(np.diff(numbers[order], prepend=-1)))


def numbered(frame: pd.DataFrame) -> Integers:
    """A number for each distinct row, from 0 in order of appearance."""
    return frame.groupby(list(frame.columns), sort=False, observed=True).ngroup().to_numpy().astype(np.int64)
