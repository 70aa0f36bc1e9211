"""Which rows of a table are asked for, and the territory and year of each; what cannot be understood is refused."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.catalogue.source import Source, Take
from observatory.errors import DataError
from observatory.ingest.rejects import refused
from observatory.ingest.repeats import modality_columns, repeats
from observatory.ingest.sums import numbered
from observatory.ingest.table import Table, quote

Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
CODES = {
    "commune": r"\d{5}|2[AB]\d{3}",
    "iris": r"(\d{5}|2[AB]\d{3})\d{4}",
    "point": r"-?\d+(\.\d+)? -?\d+(\.\d+)?",
    "canton": r"(\d{2}|2[AB])\d{2}",
    "epci": r"\d{9}",
    "departement": r"\d{2}|2[AB]|97\d|69[DM]",
    "region": r"\d{2}",
    "france": r"france",
}
YEARS = (1800, 2100)
PASSED, UNTOLD = "", "?"
"""What stands for a code that an alias passes over, and for a cell without one."""


@dataclass(frozen=True)
class Rows:
    """Every row of the table: `usable` ones have a territory and a year, `sound` ones are not contradicted either.

    `group` numbers the pairs of territory and year, `modality` the combinations of modalities."""

    systems: Texts
    codes: Texts
    years: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    modality: npt.NDArray[np.int64]
    usable: Mask
    sound: Mask
    rejects: list[pd.DataFrame]
    cog: int
    """The year of the commune codes, 0 where the source does not tell."""


def wanted_texts(wanted: str | tuple[str, ...]) -> tuple[str, ...]:
    return (wanted,) if isinstance(wanted, str) else wanted


def asked(table: Table, take: Take) -> Mask:
    """The rows that match the take's `where`."""
    mask = np.ones(len(table.cells), dtype=bool)
    for column, wanted in take.where.items():
        texts = table.texts(column)
        among = set(wanted_texts(wanted))
        mask &= np.array([text in among for text in texts.distinct], dtype=bool)[texts.places]
    return mask


def understand(source: Source, table: Table, wanted: Mask) -> Rows:
    """Territory and year of the wanted rows, and which of them repeat or contradict one another."""
    codes, systems, known = _territories(source, table)
    years = _years(source, table)
    meant = (codes != PASSED) & ~_other_periods(source, table)
    told = wanted & meant
    _refuse_names(source, table, told, known)
    _refuse_short_sums(source, table, told & ~known)
    strange, strangers = _strangers(source, table, meant)
    readable = told & known & (years > 0) & ~strange
    doubled, contradicted = repeats(source, table, readable, codes)
    key = source.key.column
    rejects = [
        refused(table, told & ~known, key, f"code {source.key.system} illisible"),
        refused(table, told & (years == 0), source.period.column, "année illisible"),
        *strangers,
        refused(table, doubled, key, "doublon d'une ligne au-dessus"),
        refused(table, contradicted, key, "lignes contradictoires pour un même territoire"),
    ]
    usable = readable & ~doubled
    group = numbered(pd.DataFrame({"code": codes, "year": years}))
    modality = _modality(source, table)
    return Rows(systems, codes, years, group, modality, usable, usable & ~contradicted, rejects, source.key.cog or 0)


def _territories(source: Source, table: Table) -> tuple[Texts, Texts, Mask]:
    """(code, code system, whether the code is one) of each row."""
    codes = _codes(source, table)
    systems = np.where(codes == "france", "france", source.key.system).astype(object)
    written = pd.Series(codes).str.fullmatch(CODES[source.key.system], flags=re.ASCII).to_numpy(dtype=bool)
    return codes, systems, written | (systems == "france")


def _strangers(source: Source, table: Table, meant: Mask) -> tuple[Mask, list[pd.DataFrame]]:
    """(rows that bear a modality that the source does not declare, their rejects)."""
    strange, rejects = np.zeros_like(meant), []
    for column, known in source.modalities.items():
        texts = table.texts(column)
        unknown = meant & np.array([text not in known for text in texts.distinct], dtype=bool)[texts.places]
        rejects.append(refused(table, unknown, column, "modalité que la source ne déclare pas"))
        strange |= unknown
    return strange, rejects


def _refuse_names(source: Source, table: Table, told: Mask, known: Mask) -> None:
    """A column of names is no column of codes: nothing is guessed from a name, and the file is refused."""
    if source.key.column and told.any() and not (told & known).any():
        example = table.cells[source.key.column].iloc[int(np.flatnonzero(told)[0])]
        raise DataError(
            f"{table.file}, ligne {table.lines[told][0]} : la colonne {quote(source.key.column)} ne contient aucun "
            f"code {source.key.system}, mais {quote(example)} ; un nom ne suffit pas à reconnaître un territoire."
        )


def _refuse_short_sums(source: Source, table: Table, lost: Mask) -> None:
    """One Iris that cannot be read makes the sum of a commune short, and nobody knows which one."""
    if source.key.system == "iris" and lost.any():
        first = int(np.flatnonzero(lost)[0])
        raw = quote(table.cells[source.key.column].iloc[first])
        raise DataError(
            f"{table.file}, ligne {table.lines[first]} : {raw} n'est pas un code d'Iris ; "
            "la somme de sa commune serait incomplète, sans que l'on sache laquelle."
        )


def _codes(source: Source, table: Table) -> Texts:
    """The code of each row, "" where an alias says to pass over it; an empty cell is no code."""
    if source.key.column is None:
        return np.full(len(table.cells), source.key.code, dtype=object)
    texts = table.texts(source.key.column)
    read = [source.key.aliases.get(text, text or UNTOLD) for text in texts.distinct]
    codes = np.array(read, dtype=object)[texts.places]
    return (
        codes if source.key.latitude is None else codes + " " + table.cells[source.key.latitude].to_numpy(dtype=object)
    )


def _years(source: Source, table: Table) -> npt.NDArray[np.int64]:
    """The year of each row, 0 where it cannot be read; a file with one column per year has its years in its takes."""
    if source.period.column is None:
        return np.full(len(table.cells), source.period.constant or 1, dtype=np.int64)
    texts = table.texts(source.period.column)
    found = pd.Series(texts.distinct, dtype=object).str.extract(source.period.pattern or r"^(\d{4})$")[0]
    years = pd.to_numeric(found, errors="coerce").fillna(0).to_numpy(dtype=np.int64)
    return np.where((years >= YEARS[0]) & (years <= YEARS[1]), years, 0)[texts.places]


def _other_periods(source: Source, table: Table) -> Mask:
    """The rows of the periods that the source says to pass over."""
    if source.period.column is None or source.period.others is None:
        return np.zeros(len(table.cells), dtype=bool)
    texts, others = table.texts(source.period.column), re.compile(source.period.others)
    return np.array([bool(others.search(text)) for text in texts.distinct], dtype=bool)[texts.places]


def _modality(source: Source, table: Table) -> npt.NDArray[np.int64]:
    columns = modality_columns(source)
    if not columns:
        return np.zeros(len(table.cells), dtype=np.int64)
    return numbered(pd.DataFrame({column: table.texts(column).places for column in columns}))
