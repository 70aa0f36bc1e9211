"""From a table of text to observations and rejects, under the declaration of its source and nothing else."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.catalogue.source import Source, Take
from observatory.errors import DataError
from observatory.ingest.columns import declared_columns
from observatory.ingest.lists import withhold
from observatory.ingest.numbers import RANKS, REFUSED, Cells, Ranks, parse, under
from observatory.ingest.places import told_places
from observatory.ingest.rejects import NONE, REJECTS, refused, stacked
from observatory.ingest.rows import FRANCE, Rows, asked, understand, wanted_texts
from observatory.ingest.sums import Runs, runs
from observatory.ingest.table import Integers, Mask, Table, Texts, quote, require
from observatory.ingest.totals import hold_totals
from observatory.ingest.years import lost_years

Filter = tuple[tuple[str, tuple[str, ...]], ...]
OBSERVATIONS = ["measure", "system", "code", "period", "value", "status", "line", "cog", "counted", "cells"]
"""`cells` is how many cells were summed, each with its own rounding."""


@dataclass(frozen=True)
class Observed:
    observations: pd.DataFrame
    rejects: pd.DataFrame
    given: pd.DataFrame
    """measure, system, period: what the file gives, were it for other territories than those asked for."""
    kept: int
    """Rows that entered at least one observation."""
    places: pd.DataFrame


@dataclass(frozen=True)
class Taken:
    """What one take makes: per territory and year, its first row, their number, the value and its place in RANKS."""

    take: Take
    first: Integers
    cells: Integers
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]"
    ranks: Ranks
    rejects: tuple[pd.DataFrame, ...]
    met: bool = True
    """False where a modality that it asks for has no row, and the whole take is refused."""


def observe(source: Source, table: Table) -> Observed:
    """Observations of every take, and rejects of every row or cell that cannot be used.

    A refused cell leaves its territory's measure `non_disponible`: a sum is never made of what is left."""
    require(table.file, table.header, declared_columns(source), list(table.columns))
    if len(table) < source.at_least:
        raise DataError(
            f"{table.file} : {len(table)} lignes, au moins {source.at_least} attendues ; le fichier est coupé."
        )
    masks = {_filter(take): asked(table, take) for take in source.take}
    wanted = np.logical_or.reduce(list(masks.values()))
    rows = understand(source, table, wanted)
    grouped = {key: runs(rows.group, np.flatnonzero(mask & rows.usable)) for key, mask in masks.items()}
    taken = _taken(source, table, rows, grouped)
    sound = withhold(_frame(source, table, rows, taken), source, table, rows)
    observations, broken = hold_totals(table.file, sound, source.totals)
    lost = lost_years(source, table, rows, list(masks.values()))
    sited = told_places(source, table, rows.sound & wanted)
    rejects = stacked(
        [*rows.rejects, *lost, *(reject for part in taken for reject in part.rejects), broken, *sited.rejects]
    )
    kept = int((rows.sound & wanted).sum())
    return Observed(observations, rejects, _given(source, rows, taken, grouped), kept, sited.places)


def _given(source: Source, rows: Rows, taken: list[Taken], grouped: dict[Filter, Runs]) -> pd.DataFrame:
    """A list gives its measures every year that it holds: where it has no row, there is none of that kind."""
    every = pd.unique(rows.years[rows.years > 0])
    whole = np.array([code == FRANCE for code in rows.codes.distinct], dtype=bool)
    found = {key: _years_told(rows, each.first, whole) for key, each in grouped.items()}
    told: dict[tuple[str, str, int], None] = {}
    for part in taken:
        france, others = found[_filter(part.take)] if len(part.first) else ((), ())
        full = part.take.absent_rows == "zero" and part.met
        for system, years in ((FRANCE, france), (source.key.system, every if full else others)):
            told |= {(part.take.measure, system, part.take.period or int(year)): None for year in years}
    return pd.DataFrame(list(told), columns=["measure", "system", "period"]).astype({"period": np.int64})


def _years_told(rows: Rows, first: Integers, whole: Mask) -> tuple[Integers, Integers]:
    """The years of some rows: of France, of the territories."""
    france = whole[rows.codes.places[first]]
    return pd.unique(rows.years[first[france]]), pd.unique(rows.years[first[~france]])


def _filter(take: Take) -> Filter:
    """Takes alike in this ask for the same rows."""
    return tuple((column, wanted_texts(wanted)) for column, wanted in take.where.items())


def _read_as(take: Take) -> tuple[str | None, float, float]:
    """Takes alike in this read the same numbers."""
    return take.column, take.minimum, take.maximum


def _taken(source: Source, table: Table, rows: Rows, grouped: dict[Filter, Runs]) -> list[Taken]:
    """Each take; what several share (a filter, a column) is done once."""
    alike = {_read_as(take): take for take in source.take}
    columns = {key: _cells(source, table, take) for key, take in alike.items()}
    return [_take(source, table, rows, take, grouped[_filter(take)], columns[_read_as(take)]) for take in source.take]


