"""Which rows of a table are asked for, and the territory and year of each; what cannot be understood is refused."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.catalogue.source import Source, Take
from observatory.errors import DataError
from observatory.ingest.rejects import refused
from observatory.ingest.table import Table, quote

Mask = npt.NDArray[np.bool_]
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
UNTOLD = "?"


@dataclass(frozen=True)
class Rows:
    """Every row of the table: `usable` ones have a territory and a year, `sound` ones are not contradicted either.

    `group` numbers the pairs of territory and year, `modality` the combinations of modalities."""

    systems: npt.NDArray[np.object_]
    codes: npt.NDArray[np.object_]
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
    codes = _codes(source, table)
    systems = np.where(codes == "france", "france", source.key.system).astype(object)
    known = pd.Series(codes).str.fullmatch(CODES[source.key.system]).to_numpy(dtype=bool) | (systems == "france")
    years = _years(source, table)
    told = wanted & (codes != "") & ~_other_periods(source, table)
    _refuse_names(source, table, told, known)
    usable = told & known & (years > 0)
    doubled, contradicted = _repeats(source, table, usable, codes)
    rejects = [
        refused(table, told & ~known, source.key.column, f"code {source.key.system} illisible"),
        refused(table, told & (years == 0), source.period.column, "année illisible"),
        refused(table, doubled, source.key.column, "doublon d'une ligne au-dessus"),
        refused(table, contradicted, source.key.column, "lignes contradictoires pour un même territoire"),
    ]
    group = pd.DataFrame({"code": codes, "year": years}).groupby(["code", "year"], sort=False).ngroup()
    modality = _modality(source, table)
    usable = usable & ~doubled
    return Rows(
        systems,
        codes,
        years,
        group.to_numpy().astype(np.int64),
        modality,
        usable,
        usable & ~contradicted,
        rejects,
        source.key.cog or 0,
    )


def _refuse_names(source: Source, table: Table, told: Mask, known: Mask) -> None:
    """A column of names is no column of codes: nothing is guessed from a name, and the file is refused."""
    if source.key.column and told.any() and not (told & known).any():
        example = table.cells[source.key.column].iloc[int(np.flatnonzero(told)[0])]
        raise DataError(
            f"{table.file}, ligne {table.lines[told][0]} : la colonne {quote(source.key.column)} ne contient aucun "
            f"code {source.key.system}, mais {quote(example)} ; un nom ne suffit pas à reconnaître un territoire."
        )


def _codes(source: Source, table: Table) -> npt.NDArray[np.object_]:
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
    places = pd.DataFrame({column: table.texts(column).places for column in columns})
    return places.groupby(columns, sort=False).ngroup().to_numpy().astype(np.int64)


def modality_columns(source: Source) -> list[str]:
    """The columns whose modalities every territory and year should have: dimensions and filters."""
    filters = [column for take in source.take for column in take.where]
    place = (source.key.column, source.period.column)
    return [column for column in dict.fromkeys([*source.dimensions, *filters]) if column not in place]


def _identity_columns(source: Source, table: Table) -> list[str]:
    """Territory, year, parts and modalities; every column where rows are counted and nothing tells them apart."""
    counts = any(take.column is None for take in source.take)
    if counts and not source.parts:
        return list(table.cells.columns)
    columns = [source.key.column, source.period.column, *source.parts, *modality_columns(source)]
    return list(dict.fromkeys(column for column in columns if column is not None))


def _repeats(source: Source, table: Table, usable: Mask, codes: npt.NDArray[np.object_]) -> tuple[Mask, Mask]:
    """(rows that say again what a row above says, rows that contradict another row of the same identity)."""
    columns = {name: table.texts(name).places for name in _identity_columns(source, table)}
    identity = pd.DataFrame({**columns, source.key.column or "": codes})[usable]
    values = {f"\0{take.column}": table.texts(take.column).places[usable] for take in source.take if take.column}
    doubled = identity.assign(**values).duplicated()
    contradicted = identity[~doubled].duplicated(keep=False).reindex(identity.index, fill_value=False)
    return _spread(doubled, usable), _spread(contradicted, usable)


def _spread(part: "pd.Series[bool]", usable: Mask) -> Mask:
    whole = np.zeros(len(usable), dtype=bool)
    whole[usable] = part.to_numpy()
    return whole
