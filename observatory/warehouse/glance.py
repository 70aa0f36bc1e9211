"""What the home page asks: many indicators at a glance, and what the last builds brought."""

from collections.abc import Sequence

import pandas as pd

from observatory.warehouse.read import Warehouse


def trails(warehouse: Warehouse, slugs: Sequence[str], level: str, code: str) -> pd.DataFrame:
    """indicator, period, value, status, quality: the years of several indicators in one territory, oldest first."""
    return warehouse.query(
        """SELECT indicator, period, value, status, quality FROM cells
           WHERE list_contains(?, indicator) AND level = ? AND code = ? ORDER BY indicator, period""",
        [list(slugs), level, code],
    )


def builds(warehouse: Warehouse, limit: int = 5) -> pd.DataFrame:
    """built_at, indicators, added, revised, withdrawn, slugs (largest changes first): the last builds with changes."""
    return warehouse.query(
        """SELECT built_at, count(*) AS indicators, sum(added)::INTEGER AS added, sum(revised)::INTEGER AS revised,
                  sum(withdrawn)::INTEGER AS withdrawn,
                  list(indicator ORDER BY added + revised + withdrawn DESC, indicator) AS slugs
           FROM revisions WHERE added + revised + withdrawn > 0 GROUP BY built_at ORDER BY built_at DESC LIMIT ?""",
        [limit],
    )


def latest_files(warehouse: Warehouse, limit: int = 3) -> pd.DataFrame:
    """The files that came last, those of the depot first: producer, title, vintage, and the columns of `files`."""
    return warehouse.query(
        """SELECT producer, title, vintage, f.* FROM files f JOIN sources USING (source) WHERE NOT demonstration
           ORDER BY dropped DESC, modified DESC, last_period DESC, kept DESC, file LIMIT ?""",
        [limit],
    )
