"""Which rows of a table are asked for, and the territory and year of each; what cannot be understood is refused."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.catalogue.source import Key, Source, Take
from observatory.errors import DataError
from observatory.ingest.columns import modality_columns
from observatory.ingest.rejects import refused
from observatory.ingest.repeats import repeats
from observatory.ingest.sums import numbered
from observatory.ingest.table import Integers, Mask, Table, Texts, distinct_texts, matches, quote

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
FRANCE = "france"
FIRST, LAST = 1800, 2100
"""Years that a figure can have."""
SHORT = (
    "un territoire aurait un chiffre trop bas, sans que l'on sache lequel. "
    "Corrigez le fichier, ou dites dans key.aliases ce que vaut ce texte."
)
"""Why a list is refused for one row."""
PASSED, UNTOLD = "", "?"
"""What stands for a code that an alias passes over, and for a cell without one."""


@dataclass(frozen=True)
class Rows:
    """Every row of the table: `usable` ones have a territory and a year, `sound` ones are not contradicted either.
    `years` are 0 where they cannot be read, or the row is passed over.

    `group` numbers the pairs of territory and year, `modality` the combinations of modalities; `spoiled` rows have a
    territory and cannot be used."""

    codes: Texts
    years: Integers
    group: Integers
    modality: Integers
    usable: Mask
    sound: Mask
    spoiled: Mask
    rejects: list[pd.DataFrame]


def wanted_texts(wanted: str | tuple[str, ...]) -> tuple[str, ...]:
    return (wanted,) if isinstance(wanted, str) else wanted


def asked(table: Table, take: Take) -> Mask:
    """The rows that match the take's `where`."""
    mask = np.ones(len(table), dtype=bool)
    for column, wanted in take.where.items():
        mask &= table.texts(column).among(wanted_texts(wanted))
    return mask


def understand(source: Source, table: Table, wanted: Mask) -> Rows:
    """Territory and year of the wanted rows, and which of them repeat or contradict one another."""
    codes = _codes(source, table)
    known = _known(source, codes)
    meant = ~codes.among([PASSED]) & ~other_periods(source, table)
    years = np.where(meant, _years(source, table), 0)
    told = wanted & meant
    _refuse_names(source, table, told, known)
    strange, strangers = _strangers(source, table, meant)
    _refuse_short_list(source, table, (told | strange) & ~known)
    readable = told & known & (years > 0) & ~strange
    group = codes.places * LAST + years
    modality = _modality(source, table)
    doubled, contradicted = repeats(source, table, readable, group, modality)
    key = source.key.column
    rejects = [
        refused(table, told & ~known, key, f"code {source.key.system} illisible"),
        refused(table, told & (years == 0), source.period.column, "année illisible"),
        *strangers,
        refused(table, doubled, key, "doublon d'une ligne au-dessus"),
        refused(table, contradicted, key, "lignes contradictoires pour un même territoire"),
    ]
    usable = readable & ~doubled
    spoiled = known & meant & (strange | (wanted & (years == 0)))
    return Rows(codes, years, group, modality, usable, usable & ~contradicted, spoiled, rejects)


def _codes(source: Source, table: Table) -> Texts:
    """The code of each row, "" where an alias says to pass over it; an empty cell is no code."""
    if source.key.column is None:
        return Texts(np.zeros(len(table), dtype=np.int64), [source.key.code or UNTOLD])
    texts = table.texts(source.key.column)
    read = _extracted(source.key, texts.distinct)
    if source.key.latitude is None:
        return texts if read == texts.distinct else distinct_texts(texts.places, read)
    other = table.texts(source.key.latitude)
    both = numbered(pd.DataFrame({"lon": texts.places, "lat": other.places}))
    first = np.unique(both, return_index=True)[1]
    return Texts(both, [f"{read[texts.places[row]]} {other.distinct[other.places[row]]}" for row in first])


def _extracted(key: Key, texts: list[str]) -> list[str]:
    """What the pattern's first group reads; the whole text without a pattern, or where it does not match."""
    found = [re.search(key.pattern, text) for text in texts] if key.pattern else [None] * len(texts)
    read = [told[1] if told else text for told, text in zip(found, texts, strict=True)]
    return [key.aliases.get(text, code or UNTOLD) for text, code in zip(texts, read, strict=True)]


def _known(source: Source, codes: Texts) -> Mask:
    known = matches(CODES[source.key.system], codes.distinct)
    known |= np.fromiter(map(FRANCE.__eq__, codes.distinct), dtype=bool, count=len(known))
    return known[codes.places]


def _years(source: Source, table: Table) -> Integers:
    """The year of each row, 0 where it cannot be read; a file with one column per year has its years in its takes."""
    if source.period.column is None:
        return np.full(len(table), source.period.constant or 1, dtype=np.int64)
    texts = table.texts(source.period.column)
    found = pd.Series(texts.distinct, dtype=object).str.extract(source.period.pattern or r"^(\d{4})$")[0]
    years = pd.to_numeric(found, errors="coerce").fillna(0).to_numpy(dtype=np.int64)
    return np.where((years >= FIRST) & (years < LAST), years, 0)[texts.places]


def other_periods(source: Source, table: Table) -> Mask:
    """The rows of the periods that the source says to pass over."""
    if source.period.column is None or source.period.others is None:
        return np.zeros(len(table), dtype=bool)
    texts, others = table.texts(source.period.column), re.compile(source.period.others)
    return texts.among(text for text in texts.distinct if others.search(text))


def _modality(source: Source, table: Table) -> Integers:
    columns = modality_columns(source)
    if not columns:
        return np.zeros(len(table), dtype=np.int64)
    return numbered(pd.DataFrame({column: table.texts(column).places for column in columns}))


def _strangers(source: Source, table: Table, meant: Mask) -> tuple[Mask, list[pd.DataFrame]]:
    """(rows that bear a modality that the source does not declare, their rejects)."""
    strange, rejects = np.zeros(len(table), dtype=bool), []
    for column, known in source.modalities.items():
        unknown = meant & ~table.texts(column).among(known)
        rejects.append(refused(table, unknown, column, "modalité que la source ne déclare pas"))
        strange |= unknown
    return strange, rejects


def _refuse_names(source: Source, table: Table, told: Mask, known: Mask) -> None:
    """A column of names is no column of codes: nothing is guessed from a name, and the file is refused."""
    if source.key.column and told.any() and not (told & known).any():
        raise DataError(
            f"{table.file}, ligne {table.lines[told][0]} : la colonne {quote(source.key.column)} ne contient aucun "
            f"code {source.key.system}, mais {quote(table.raw(source.key.column, told)[0])} ; "
            "un nom ne suffit pas à reconnaître un territoire."
        )


def _refuse_short_list(source: Source, table: Table, lost: Mask) -> None:
    """A row of a list whose territory cannot be read leaves one figure short, and nobody knows which one."""
    if source.is_list and source.key.column and lost.any():
        raise DataError(
            f"{table.file}, ligne {table.lines[lost][0]} : {quote(table.raw(source.key.column, lost)[0])} n'est pas un "
            f"code {source.key.system} ; {SHORT}"
        )
