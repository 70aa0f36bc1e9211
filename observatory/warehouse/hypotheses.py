"""The declared hypotheses of a projection by components, once somebody has brought them."""

import numpy as np

from observatory.statistics.projection import BAND, FERTILE, Assumptions
from observatory.warehouse.read import Warehouse

OLDEST = 95
"""The age that opens the last band."""
BANDS = [f"{age:02}_{age + BAND - 1:02}" for age in range(0, OLDEST, BAND)] + [f"{OLDEST}_plus"]
"""Bands of five years, as the measures of ages, survival and fertility name them."""
SURVIVAL = [[f"projection.survie_{sex}_{band}" for band in ("naissance", *BANDS)] for sex in "fh"]
FERTILITY = [f"projection.fecondite_{band}" for band in BANDS[FERTILE]]
GIRLS = "projection.part_filles"


def assumptions(warehouse: Warehouse) -> Assumptions | None:
    """The latest year's survival and fertility of the collectivité; None while one of them is not known."""
    frame = warehouse.query(
        """SELECT measure, arg_max(value, period) AS value FROM observations
           WHERE starts_with(measure, 'projection.') AND level = 'departement' AND value IS NOT NULL GROUP BY measure"""
    )
    known = dict(zip(frame["measure"], frame["value"], strict=True))
    if not {GIRLS, *FERTILITY, *SURVIVAL[0], *SURVIVAL[1]} <= set(known):
        return None
    fertility = np.zeros(len(BANDS))
    fertility[FERTILE] = [known[name] for name in FERTILITY]
    return Assumptions(np.array([[known[name] for name in sex] for sex in SURVIVAL]), fertility, known[GIRLS])
