"""Any set of communes as a territory: their parts are summed on the fly, in arrays that a build keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from observatory.errors import ObservatoryError, UnknownValue
from observatory.statistics.quality import quality
from observatory.statistics.ranking import comparable
from observatory.warehouse.arithmetic import Flags, Floats, Sums, cells
from observatory.warehouse.chance import chance
from observatory.warehouse.compare import EVER
from observatory.warehouse.engine import PARTS
from observatory.warehouse.read import Warehouse
from observatory.warehouse.standings import index_100

GROUP = "groupe"
REFUSED = (
    "Figure publiée par le producteur (médiane, taux, indice) : elle ne se calcule pas en additionnant des communes."
)
TOO_SMALL = "Indicateur qui ne se lit pas dans une seule commune : les effectifs y sont trop petits."

CHOSEN = """
WITH chosen AS (
    SELECT indicator, period, earlier AS earlier_period, region, france FROM availability
    WHERE level = 'departement' AND with_value > 0 AND period <= $until
    QUALIFY period = max(period) OVER (PARTITION BY indicator)
)"""
BESIDE = f"""{CHOSEN}
SELECT i.kind, i.scale, i.chance, i.weighted, i.levels, i.years, i.min_coverage, i.counted,
       chosen.indicator, chosen.period, earlier_period, region, france, whole.value AS whole_value,
       whole.numerator AS whole_numerator, whole.denominator AS whole_denominator, whole.low AS whole_low,
       whole.high AS whole_high, whole.margin AS whole_margin, whole.n AS whole_n, whole.status AS whole_status,
       whole.quality AS whole_quality
FROM chosen JOIN indicators i ON i.slug = chosen.indicator SEMI JOIN parts USING (indicator, period)
JOIN (FROM cells WHERE level = 'departement') whole USING (indicator, period) ORDER BY i.rank"""
SUMMED = f"""{CHOSEN}
SELECT moment, parts.* FROM parts JOIN (
    SELECT 0 AS moment, indicator, period FROM chosen UNION ALL SELECT 1, indicator, earlier_period FROM chosen
) USING (indicator, period)"""
COMMUNES = "SELECT code, population FROM territories WHERE level = 'commune' ORDER BY code"
ALONE = "SELECT level, any_value(commune) AS commune FROM memberships GROUP BY level, code HAVING count(*) = 1"
HIDDEN = ["kind", "scale", "chance", "weighted", "levels", "years", "min_coverage", "counted", "ranked"]
EARLIER = ["value", "margin", "status", "quality"]


@dataclass(frozen=True)
class Ground:
    """What no choice of communes changes. Arrays are over (moment, indicator, commune): moment 0 is the year asked for,
    1 the earlier one that it is compared with."""

    indicators: pd.DataFrame
    """In order of display: what each declares, its years, the collectivité's own cell."""
    communes: pd.Index
    people: Floats
    """By commune."""
    parts: Floats
    """(moment, indicator, part, commune): 0 where the commune is not known, NaN without a denominator."""
    known: Flags
    estimated: Flags
    alone: Mapping[str, frozenset[str]]
    """The levels where a commune is a territory by itself: commune, and for a few canton."""

    def sums(self, communes: Sequence[str]) -> Sums:
        """Of the chosen communes; UnknownValue lists the communes."""
        chosen = np.isin(self.communes, communes)
        for code in set(communes) - set(self.communes[chosen]):
            raise UnknownValue("commune", code, self.communes.tolist())
        some = np.any(self.known & chosen, axis=-1)
        parts = np.where(some, np.moveaxis(self.parts @ chosen.astype(float), -1, 0), np.nan)
        covered, people = self.known @ (self.people * chosen), float(self.people @ chosen)
        share = np.minimum(covered / people, 1) if people else np.zeros_like(covered)
        estimated = np.any(self.estimated & chosen, axis=-1)
        return Sums(dict(zip(PARTS, parts, strict=True)), share, estimated, self.refused(communes))

    def refused(self, communes: Sequence[str]) -> Flags:
        """A single commune has only the indicators offered at a level where it is a territory by itself."""
        if len(set(communes)) > 1:
            return np.zeros(len(self.indicators), dtype=bool)
        return np.array([self.alone[communes[0]].isdisjoint(levels) for levels in self.indicators["levels"]])


def group_cells(warehouse: Warehouse, communes: Sequence[str], period: str | int = "latest") -> pd.DataFrame:
    """Every computed indicator in a set of communes, one row each, in order of display; `period` as for a profile.

    Columns: those of a cell, then whole_*, earlier_*, region, france, chance_low, chance_high, p_value (not adjusted)
    and index_100 as in a profile, and `refusal`: why an indicator has no figure there. UnknownValue lists the communes.
    """
    if not communes:
        raise ObservatoryError("Un groupe compte au moins une commune : donnez-en les codes.")
    ground = _ground(warehouse, EVER if str(period) == "latest" else int(period))
    sums = ground.sums(communes)
    now, before = (_judged(frame, ground.indicators) for frame in cells(sums, ground.indicators))
    frame = pd.concat([ground.indicators, now], axis=1).assign(level=GROUP, code=GROUP)
    frame["refusal"] = np.where(sums.refused, TOO_SMALL, "")
    frame["ranked"] = frame["value"].where(comparable(frame))
    frame["index_100"] = index_100(frame)
    earlier = before[EARLIER].where(frame["earlier_period"].notna()).add_prefix("earlier_")
    return pd.concat([frame, chance(frame), earlier], axis=1).drop(columns=HIDDEN)


def refusals(warehouse: Warehouse) -> dict[str, str]:
    """The indicators that no group can have, and why."""
    frame = warehouse.query("SELECT slug FROM indicators WHERE kind = 'published' ORDER BY rank")
    return dict.fromkeys(frame["slug"], REFUSED)


@lru_cache(maxsize=4)
def _ground(warehouse: Warehouse, until: int) -> Ground:
    """A few megabytes for each year asked for."""
    indicators = warehouse.query(BESIDE, {"until": until})
    communes, rows = warehouse.query(COMMUNES), warehouse.query(SUMMED, {"until": until})
    codes = pd.Index(communes["code"])
    known = np.zeros((2, len(indicators), len(codes)), dtype=bool)
    parts, estimated = np.zeros((*known.shape, len(PARTS))), known.copy()
    at = (
        rows["moment"],
        pd.Index(indicators["indicator"]).get_indexer(rows["indicator"]),
        codes.get_indexer(rows["code"]),
    )
    parts[at], known[at], estimated[at] = rows[[*PARTS]], True, rows["estimated"]
    alone = {str(commune): frozenset(levels) for commune, levels in warehouse.query(ALONE).groupby("commune")["level"]}
    people = communes["population"].to_numpy(dtype=float)
    return Ground(indicators, codes, people, np.swapaxes(parts, 2, 3).copy(), known, estimated, alone)


def _judged(frame: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """The cells with their quality."""
    told = frame.assign(weighted=indicators["weighted"])
    return told.assign(quality=quality(told, indicators["kind"])).drop(columns="weighted")
