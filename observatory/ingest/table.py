"""What every format becomes before anything is interpreted: cells of text, and where each row stood in its file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.errors import DataError


@dataclass(frozen=True)
class Texts:
    """A column by its distinct texts, without outer spaces: row i reads `distinct[places[i]]`."""

    places: npt.NDArray[np.int64]
    distinct: list[str]


@dataclass(frozen=True)
class Table:
    """`cells` is text only; `lines` holds each row's line (or sheet row) in the file, from 1; `header` the header's."""

    file: str
    cells: pd.DataFrame
    lines: npt.NDArray[np.int64]
    header: int
    origins: npt.NDArray[np.object_] | None = None
    """Where in the file each row was read, for a reader of rejects: `Tab5-pa!D`."""
    _read: dict[str, Texts] = field(default_factory=dict, repr=False)

    def texts(self, column: str) -> Texts:
        """The texts of a column; many takes ask for the same one."""
        if column not in self._read:
            places, distinct = pd.factorize(self.cells[column])
            self._read[column] = Texts(places.astype(np.int64), [text.strip() for text in distinct])
        return self._read[column]

    def require(self, columns: Iterable[str]) -> None:
        """Raise DataError when a declared column is not in the file, saying which columns are."""
        missing = [column for column in dict.fromkeys(columns) if column not in self.cells.columns]
        if missing:
            present = list(self.cells.columns)
            hints = (f"{quote(name)}{_resembles(name, present)}" for name in missing)
            raise DataError(
                f"{self.file}, ligne {self.header} : colonne absente : {', '.join(hints)}. "
                f"Colonnes présentes : {', '.join(map(str, present))}."
            )


def table(file: str, names: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], header: int) -> Table:
    """A table of named columns; raise DataError for a file without rows or with a column named twice."""
    repeated = sorted({name for name in names if names.count(name) > 1 and name})
    if repeated:
        raise DataError(f"{file}, ligne {header} : colonne en double : {', '.join(map(quote, repeated))}.")
    if not rows:
        raise DataError(f"{file}, ligne {header} : le fichier ne contient aucune ligne sous son en-tête.")
    columns = zip(*rows, strict=True)
    cells = pd.DataFrame(
        {name: pd.Series(column, dtype=object) for name, column in zip(names, columns, strict=True) if name}
    )
    return Table(file, cells, np.asarray(lines, dtype=np.int64), header)


def quote(text: object) -> str:
    """« text », shortened where it would drown the message."""
    plain = " ".join(str(text).split())
    return f"«\u00a0{plain if len(plain) <= 60 else plain[:59] + '…'}\u00a0»"


def _resembles(name: str, present: list[str]) -> str:
    close = get_close_matches(name.lower(), [column.lower() for column in present], n=1, cutoff=0.7)
    return f" (une colonne lui ressemble : {quote(next(c for c in present if c.lower() == close[0]))})" if close else ""
