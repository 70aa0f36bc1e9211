"""Sums of groups of rows, each rounded once."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd


def runs(group: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(order that brings each group's rows together, in the order of the rows; where each group starts in it)."""
    order = np.argsort(group, kind="stable")
    return order, np.flatnonzero(np.diff(group[order], prepend=-1))


def exact_sums(values: npt.NDArray[np.float64], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Sums of the runs that begin at `starts`, each rounded once."""
    if len(starts) == len(values):
        return values
    numbers, ends = values.tolist(), [*starts[1:].tolist(), len(values)]
    return np.array([math.fsum(numbers[a:b]) for a, b in zip(starts.tolist(), ends, strict=True)])


def numbered(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    """A number for each distinct row, from 0 in order of appearance."""
    return frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy().astype(np.int64)