def _take(source: Source, table: Table, rows: Rows, take: Take, grouped: Runs, cells: Cells) -> Taken:
    """The exact sum of each group of rows, with the least sure of their statuses; no sum without one of its rows.

    Without one of its modalities in the file, the whole take is refused."""
    unmet = _unmet(source, table, take)
    if not len(grouped.starts) or len(unmet):
        nothing = np.array([], dtype=np.int64)
        return Taken(take, nothing, nothing, nothing.astype(float), nothing.astype(np.int8), (unmet,), not len(unmet))
    ranks = grouped.worst(np.where(rows.sound, cells.ranks, REFUSED))
    rejects: tuple[pd.DataFrame, ...] = (unmet, _refused_cells(table, rows, take, grouped, cells))
    if take.absent_rows != "zero" and take.column is not None:
        expected = len(np.unique(rows.modality[grouped.rows]))
        short = grouped.sizes < expected
        ranks = np.where(short, REFUSED, ranks)
        rejects = (*rejects, _short(table, rows, take, grouped, short, expected))
    values = np.where(ranks <= RANKS.index("estime"), grouped.sums(cells.values), math.nan)
    return Taken(take, grouped.first, grouped.sizes, values, ranks, rejects)


def _refused_cells(table: Table, rows: Rows, take: Take, grouped: Runs, cells: Cells) -> pd.DataFrame:
    if len(cells.reasons.distinct) == 1:
        return NONE
    bad = np.zeros(len(table), dtype=bool)
    bad[grouped.rows] = (rows.sound & (cells.reasons.places > 0))[grouped.rows]
    return refused(table, bad, take.column, cells.reasons.of(bad))


def _unmet(source: Source, table: Table, take: Take) -> pd.DataFrame:
    """The declared modalities that no row bears: a changed label, or a file of another kind.

    Where a list declares every modality of a column, none can have another name: one that no row bears is a true zero.
    """
    closed = source.modalities if take.absent_rows == "zero" else {}
    missing = [
        (table.file, table.header, column, text)
        for column, wanted in take.where.items()
        for text in wanted_texts(wanted)
        if column not in closed and text not in table.texts(column).distinct
    ]
    if not missing:
        return NONE
    reason = f"aucune ligne ne porte cette modalité, que {quote(take.measure)} demande"
    return pd.DataFrame(missing, columns=REJECTS[:-1]).assign(reason=reason)


def _cells(source: Source, table: Table, take: Take) -> Cells:
    """The take's column, read; a row counts for one where no column is named."""
    if take.column is None:
        size = len(table)
        return Cells(np.ones(size), np.zeros(size, dtype=np.int8), Texts(np.zeros(size, dtype=np.int64), [""]))
    cells = parse(table.texts(take.column), source.marks, source.format.decimal, take.minimum, take.maximum)
    return under(cells, table.texts(source.status.column), source.status.marks) if source.status else cells


def _short(table: Table, rows: Rows, take: Take, grouped: Runs, short: Mask, expected: int) -> pd.DataFrame:
    """One reject per territory and year whose sum lacks a row."""
    if not short.any():
        return NONE
    first = grouped.first[short]
    reasons = [
        f"somme incomplète pour {quote(take.measure)} : {size} lignes au lieu de {expected}"
        for size in grouped.sizes[short]
    ]
    codes = rows.codes.of(first)
    told = {"file": table.file, "line": table.lines[first], "column_name": take.column, "raw": codes, "reason": reasons}
    return pd.DataFrame(told)


def _frame(source: Source, table: Table, rows: Rows, taken: list[Taken]) -> pd.DataFrame:
    """The observations of every take; texts are categories, for a file may make a million of them."""
    sizes = [len(part.first) for part in taken]
    first = np.concatenate([part.first for part in taken])
    cog = source.key.cog or 0
    places = rows.codes.places[first]
    france = np.array([code == FRANCE for code in rows.codes.distinct], dtype=bool)[places]
    systems = list(dict.fromkeys([source.key.system, FRANCE]))
    measures, which = np.unique([part.take.measure for part in taken], return_inverse=True)
    years = [np.full(len(p.first), p.take.period) if p.take.period else rows.years[p.first] for p in taken]
    return pd.DataFrame(
        {
            "measure": pd.Categorical.from_codes(np.repeat(which, sizes), pd.Index(measures)),
            "system": pd.Categorical.from_codes(france.astype(np.int8) * (len(systems) - 1), pd.Index(systems)),
            "code": pd.Categorical.from_codes(places, pd.Index(rows.codes.distinct)),
            "period": np.concatenate(years),
            "value": np.concatenate([part.values for part in taken]),
            "status": pd.Categorical.from_codes(np.concatenate([part.ranks for part in taken]), pd.Index(RANKS)),
            "line": table.lines[first],
            "cog": cog,
            "counted": np.repeat([part.take.cog or cog for part in taken], sizes),
            "cells": np.concatenate([part.cells for part in taken]),
        }
    )
