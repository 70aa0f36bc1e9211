"""What analysts ask of one map: where each cell stands, what chance could have made, its rate smoothed."""

import numpy as np
import pandas as pd

from observatory.statistics.smoothing import empirical_bayes
from observatory.warehouse.read import Warehouse, period_of

CELLS = """
SELECT c.code, c.numerator, c.denominator, i.kind, i.scale, i.chance, s.z, s.index_100, s.chance_low, s.chance_high
FROM cells c JOIN indicators i ON i.slug = c.indicator
LEFT JOIN standings s USING (indicator, level, code, period)
WHERE c.indicator = ? AND c.level = ? AND c.period = ? ORDER BY c.code
"""
SMOOTHED = ("proportion", "events")
"""How chance enters a rate that may be smoothed."""


def analysis(warehouse: Warehouse, slug: str, level: str, period: str | int) -> pd.DataFrame:
    """code, z, index_100, chance_low, chance_high, smoothed: one row a territory, in the order of codes.

    `smoothed` is the rate drawn towards the mean of the level, the more so as it rests on less (empirical Bayes);
    NaN where no chance is declared to enter it.
    """
    frame = warehouse.query(CELLS, [slug, level, period_of(warehouse, slug, level, period)])
    return frame.assign(smoothed=_smoothed(frame))[["code", "z", "index_100", "chance_low", "chance_high", "smoothed"]]


def _smoothed(frame: pd.DataFrame) -> pd.Series:
    rates = frame["kind"].eq("ratio") & frame["chance"].isin(SMOOTHED)
    if not rates.all():
        return pd.Series(np.nan, index=frame.index)
    counts = frame[["numerator", "denominator"]].astype(float).to_numpy()
    return pd.Series(empirical_bayes(counts[:, 0], counts[:, 1]).rate, index=frame.index) * frame["scale"]
