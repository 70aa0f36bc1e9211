"""From a table of text to observations and rejects, under the declaration of its source and nothing else."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.catalogue.source import Source, Take
from observatory.errors import DataError
from observatory.ingest.numbers import RANKS, REFUSED, Cells, parse, under
from observatory.ingest.rejects import REJECTS, refused, stacked
from observatory.ingest.rows import Mask, Rows, asked, understand, wanted_texts
from observatory.ingest.sums import exact_sums, runs
from observatory.ingest.table import Table, quote
from observatory.ingest.totals import hold_totals

OBSERVATIONS = ["measure", "system", "code", "period", "value", "status", "line", "cog", "counted"]


@dataclass(frozen=True)
class Observed:
    observations: pd.DataFrame
    rejects: pd.DataFrame
    kept: int
    """Rows that entered at least one observation."""


def observe(source: Source, table: Table) -> Observed:
    """Observations of every take, and rejects of every row or cell that cannot be used.

    A refused cell leaves its territory's measure `non_disponible`: a sum is never made of what is left."""
    table.require(_columns(source))
    if len(table.cells) < source.at_least:
        raise DataError(
            f"{table.file} : {len(table.cells)} lignes, au moins {source.at_least} attendues ; le fichier est coupé."
        )
    masks = [asked(table, take) for take in source.take]
    wanted = np.logical_or.reduce(masks)
    rows = understand(source, table, wanted)
    alike = {_read_as(take): take for take in source.take}
    columns = {key: _cells(source, table, take) for key, take in alike.items()}
    taken = [
        _take(table, rows, take, mask, columns[_read_as(take)]) for take, mask in zip(source.take, masks, strict=True)
    ]
    rejects = [*rows.rejects, *(reject for _, parts in taken for reject in parts)]
    observations, broken = hold_totals(
        table.file, stacked([observed for observed, _ in taken], OBSERVATIONS), source.totals
    )
    return Observed(
        observations,
        stacked([*rejects, broken], REJECTS).drop_duplicates(ignore_index=True),
        int((rows.sound & wanted).sum()),
    )


def _columns(source: Source) -> list[str]:
    """Every column that the declaration names."""
    named = [source.key.column, source.period.column, *source.dimensions, *source.parts, *source.modalities]
    named += [source.key.latitude, source.status.column if source.status else None]
    for take in source.take:
        named += [take.column, *take.where]
    return [name for name in named if name is not None]


def _read_as(take: Take) -> tuple[str | None, float, float]:
    """Takes alike in this read the same numbers."""
    return take.column, take.minimum, take.maximum


def _take(table: Table, rows: Rows, take: Take, mask: Mask, cells: Cells) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """(observations, rejects) of one take. Without one of its modalities in the file, it is refused whole."""
    unmet = _unmet(table, take)
    if not (mask & rows.usable).any() or (len(unmet) and take.absent_rows == "absent"):
        return pd.DataFrame(), [unmet]
    wrong = mask & rows.sound & (cells.reasons != "")
    bad = refused(table, wrong, take.column, cells.reasons[wrong])
    observed = _summed(table, take, rows, mask & rows.usable, cells)
    if take.absent_rows == "zero" or take.column is None:
        return observed, [unmet, bad]
    expected = len(np.unique(rows.modality[mask & rows.usable]))
    whole, short = _whole_sums_only(table, take, observed, expected)
    return whole, [bad, short]


def _unmet(table: Table, take: Take) -> pd.DataFrame:
    """The declared modalities that no row bears: a changed label, or a file of another kind."""
    missing = [
        (table.file, table.header, column, text)
        for column, wanted in take.where.items()
        for text in wanted_texts(wanted)
        if text not in table.texts(column).distinct
    ]
    reason = f"aucune ligne ne porte cette modalité, que {quote(take.measure)} demande"
    return pd.DataFrame(missing, columns=REJECTS[:-1]).assign(reason=reason)


def _cells(source: Source, table: Table, take: Take) -> Cells:
    """The take's column, read; a row counts for one where no column is named."""
    if take.column is None:
        size = len(table.cells)
        return Cells(np.ones(size), np.zeros(size, dtype=np.int64), np.full(size, "", dtype=object))
    cells = parse(table.texts(take.column), source.marks, source.format.decimal, take.minimum, take.maximum)
    return under(cells, table.texts(source.status.column), source.status.marks) if source.status else cells


def _summed(table: Table, take: Take, rows: Rows, mask: Mask, cells: Cells) -> pd.DataFrame:
    """One observation per territory and year: the exact sum of its rows, with the least sure of their statuses."""
    places = np.flatnonzero(mask)
    order, starts = runs(rows.group[places])
    ordered = places[order]
    worst = np.maximum.reduceat(np.where(rows.sound, cells.ranks, REFUSED)[ordered], starts)
    first = ordered[starts]
    known = worst <= RANKS.index("estime")
    return pd.DataFrame(
        {
            "measure": take.measure,
            "system": rows.systems[first],
            "code": rows.codes[first],
            "period": take.period or rows.years[first],
            "value": np.where(known, exact_sums(cells.values[ordered], starts), math.nan),
            "status": np.array(RANKS, dtype=object)[worst],
            "line": table.lines[first],
            "cog": rows.cog,
            "counted": take.cog or rows.cog,
            "parts": np.diff(starts, append=len(ordered)),
        }
    )


def _whole_sums_only(
    table: Table, take: Take, observed: pd.DataFrame, expected: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A sum that lacks one of its rows becomes `non_disponible`, and says so among the rejects."""
    short = observed["parts"] < expected
    if not short.any():
        return observed, pd.DataFrame()
    told = observed[short]
    reasons = [f"somme incomplète pour {quote(take.measure)} : {n} lignes au lieu de {expected}" for n in told["parts"]]
    rejects = pd.DataFrame(
        {"file": table.file, "line": told["line"], "column_name": take.column, "raw": told["code"], "reason": reasons}
    )
    held = observed.assign(value=observed["value"].mask(short), status=observed["status"].mask(short, "non_disponible"))
    return held, rejects
