"""Where figures come from: every source with its files, what it feeds, and the rows that were refused."""

import pandas as pd

from observatory.warehouse.read import Warehouse


def sources(warehouse: Warehouse) -> pd.DataFrame:
    """Every declared source, with `indicators` (slugs that it feeds, in order of display); producers in order."""
    return warehouse.query(
        """WITH fed AS (SELECT DISTINCT source, slug, rank FROM origins JOIN operands USING (measure)
                        JOIN indicators USING (slug))
           SELECT s.*, coalesce(list(slug ORDER BY rank) FILTER (slug IS NOT NULL), []) AS indicators
           FROM sources s LEFT JOIN fed USING (source) GROUP BY ALL ORDER BY demonstration, producer, title"""
    )


def files_of(warehouse: Warehouse, source: str) -> pd.DataFrame:
    """The files read for a source: source, file, modified, sha256, rows, kept, rejected, outside, superseded..."""
    return warehouse.query("FROM files WHERE source = ? ORDER BY file", [source])


def rejects_of(warehouse: Warehouse, source: str, file: str, limit: int) -> pd.DataFrame:
    """line, column_name, raw, reason: the first refused rows or values of a file."""
    return warehouse.query(
        "SELECT line, column_name, raw, reason FROM rejects WHERE source = ? AND file = ? ORDER BY line LIMIT ?",
        [source, file, limit],
    )
