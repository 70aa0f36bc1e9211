"""From a table of text to observations and rejects, under the declaration of its source and nothing else."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.catalogue.source import Source, Take
from observatory.ingest.numbers import RANKS, REFUSED, Cells, parse
from observatory.ingest.rows import REJECTS, Mask, Rows, asked, refused, understand, unmet
from observatory.ingest.sums import exact_sums, runs
from observatory.ingest.table import Table, quote

OBSERVATIONS = ["measure", "system", "code", "period", "value", "status", "line", "cog"]


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
    masks = [asked(table, take) for take in source.take]
    rows = understand(source, table, np.logical_or.reduce(masks))
    observations, rejects = [], list(rows.rejects)
    for take, mask in zip(source.take, masks, strict=True):
        missing = unmet(table, take)
        rejects.append(missing)
        if mask.any() and (missing.empty or take.absent_rows == "zero"):
            cells = _cells(source, table, take)
            rejects += _bad_cells(table, take, mask & rows.sound, cells)
            observed = _summed(source, table, take, rows, mask & rows.usable, cells)
            if take.absent_rows == "absent" and take.column:
                observed, short = _whole_sums_only(table, take, observed, _modalities(source, table, take, mask))
                rejects.append(short)
            observations.append(observed)
    return Observed(_stack(observations, OBSERVATIONS), _stack(rejects, REJECTS).drop_duplicates(), _kept(rows, masks))


def _columns(source: Source) -> list[str]:
    """Every column that the declaration names."""
    named = [source.key.column, source.period.column, *source.dimensions]
    for take in source.take:
        named += [take.column, *take.where]
    return [name for name in named if name is not None]


def _kept(rows: Rows, masks: list[Mask]) -> int:
    return int((rows.sound & np.logical_or.reduce(masks)).sum())


def _cells(source: Source, table: Table, take: Take) -> Cells:
    """The take's column, read; a row counts for one where no column is named."""
    if take.column is None:
        size = len(table.cells)
        return Cells(np.ones(size), np.zeros(size, dtype=np.int64), np.full(size, "", dtype=object))
    return parse(table.cells[take.column], source.marks, source.format.decimal, take.minimum, take.maximum)


def _bad_cells(table: Table, take: Take, mask: Mask, cells: Cells) -> list[pd.DataFrame]:
    bad = mask & (cells.reasons != "")
    return [refused(table, bad, take.column, list(cells.reasons[bad]))] if take.column and bad.any() else []


def _summed(source: Source, table: Table, take: Take, rows: Rows, mask: Mask, cells: Cells) -> pd.DataFrame:
    """One observation per territory and year: the exact sum of its rows, with the least sure of their statuses."""
    places = np.flatnonzero(mask)
    years = np.full(len(places), take.period) if take.period else rows.years[places]
    ranks = np.where(rows.sound, cells.ranks, REFUSED)[places]
    frame = pd.DataFrame({"system": rows.systems[places], "code": rows.codes[places], "period": years})
    group = frame.groupby(["system", "code", "period"], sort=False).ngroup().to_numpy(np.int64)
    order, starts = runs(group)
    worst = np.maximum.reduceat(ranks[order], starts) if len(starts) else ranks
    first = order[starts]
    return frame.iloc[first].assign(
        measure=take.measure,
        value=np.where(worst <= 1, exact_sums(cells.values[places][order], starts), math.nan),
        status=np.array(RANKS, dtype=object)[worst],
        line=table.lines[places][first],
        parts=np.diff(starts, append=len(places)),
        cog=take.cog or source.key.cog or 0,
    )


def _modalities(source: Source, table: Table, take: Take, mask: Mask) -> int:
    """How many rows each territory and year should have: the combinations of dimensions that the take meets."""
    columns = [*dict.fromkeys([*source.dimensions, *take.where])]
    return len(table.cells.loc[mask, columns].drop_duplicates()) if columns else 1


def _whole_sums_only(
    table: Table, take: Take, observed: pd.DataFrame, expected: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A sum that lacks one of its rows becomes `non_disponible`, and says so among the rejects."""
    short = observed["parts"] < expected
    known = observed["status"] != "non_disponible"
    told = observed[short & known]
    reasons = [f"somme incomplète pour {quote(take.measure)} : {n} lignes au lieu de {expected}" for n in told["parts"]]
    rejects = pd.DataFrame(
        {"file": table.file, "line": told["line"], "column_name": take.column, "raw": told["code"], "reason": reasons}
    )
    held = observed.assign(value=observed["value"].mask(short), status=observed["status"].mask(short, "non_disponible"))
    return held, rejects


def _stack(frames: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True)[columns] if filled else pd.DataFrame(columns=columns)
