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

BESIDE = """
SELECT i.slug AS indicator, i.kind, i.scale, i.chance, chosen.period, chosen.earlier AS earlier_period, region, france,
       whole.value AS whole_value, whole.numerator AS whole_numerator, whole.denominator AS whole_denominator,
       whole.low AS whole_low, whole.high AS whole_high, whole.margin AS whole_margin, whole.n AS whole_n,
       whole.status AS whole_status, whole.quality AS whole_quality
FROM (
    FROM availability WHERE level = 'departement' AND with_value > 0 AND period <= $until
    QUALIFY period = max(period) OVER (PARTITION BY indicator)
) chosen JOIN indicators i ON i.slug = chosen.indicator SEMI JOIN parts USING (indicator, period)
JOIN (FROM cells WHERE level = 'departement') whole USING (indicator, period) ORDER BY i.rank"""
"""What stands beside the figures of a group, at the year of each."""
SLICES = """
SELECT indicator, period, i.* EXCLUDE (slug, declaration) FROM (SELECT DISTINCT indicator, period FROM parts)
JOIN indicators i ON i.slug = indicator ORDER BY i.rank, period"""
COMMUNES = "SELECT code, population FROM territories WHERE level = 'commune' ORDER BY code"
ALONE = "SELECT level, any_value(commune) AS commune FROM memberships GROUP BY level, code HAVING count(*) = 1"
KEY = ["indicator", "period"]
EARLIER = ["value", "margin", "status", "quality"]
HIDDEN = ["kind", "scale", "chance", "ranked"]


@dataclass(frozen=True)
class Ground:
    """What no choice of communes changes. A slice is one indicator in one year."""

    slices: pd.DataFrame
    """In order of display, then of years, with what the indicator declares."""
    communes: pd.Index
    people: Floats
    """By commune."""
    parts: Floats
    """(slice, part, commune): 0 where the commune is not known, NaN without a denominator."""
    known: Flags
    """(slice, commune)"""
    estimated: Flags
    alone: Mapping[str, frozenset[str]]
    """The levels where a commune is a territory by itself: commune, and for a few canton."""

    def sums(self, communes: Sequence[str]) -> Sums:
        """Of the chosen communes; UnknownValue lists those that may be."""
        chosen = np.isin(self.communes, communes)
        for code in set(communes) - set(self.communes[chosen]):
            raise UnknownValue("commune", code, self.communes.tolist())
        some, estimated = (np.any(flags & chosen, axis=-1) for flags in (self.known, self.estimated))
        parts = np.where(some, (self.parts @ chosen.astype(float)).T, np.nan)
        covered, people = self.known @ (self.people * chosen), float(self.people @ chosen)
        share = np.minimum(covered / people, 1) if people else np.zeros_like(covered)
        return Sums(dict(zip(PARTS, parts, strict=True)), share, estimated, self._refused(communes))

    def _refused(self, communes: Sequence[str]) -> Flags:
        """A single commune has only the indicators offered at a level where it is a territory by itself."""
        if len(set(communes)) > 1:
            return np.zeros(len(self.slices), dtype=bool)
        return np.array([self.alone[communes[0]].isdisjoint(levels) for levels in self.slices["levels"]])


def group_cells(warehouse: Warehouse, communes: Sequence[str], period: str | int = "latest") -> pd.DataFrame:
    """Every computed indicator in a set of communes, one row each, in order of display; `period` as for a profile.

    Columns: those of a cell, then whole_*, earlier_*, region, france, chance_low, chance_high, p_value (not adjusted)
    and index_100 as in a profile, and `refusal`: why an indicator has no figure there. UnknownValue lists the communes.
    """
    known = group_series(warehouse, communes).set_index(KEY)
    beside = warehouse.query(BESIDE, {"until": EVER if str(period) == "latest" else int(period)})
    frame = pd.concat([beside, _at(known, beside["indicator"], beside["period"])], axis=1)
    frame["ranked"] = frame["value"].where(comparable(frame))
    frame["index_100"] = index_100(frame)
    earlier = _at(known[EARLIER], beside["indicator"], beside["earlier_period"].fillna(0).astype(int))
    return pd.concat([frame, chance(frame), earlier.add_prefix("earlier_")], axis=1).drop(columns=HIDDEN)


def _at(known: pd.DataFrame, indicators: pd.Series, periods: pd.Series) -> pd.DataFrame:
    """The cells of these indicators in these years; empty where there is none."""
    return known.reindex(pd.MultiIndex.from_arrays([indicators, periods])).reset_index(drop=True)


def group_series(warehouse: Warehouse, communes: Sequence[str]) -> pd.DataFrame:
    """The cells of a set of communes, every computed indicator at every year, oldest first; and their `refusal`."""
    if not communes:
        raise ObservatoryError("Un groupe compte au moins une commune : donnez-en les codes.")
    ground = _ground(warehouse)
    sums = ground.sums(communes)
    frame = pd.concat([ground.slices[[*KEY, "weighted"]], cells(sums, ground.slices)], axis=1)
    frame["quality"] = quality(frame, ground.slices["kind"])
    frame["refusal"] = np.where(sums.refused, TOO_SMALL, "")
    return frame.assign(level=GROUP, code=GROUP).drop(columns="weighted")


def refusals(warehouse: Warehouse) -> dict[str, str]:
    """The indicators that no group can have, and why."""
    frame = warehouse.query("SELECT slug FROM indicators WHERE kind = 'published' ORDER BY rank")
    return dict.fromkeys(frame["slug"], REFUSED)


@lru_cache(maxsize=2)
def _ground(warehouse: Warehouse) -> Ground:
    """Some ten megabytes for a build."""
    slices, communes, rows = (warehouse.query(sql) for sql in (SLICES, COMMUNES, "FROM parts"))
    codes = pd.Index(communes["code"])
    known = np.zeros((len(slices), len(codes)), dtype=bool)
    parts, estimated = np.zeros((*known.shape, len(PARTS))), known.copy()
    at = (
        pd.MultiIndex.from_frame(slices[KEY]).get_indexer(pd.MultiIndex.from_frame(rows[KEY])),
        codes.get_indexer(rows["code"]),
    )
    parts[at], known[at], estimated[at] = rows[[*PARTS]], True, rows["estimated"]
    alone = {str(commune): frozenset(levels) for commune, levels in warehouse.query(ALONE).groupby("commune")["level"]}
    people = communes["population"].to_numpy(dtype=float)
    return Ground(slices, codes, people, np.swapaxes(parts, 1, 2).copy(), known, estimated, alone)
