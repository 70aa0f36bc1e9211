"""Years of which a file gives only the periods passed over: a row of the one asked for was lost."""

import numpy as np
import pandas as pd

from observatory.catalogue.source import Source
from observatory.ingest.rejects import refused
from observatory.ingest.rows import Rows, other_periods
from observatory.ingest.table import Integers, Mask, Table


def lost_years(source: Source, table: Table, rows: Rows, wanted: list[Mask]) -> list[pd.DataFrame]:
    """One reject per year and set of wanted rows, at the first row of that year; the last year may not be over."""
    passed = other_periods(source, table)
    if not passed.any():
        return []
    years = _years_in_text(table, str(source.period.column))
    return [_lost(source, table, years, mask & passed, np.unique(rows.years[mask])) for mask in wanted]


def _years_in_text(table: Table, column: str) -> Integers:
    """The four digits in the period of each row, 0 without any."""
    texts = table.texts(column)
    found = pd.Series(texts.distinct, dtype=object).str.extract(r"(?<!\d)(\d{4})(?!\d)")[0]
    return found.fillna("0").to_numpy(dtype=np.int64)[texts.places]


def _lost(source: Source, table: Table, years: Integers, passed: Mask, known: Integers) -> pd.DataFrame:
    at = np.flatnonzero(passed & (years > 0))
    others, first = np.unique(years[at], return_index=True)
    lost = ~np.isin(others, known) & (others < np.concatenate([others, known]).max(initial=0))
    where = np.zeros(len(table), dtype=bool)
    where[at[first[lost]]] = True
    return refused(table, where, source.period.column, "cette année n'a pas la période demandée : une ligne manque")
