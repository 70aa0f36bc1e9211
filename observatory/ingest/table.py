"""What every format becomes before anything is interpreted: cells of text, and where each row stood in its file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.errors import DataError

Integers = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]
Column = Sequence[str] | Objects


@dataclass(frozen=True)
class Texts:
    """A column by its distinct texts, without outer spaces: row i reads `distinct[places[i]]`."""

    places: Integers
    distinct: list[str]

    def of(self, rows: Mask | Integers) -> list[str]:
        """The texts of some rows."""
        return [self.distinct[place] for place in self.places[rows].tolist()]

    def among(self, wanted: Iterable[str]) -> Mask:
        """The rows whose text is one of `wanted`."""
        known = set(wanted)
        return np.array([text in known for text in self.distinct], dtype=bool)[self.places]


@dataclass(frozen=True)
class Table:
    """`columns` hold text only; `lines`, each row's line (or sheet row) in the file, from 1; `header`, the header's.

    `origins` say where a row of a sheet was read: the sheet of each row, and its column where a table ran across.
    """

    file: str
    columns: Mapping[str, Column]
    lines: Integers
    header: int
    origins: tuple[Objects, Objects] | None = None
    _read: dict[str, Texts] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, column: str) -> Texts:
        """The texts of a column; many takes ask for the same one."""
        if column not in self._read:
            self._read[column] = _texts(self.columns[column])
        return self._read[column]

    def raw(self, column: str, rows: Mask) -> list[str]:
        """The cells of some rows as the file has them."""
        cells = self.columns[column]
        return [cells[place] for place in np.flatnonzero(rows).tolist()]


def require(file: str, header: int, wanted: Iterable[str], present: list[str]) -> None:
    """Raise DataError when a declared column is not in the file, saying which columns are."""
    missing = [column for column in dict.fromkeys(wanted) if column not in present]
    if missing:
        hints = ", ".join(f"{quote(name)}{_resembles(name, present)}" for name in missing)
        there = ", ".join(present)
        raise DataError(f"{file}, ligne {header} : colonne absente : {hints}. Colonnes présentes : {there}.")


def table(file: str, names: Sequence[str], columns: Sequence[Column], lines: Integers, header: int) -> Table:
    """A table of named columns; raise DataError for a file without rows or with a column named twice."""
    repeated = sorted({name for name in names if names.count(name) > 1 and name})
    if repeated:
        raise DataError(f"{file}, ligne {header} : colonne en double : {', '.join(map(quote, repeated))}.")
    if not len(lines):
        raise DataError(f"{file}, ligne {header} : le fichier ne contient aucune ligne sous son en-tête.")
    named = {name: column for name, column in zip(names, columns, strict=True) if name}
    return Table(file, named, lines, header)


def quote(text: object) -> str:
    """« text », shortened where it would drown the message."""
    plain = " ".join(str(text).split())
    return f"«\u00a0{plain if len(plain) <= 60 else plain[:59] + '…'}\u00a0»"


def matches(pattern: str, texts: Sequence[str]) -> Mask:
    """The texts of a pattern, which no line break is; tried all in one first, for most columns are of a piece."""
    size, lines = len(texts), "\n".join([*texts, ""])
    if lines.count("\n") == size and _lines(pattern).fullmatch(lines):
        return np.ones(size, dtype=bool)
    return np.fromiter(map(bool, map(re.compile(pattern, re.ASCII).fullmatch, texts)), dtype=bool, count=size)


@cache
def _lines(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"((?:{pattern})\n)*+", re.ASCII)


def _texts(column: Column) -> Texts:
    places, raw = pd.factorize(np.fromiter(column, dtype=object, count=len(column)))
    stripped = list(map(str.strip, raw))
    return distinct_texts(places, stripped) if stripped != list(raw) else Texts(places.astype(np.int64), stripped)


def distinct_texts(places: Integers, texts: Sequence[str]) -> Texts:
    """The same column where several texts are one."""
    again, distinct = pd.factorize(np.fromiter(texts, dtype=object, count=len(texts)))
    return Texts(again[places].astype(np.int64), list(distinct))


def _resembles(name: str, present: list[str]) -> str:
    close = get_close_matches(name.lower(), [column.lower() for column in present], n=1, cutoff=0.7)
    return f" (une colonne lui ressemble : {quote(next(c for c in present if c.lower() == close[0]))})" if close else ""
