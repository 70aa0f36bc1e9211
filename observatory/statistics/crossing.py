"""Need crossed with offer: nine classes for the map, four named quadrants, deficits, and how firm the classes are."""

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from observatory.statistics.classes import assign

QUADRANTS: dict[str, str] = {
    "deficit": "Plus de besoin, moins d’offre",
    "reponse": "Plus de besoin, plus d’offre",
    "calme": "Moins de besoin, moins d’offre",
    "avance": "Moins de besoin, plus d’offre",
}
"""Against the collectivité's two values; « fort » and « faible » are kept for the nine classes, which are thirds."""
SIDE = 3
"""Classes along each axis."""


class Thresholds(NamedTuple):
    """The two inner breaks of each axis."""

    need: tuple[float, float]
    offer: tuple[float, float]


def terciles(need: ArrayLike, offer: ArrayLike) -> Thresholds:
    """Thresholds that part the known values of each axis into thirds."""
    return Thresholds(_thirds(need), _thirds(offer))


def _thirds(values: ArrayLike) -> tuple[float, float]:
    """Where over a third share the lowest value (no equipment at all), they are the lowest class: breaks lie above."""
    known = np.asarray(values, dtype=float)
    distinct = np.unique(known[~np.isnan(known)])
    low, high = np.maximum(np.nanquantile(known, (1 / 3, 2 / 3)), distinct[:2].max())
    return float(low), float(high)


def nine_classes(need: ArrayLike, offer: ArrayLike, thresholds: Thresholds) -> NDArray[np.int64]:
    """3 x class of need + class of offer, each 0 to 2 from the lowest; -1 where either is unknown."""
    rows, columns = assign(need, thresholds.need), assign(offer, thresholds.offer)
    return np.where((rows < 0) | (columns < 0), -1, SIDE * rows + columns)


def quadrants(need: ArrayLike, offer: ArrayLike, need_reference: float, offer_reference: float) -> pd.Series:
    """Slug of QUADRANTS for each territory, against the collectivité's two values; None where either is unknown."""
    much, rich = assign(need, (need_reference,)), assign(offer, (offer_reference,))
    slugs = np.array(["calme", "avance", "deficit", "reponse"], dtype=object)[2 * much + rich]
    slugs[(much < 0) | (rich < 0)] = None
    return pd.Series(slugs, index=need.index if isinstance(need, pd.Series) else None, dtype=object)


def deficits(need: pd.Series, offer: pd.Series) -> pd.Series:
    """Percentile rank of need less that of offer, -1 to 1, the widest deficit first; only where both are known."""
    both = pd.DataFrame({"need": need, "offer": offer}).dropna()
    ranks = both.rank(pct=True)
    return (ranks["need"] - ranks["offer"]).sort_values(ascending=False, kind="stable")


def moved(need: ArrayLike, offer: ArrayLike, thresholds: Thresholds, share: float = 0.1) -> pd.DataFrame:
    """How many territories change class when each threshold moves by `share` of itself.

    One row a threshold and way: axis (need or offer), threshold, moved_to, changed.
    """
    before = nine_classes(need, offer, thresholds)
    rows = []
    for axis, at, factor in product(("need", "offer"), (0, 1), (1 - share, 1 + share)):
        breaks = thresholds.need if axis == "need" else thresholds.offer
        shifted = _shifted(breaks, at, factor)
        other = Thresholds(shifted, thresholds.offer) if axis == "need" else Thresholds(thresholds.need, shifted)
        changed = int((before != nine_classes(need, offer, other)).sum())
        rows.append((axis, breaks[at], breaks[at] * factor, changed))
    return pd.DataFrame(rows, columns=["axis", "threshold", "moved_to", "changed"])


def _shifted(breaks: tuple[float, float], at: int, factor: float) -> tuple[float, float]:
    """One break moved, and both still in order."""
    low, high = (b * factor if i == at else b for i, b in enumerate(breaks))
    return (min(low, high), max(low, high))
