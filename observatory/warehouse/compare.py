"""Figures beside what they may be compared with: whole profiles of territories, one query each."""

from collections.abc import Sequence

import pandas as pd

from observatory.errors import UnknownTerritory
from observatory.warehouse.read import Warehouse, facts, indicator, names, territories

PROFILE = """
WITH asked AS (SELECT unnest($codes) AS code),
own AS (FROM cells WHERE level = $level AND code IN (FROM asked)),
chosen AS (
    SELECT indicator, max(period) AS period FROM availability
    WHERE level = $level AND with_value > 0 AND period <= $until GROUP BY ALL
)
SELECT c.indicator, c.level, c.code, t.name, c.period, c.* EXCLUDE (indicator, level, code, period),
       a.comparable, a.mean, a.spread, a.region, a.france,
       s.* EXCLUDE (indicator, level, code, period), peers.peer_group,
       whole.value AS whole_value, whole.low AS whole_low, whole.high AS whole_high, whole.margin AS whole_margin,
       whole.n AS whole_n, whole.status AS whole_status, whole.quality AS whole_quality,
       a.earlier AS earlier_period, earlier.value AS earlier_value, earlier.margin AS earlier_margin,
       earlier.status AS earlier_status, earlier.quality AS earlier_quality
FROM own c JOIN chosen USING (indicator, period)
JOIN availability a USING (indicator, level, period)
JOIN territories t USING (level, code)
JOIN peers USING (level, code)
JOIN indicators i ON i.slug = c.indicator
LEFT JOIN (FROM standings WHERE level = $level AND code IN (FROM asked)) s USING (indicator, level, code, period)
LEFT JOIN (FROM cells WHERE level = 'departement') whole ON whole.indicator = c.indicator AND whole.period = c.period
LEFT JOIN own earlier ON earlier.indicator = c.indicator AND earlier.code = c.code AND earlier.period = a.earlier
ORDER BY i.rank, list_position($codes, c.code)
"""
EVER = 9999

BENCHMARKS = """
SELECT level, code, CASE level WHEN 'france' THEN 'France' ELSE $region END AS name, period, value, numerator,
       denominator
FROM benchmarks WHERE indicator = $slug AND period = $period
UNION ALL
SELECT level, code, name, period, value, numerator, denominator FROM named_cells
WHERE indicator = $slug AND period = $period AND level = 'departement' AND value IS NOT NULL
ORDER BY list_position(['departement', 'region', 'france'], level)
"""


def profile(warehouse: Warehouse, level: str, code: str, period: str | int = "latest") -> pd.DataFrame:
    """Every indicator that has values at a level, in one territory, one row each, in order of display.

    `period` is "latest", or a year: each indicator is then as it was known that year, at its latest year up to it.
    Columns: those of a cell (indicator, level, code, name, period, value, ..., quality), then
    comparable, mean, spread   the comparable cells of the level that year: how many, their mean, their deviation
    rank, tied, z, index_100   among them, 1 the highest; shared with `tied` others; 100 is the collectivité
    peers, peer_rank, peer_median, peer_group   the same among those of like size and density
    chance_low, chance_high, p_value   95 % bounds, and adjusted p-value of the gap to the rest of the collectivité
    whole_*   the collectivité's own cell; earlier_*  the territory's own, in the earlier year that may be compared
    """
    return table(warehouse, level, [code], period=period)


def table(
    warehouse: Warehouse,
    level: str,
    codes: Sequence[str],
    slugs: Sequence[str] = (),
    period: str | int = "latest",
) -> pd.DataFrame:
    """The profiles of several territories of a level, indicator by indicator; all indicators without `slugs`.

    UnknownValue lists the levels, UnknownTerritory the territories of the level.
    """
    known = names(territories(warehouse, level))
    for code in codes:
        if code not in known:
            raise UnknownTerritory(level, code, known)
    until = EVER if str(period) == "latest" else int(period)
    frame = warehouse.query(PROFILE, {"level": level, "codes": list(codes), "until": until})
    return frame[frame["indicator"].isin(slugs)].reset_index(drop=True) if slugs else frame


def benchmarks(warehouse: Warehouse, slug: str, period: int) -> pd.DataFrame:
    """level, code, name, period, value, numerator, denominator: the collectivité, its région and France that year.

    Only those that the producers' own figures give; empty for a year that nobody published.
    """
    indicator(warehouse, slug)
    given = {"slug": slug, "period": period, "region": facts(warehouse)["region"]}
    return warehouse.query(BENCHMARKS, given)


def breaks(warehouse: Warehouse, slug: str) -> tuple[int, ...]:
    """The first years of new methods in the sources of an indicator: no evolution crosses them."""
    frame = warehouse.query(
        """SELECT DISTINCT unnest(s.breaks) AS year
           FROM operands JOIN observations o USING (measure) JOIN sources s USING (source)
           WHERE slug = ? ORDER BY year""",
        [slug],
    )
    return tuple(int(year) for year in frame["year"])
