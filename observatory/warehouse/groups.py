"""Any set of communes as a territory: their parts are summed on the fly, by the engine's own statement."""

from collections.abc import Sequence

import pandas as pd

from observatory.errors import ObservatoryError, UnknownValue
from observatory.statistics.quality import quality
from observatory.statistics.ranking import comparable
from observatory.warehouse.chance import chance
from observatory.warehouse.compare import EVER
from observatory.warehouse.engine import WHOLE, cells_sql
from observatory.warehouse.read import Warehouse
from observatory.warehouse.standings import index_100

GROUP = "groupe"
REFUSED = (
    "Figure publiée par le producteur (médiane, taux, indice) : elle ne se calcule pas en additionnant des communes."
)
TOO_SMALL = "Indicateur qui ne se lit pas dans une seule commune : les effectifs y sont trop petits."

ALONE = "SELECT level FROM memberships GROUP BY level, code HAVING list(commune) = [?]"
"""The levels where a commune is a territory by itself: commune, and for a few canton."""
CHOSEN = """
SELECT indicator, period, earlier FROM availability
WHERE level = 'departement' AND with_value > 0 AND period <= $until
QUALIFY period = max(period) OVER (PARTITION BY indicator)
"""
SUMMED = cells_sql(
    parts="""
    FROM parts SEMI JOIN (
        SELECT indicator, period FROM chosen UNION ALL SELECT indicator, earlier FROM chosen
    ) USING (indicator, period)""",
    members=f"SELECT code AS commune, '{GROUP}' AS level, '{GROUP}' AS code, {WHOLE} FROM asked",
    places=f"""
    SELECT '{GROUP}' AS level, '{GROUP}' AS code, sum(population) AS population FROM territories
    WHERE level = 'commune' AND code IN (FROM asked)""",
    missing="SELECT '' AS slug, '' AS level, '' AS code, 0 AS period, '' AS status WHERE false",
)
CELLS = f"WITH asked AS (SELECT unnest($communes) AS code), chosen AS ({CHOSEN}) FROM ({SUMMED})"
BESIDE = f"""
WITH chosen AS ({CHOSEN})
SELECT i.slug AS indicator, i.kind, i.scale, i.chance, i.weighted, i.levels, chosen.period AS asked,
       chosen.earlier AS earlier_period, a.region, a.france, whole.value AS whole_value,
       whole.numerator AS whole_numerator, whole.denominator AS whole_denominator, whole.low AS whole_low,
       whole.high AS whole_high, whole.margin AS whole_margin, whole.n AS whole_n, whole.status AS whole_status,
       whole.quality AS whole_quality
FROM chosen JOIN indicators i ON i.slug = chosen.indicator
JOIN availability a USING (indicator, period)
JOIN cells whole ON whole.indicator = chosen.indicator AND whole.period = chosen.period AND whole.level = a.level
WHERE a.level = 'departement' ORDER BY i.rank
"""
"""What no choice of communes changes: a kept answer."""
EARLIER = ["indicator", "value", "margin", "status", "quality"]
HIDDEN = ["kind", "scale", "chance", "weighted", "levels", "asked", "ranked"]


def group_cells(warehouse: Warehouse, communes: Sequence[str], period: str | int = "latest") -> pd.DataFrame:
    """Every computed indicator in a set of communes, one row each, in order of display; `period` as for a profile.

    Columns: those of a cell, then whole_*, earlier_*, region, france, chance_low, chance_high, p_value (not adjusted)
    and index_100 as in a profile, and `refusal`: why an indicator has no figure there. UnknownValue lists the communes.
    """
    known = warehouse.query("SELECT code FROM territories WHERE level = 'commune' ORDER BY code")["code"].tolist()
    for code in set(communes) - set(known):
        raise UnknownValue("commune", code, known)
    if not communes:
        raise ObservatoryError("Un groupe compte au moins une commune : donnez-en les codes.")
    until = EVER if str(period) == "latest" else int(period)
    summed = warehouse.query(CELLS, {"communes": sorted(set(communes)), "until": until})
    frame = warehouse.query(BESIDE, {"until": until}).merge(summed, on="indicator")
    if len(set(communes)) > 1:
        return _told(frame.assign(refusal=""))
    alike = warehouse.query(ALONE, [communes[0]])["level"]
    return _told(_refused_alone(frame, set(alike)))


def refusals(warehouse: Warehouse) -> dict[str, str]:
    """The indicators that no group can have, and why."""
    frame = warehouse.query("SELECT slug FROM indicators WHERE kind = 'published' ORDER BY rank")
    return dict.fromkeys(frame["slug"], REFUSED)


def _refused_alone(frame: pd.DataFrame, alike: set[str]) -> pd.DataFrame:
    """A single commune has only the indicators offered at a level where it is a territory by itself."""
    alone = frame["levels"].map(alike.isdisjoint)
    figures = ["value", "numerator", "denominator", "low", "high", "margin", "n"]
    frame.loc[alone, figures] = float("nan")
    frame.loc[alone, "status"] = "non_disponible"
    return frame.assign(refusal=alone.map({True: TOO_SMALL, False: ""}))


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """Quality and chance of the sums, the earlier ones beside."""
    frame["quality"] = pd.concat([quality(rows, str(kind)) for kind, rows in frame.groupby("kind")])
    frame["ranked"] = frame["value"].where(comparable(frame))
    frame["index_100"] = index_100(frame)
    asked = frame["period"] == frame["asked"]
    now, before = frame[asked], frame.loc[~asked, EARLIER]
    beside = before.rename(columns=lambda name: f"earlier_{name}").set_index("earlier_indicator")
    return (
        pd.concat([now, chance(now)], axis=1).drop(columns=HIDDEN).join(beside, on="indicator").reset_index(drop=True)
    )
