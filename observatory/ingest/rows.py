"""Which rows of a table are asked for, and the territory and year of each; what cannot be understood is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.catalogue.source import Source, Take
from observatory.ingest.table import Table, quote

Mask = npt.NDArray[np.bool_]
CODES = {
    "commune": r"\d{5}|2[AB]\d{3}",
    "epci": r"\d{9}",
    "departement": r"\d{2}|2[AB]|97\d|69[DM]",
    "region": r"\d{2}",
    "france": r"france",
}
REJECTS = ["file", "line", "column_name", "raw", "reason"]
YEARS = (1800, 2100)


@dataclass(frozen=True)
class Rows:
    """Every row of the table: `usable` ones have a territory and a year, `sound` ones are not contradicted either."""

    systems: npt.NDArray[np.object_]
    codes: npt.NDArray[np.object_]
    years: npt.NDArray[np.int64]
    usable: Mask
    sound: Mask
    rejects: tuple[pd.DataFrame, ...]


def refused(table: Table, rows: Mask, column: str, reason: str | Sequence[str]) -> pd.DataFrame:
    """One reject per row of the mask, with the raw text of `column` (the whole row where it has no such column)."""
    cells = table.cells.loc[rows]
    raw = cells[column] if column in cells else cells.apply(" | ".join, axis=1)
    frame = pd.DataFrame({"file": table.file, "line": table.lines[rows], "column_name": column, "raw": list(raw)})
    return frame.assign(reason=reason)[REJECTS]


def asked(table: Table, take: Take) -> Mask:
    """The rows that match the take's `where`."""
    mask = np.ones(len(table.cells), dtype=bool)
    for column, wanted in take.where.items():
        mask &= table.cells[column].str.strip().isin([wanted] if isinstance(wanted, str) else wanted).to_numpy()
    return mask


def understand(source: Source, table: Table, wanted: Mask) -> Rows:
    """Territory and year of the wanted rows, and which of them repeat or contradict one another."""
    systems, codes, passed = _territories(source, table)
    known = pd.Series(codes).str.fullmatch(CODES[source.key.system]).to_numpy(dtype=bool) | (systems == "france")
    years = _years(source, table)
    usable = wanted & ~passed & known & (years > 0)
    doubled, contradicted = _repeats(source, table, usable, codes)
    rejects = [
        refused(table, wanted & ~passed & ~known, source.key.column, f"code {source.key.system} illisible"),
        *_second_lines(source, table, doubled, contradicted),
    ]
    if source.period.column:
        rejects.append(refused(table, wanted & ~passed & (years == 0), source.period.column, "année illisible"))
    usable = usable & ~doubled
    return Rows(systems, codes, years, usable, usable & ~contradicted, tuple(r for r in rejects if len(r)))


def _territories(source: Source, table: Table) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_], Mask]:
    """(code system, code, passed over by an alias) of each row."""
    raw = table.cells[source.key.column].str.strip()
    codes = raw.map(source.key.aliases).where(raw.isin(source.key.aliases), raw)
    systems = np.where(codes == "france", "france", source.key.system).astype(object)
    return systems, codes.to_numpy(dtype=object), (codes == "").to_numpy() & raw.isin(source.key.aliases).to_numpy()


def _years(source: Source, table: Table) -> npt.NDArray[np.int64]:
    """The year of each row, 0 where it cannot be read; a file with one column per year has its years in its takes."""
    if source.period.column is None:
        return np.full(len(table.cells), source.period.constant or 1, dtype=np.int64)
    texts = table.cells[source.period.column].str.strip()
    pattern = source.period.pattern or r"(\d{4})"
    found = texts.where(texts.str.fullmatch(pattern)).str.extract(pattern)[0]
    years = pd.to_numeric(found, errors="coerce").fillna(0).to_numpy(dtype=np.int64)
    return np.where((years >= YEARS[0]) & (years <= YEARS[1]), years, 0)


def _repeats(source: Source, table: Table, usable: Mask, codes: npt.NDArray[np.object_]) -> tuple[Mask, Mask]:
    """(rows that say again what a row above says, rows that contradict another row of the same identity)."""
    identity = table.cells[identity_columns(source, table)].assign(**{source.key.column: codes})[usable]
    values = [take.column for take in source.take if take.column]
    said = identity.assign(**{f"\0{name}": table.cells[name] for name in values})
    doubled = said.duplicated()
    contradicted = identity[~doubled].duplicated(keep=False).reindex(said.index, fill_value=False)
    return _spread(doubled, usable), _spread(contradicted, usable)


def _spread(part: "pd.Series[bool]", usable: Mask) -> Mask:
    whole = np.zeros(len(usable), dtype=bool)
    whole[usable] = part.to_numpy()
    return whole


def identity_columns(source: Source, table: Table) -> list[str]:
    """Territory, year and dimensions; every column of the row where rows are counted and no dimension is told."""
    counts = any(take.column is None for take in source.take)
    if counts and not source.dimensions:
        return list(table.cells.columns)
    filters = [column for take in source.take for column in take.where]
    year = [source.period.column] if source.period.column else []
    return list(dict.fromkeys([source.key.column, *year, *source.dimensions, *filters]))


def _second_lines(source: Source, table: Table, doubled: Mask, contradicted: Mask) -> list[pd.DataFrame]:
    column = source.key.column
    return [
        refused(table, doubled, column, "doublon : une ligne au-dessus dit la même chose"),
        refused(
            table, contradicted, column, "lignes contradictoires : même territoire, même année, valeurs différentes"
        ),
    ]


def unmet(table: Table, take: Take) -> pd.DataFrame:
    """The declared modalities that no row bears: a changed label, or a file of another kind."""
    found = []
    for column, wanted in take.where.items():
        present = set(table.cells[column].str.strip())
        found += [(column, text) for text in ([wanted] if isinstance(wanted, str) else wanted) if text not in present]
    reason = f"aucune ligne ne porte cette modalité, que {quote(take.measure)} demande"
    return pd.DataFrame([(table.file, table.header, column, text, reason) for column, text in found], columns=REJECTS)
