"""Electoral cantons: sums of whole communes, and of estimated parts of those that several cantons share.

Without weights the level is closed, and says why.
"""

import pandas as pd

from observatory.catalogue.collectivite import Collectivite
from observatory.catalogue.electoral import ELECTORAL, UNWEIGHTED
from observatory.errors import ClosedLevel, UnknownTerritory
from observatory.statistics.apportion import shares
from observatory.statistics.quality import quality
from observatory.warehouse.engine import cells_sql
from observatory.warehouse.read import Warehouse, facts, indicator, levels, names, period_of

COLUMNS = ["commune", "code", "name", "share", "low_share", "high_share"]
NOT_RELEASED = "Les estimations ne sont pas diffusées."
WITHOUT_CANTONS = "Cette collectivité n’a pas de cantons."
CELLS = cells_sql(
    parts="FROM parts WHERE indicator = $slug AND period = $period",
    members="SELECT 'canton' AS level, * EXCLUDE name FROM electoral_parts",
    places="""
    SELECT 'canton' AS level, e.code, sum(population * share) AS population
    FROM electoral_parts e JOIN territories t ON t.level = 'commune' AND t.code = e.commune GROUP BY ALL""",
    missing="SELECT '' AS slug, '' AS level, '' AS code, 0 AS period, '' AS status WHERE false",
)
"""They have the indicators that are offered by canton-ou-ville."""


def electoral_parts(collectivite: Collectivite) -> pd.DataFrame:
    """One row per commune and canton that has it, or a part of it, with the bounds of its share."""
    declared = collectivite.electoral
    if declared is None:
        return pd.DataFrame(columns=COLUMNS)
    whole = [(c, one.code, one.name, 1.0, 1.0, 1.0) for one in declared.cantons for c in one.communes]
    split = sorted({commune for one in declared.cantons for commune in one.parts})
    parted = []
    for commune in split:
        among = [one for one in declared.cantons if commune in one.parts]
        shared = shares([one.parts[commune] for one in among], declared.error)
        parted += [(commune, one.code, one.name, *share) for one, share in zip(among, shared, strict=True)]
    return pd.DataFrame([*whole, *parted], columns=COLUMNS)


def electoral_missing(collectivite: Collectivite) -> str:
    """Why the level has no figures; empty where it has."""
    if collectivite.electoral:
        return ""
    return UNWEIGHTED if "canton" in collectivite.levels else WITHOUT_CANTONS


def closed_levels(warehouse: Warehouse) -> list[dict[str, str]]:
    """level, title, reason of what cannot be offered."""
    reason = facts(warehouse).get("electoral_missing", NOT_RELEASED)
    return [{"level": ELECTORAL, "title": "Canton électoral", "reason": reason}] if reason else []


def electoral_cantons(warehouse: Warehouse) -> pd.DataFrame:
    """The columns of `read.territories`; communes count those that are shared out. ClosedLevel without weights."""
    _open(warehouse)
    return warehouse.query(
        f"""SELECT '{ELECTORAL}' AS level, e.code, e.name, NULL::DOUBLE AS area_km2,
                   sum(population * share) AS population, NULL::DOUBLE AS lon, NULL::DOUBLE AS lat,
                   count(*)::INTEGER AS communes, count(*)::INTEGER AS communes_total
            FROM electoral_parts e JOIN territories t ON t.level = 'commune' AND t.code = e.commune
            GROUP BY ALL ORDER BY e.code"""
    )


def electoral_cells(warehouse: Warehouse, slug: str, period: str | int, territory: str | None = None) -> pd.DataFrame:
    """The cells of every electoral canton, like those of another level: `estime` where a commune is shared out."""
    _open(warehouse)
    one = indicator(warehouse, slug)
    year = period_of(warehouse, slug, "canton", period)
    cells = warehouse.query(CELLS, {"slug": slug, "period": year})
    cells = cells.assign(level=ELECTORAL, quality=quality(cells, one.kind))
    named = cells.merge(electoral_cantons(warehouse)[["code", "name"]], on="code").sort_values("code")
    if territory is None:
        return named.reset_index(drop=True)
    if territory not in set(named["code"]):
        raise UnknownTerritory(ELECTORAL, territory, names(named))
    return named[named["code"] == territory].reset_index(drop=True)


def _open(warehouse: Warehouse) -> None:
    for closed in closed_levels(warehouse):
        raise ClosedLevel(closed["level"], closed["reason"], levels(warehouse)["level"].tolist())
