"""What the home page asks: many indicators at a glance, and what the last builds brought."""

from collections.abc import Sequence

import pandas as pd

from observatory.statistics.ranking import RANKED_STATUSES
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


def quantiles(warehouse: Warehouse, level: str, shares: Sequence[float]) -> dict[str, list[float]]:
    """For each indicator at its latest year, the quantiles of the comparable cells of a level."""
    frame = warehouse.query(
        f"""SELECT indicator, quantile_cont(value, {list(shares)}) AS quantiles
            FROM cells JOIN availability USING (indicator, level, period)
            WHERE latest AND level = ? AND value IS NOT NULL AND quality <> 'fragile'
              AND list_contains(?, status) GROUP BY indicator""",
        [level, list(RANKED_STATUSES)],
    )
    return {str(slug): list(map(float, values)) for slug, values in frame.itertuples(index=False, name=None)}


def peers(warehouse: Warehouse, level: str, code: str) -> pd.DataFrame:
    """code, name: the other territories of the level that are of like size and density, the largest first."""
    return warehouse.query(
        """SELECT t.code, t.name FROM peers own JOIN peers p USING (level, peer_group)
           JOIN territories t ON t.level = p.level AND t.code = p.code
           WHERE own.level = ? AND own.code = ? AND p.code <> own.code ORDER BY t.population DESC, t.code""",
        [level, code],
    )
