"""A need crossed with the offer that answers it: nine classes, four quadrants, ranked deficits, how firm they are."""

from dataclasses import dataclass

import pandas as pd

from observatory.catalogue import Crossing, Indicator
from observatory.errors import ObservatoryError, UnknownValue
from observatory.statistics.crossing import QUADRANTS, Thresholds, deficits, moved, nine_classes, quadrants, terciles
from observatory.statistics.ranking import comparable
from observatory.warehouse.read import Warehouse, cells, indicator, levels, levels_of, period_of, reference

LEAST = 6
"""Comparable territories under which thirds mean nothing."""


@dataclass(frozen=True)
class Crossed:
    """A crossing at one level.

    `cells`: code, name, need, offer (their values), need_quality, offer_quality, class (3 x need + offer, each 0 to 2
    from the weakest; -1 where either is unknown or fragile), quadrant (a slug of QUADRANTS or None), deficit (-1 to 1,
    rank of need less that of offer) and rank (1: the widest deficit). `thresholds` and `references` are values as
    shown; the references are the collectivité's, or the median where it has none. `signs` is -1 where a low value is
    the strong need or the rich offer, else 1. `moved`: axis, threshold, moved_to and changed, the number of territories
    that change class when one threshold moves by a tenth of itself.
    """

    crossing: Crossing
    need: Indicator
    offer: Indicator
    level: str
    periods: tuple[int, int]
    cells: pd.DataFrame
    thresholds: Thresholds
    references: tuple[float, float]
    signs: tuple[int, int]
    quadrants: dict[str, int]
    moved: pd.DataFrame


def crossings(warehouse: Warehouse) -> list[Crossing]:
    """Every declared crossing, in order of display."""
    frame = warehouse.query("SELECT declaration FROM studies WHERE kind = 'crossing' ORDER BY rank")
    return [Crossing.model_validate_json(declaration) for declaration in frame["declaration"]]


def crossing_levels(warehouse: Warehouse, slug: str) -> list[str]:
    """The levels where both have values and territories are many enough, finest first."""
    asked = _declared(warehouse, slug)
    shared = set(levels_of(warehouse, asked.need)) & set(levels_of(warehouse, asked.offer))
    count = warehouse.query("SELECT level, count(*) AS count FROM territories GROUP BY level").set_index("level")[
        "count"
    ]
    return [level for level in levels(warehouse)["level"] if level in shared and count[level] >= LEAST]


def crossing(warehouse: Warehouse, slug: str, level: str) -> Crossed:
    """A crossing at a level, each indicator at its latest year; UnknownValue lists the crossings, or its levels."""
    asked, known = _declared(warehouse, slug), crossing_levels(warehouse, slug)
    if level not in known:
        raise UnknownValue(f"niveau pour « {slug} »", level, known)
    need, offer = _Axis(warehouse, asked.need, level), _Axis(warehouse, asked.offer, level)
    pair = need.frame.merge(offer.frame, left_index=True, right_index=True, suffixes=("_need", "_offer"))
    both = pair["strength_need"].notna() & pair["strength_offer"].notna()
    if both.sum() < LEAST:
        raise ObservatoryError(f"{asked.title} : {both.sum()} territoires comparables seulement à ce niveau.")
    needed, offered = pair["strength_need"].where(both), pair["strength_offer"].where(both)
    limits = terciles(needed, offered)
    deficit = deficits(needed, offered).reindex(pair.index)
    told = pd.DataFrame(
        {
            "code": pair.index,
            "name": pair["name_need"],
            "need": pair["value_need"],
            "offer": pair["value_offer"],
            "need_quality": pair["quality_need"],
            "offer_quality": pair["quality_offer"],
            "class": nine_classes(needed, offered, limits),
            "quadrant": quadrants(needed, offered, need.reference, offer.reference),
            "deficit": deficit,
            "rank": deficit.rank(ascending=False, method="min"),
        }
    ).reset_index(drop=True)
    counts = told["quadrant"].value_counts()
    return Crossed(
        asked, need.indicator, offer.indicator, level, (need.period, offer.period), told,
        Thresholds(need.shown(limits.need), offer.shown(limits.offer)),
        (need.sign * need.reference, offer.sign * offer.reference),
        (need.sign, offer.sign),
        {name: int(counts.get(name, 0)) for name in QUADRANTS},
        _as_shown(moved(needed, offered, limits), need, offer),
    )  # fmt: skip


class _Axis:
    """An indicator as a strength: the opposite of its values where a low one is the strong need or the rich offer."""

    def __init__(self, warehouse: Warehouse, slug: str, level: str) -> None:
        self.indicator = indicator(warehouse, slug)
        wanted = "higher-is-better" if self.indicator.nature != "offre" else "higher-is-worse"
        self.sign = -1 if self.indicator.direction == wanted else 1
        self.period = period_of(warehouse, slug, level, "latest")
        frame = cells(warehouse, slug, level, self.period).set_index("code")
        self.frame = frame.assign(strength=(self.sign * frame["value"]).where(comparable(frame)))
        whole = reference(warehouse, slug, self.period)
        self.reference = self.sign * float(whole["value"]) if whole else float(self.frame["strength"].median())

    def shown(self, strengths: tuple[float, float]) -> tuple[float, float]:
        """Thresholds as values, the lower first."""
        low, high = sorted(self.sign * strength for strength in strengths)
        return low, high


def _as_shown(changes: pd.DataFrame, need: _Axis, offer: _Axis) -> pd.DataFrame:
    sign = changes["axis"].map({"need": need.sign, "offer": offer.sign})
    return changes.assign(threshold=sign * changes["threshold"], moved_to=sign * changes["moved_to"])


def _declared(warehouse: Warehouse, slug: str) -> Crossing:
    known = {one.slug: one for one in crossings(warehouse)}
    if slug not in known:
        raise UnknownValue("croisement", slug, list(known))
    return known[slug]
