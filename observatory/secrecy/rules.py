"""What a source's rule makes of its counts: which are sensitive, what a hidden one is known to be."""

import numpy as np
import pandas as pd

from observatory.catalogue.rule import Rule
from observatory.secrecy.relations import Mask


def apply(rule: Rule, cells: pd.DataFrame) -> pd.DataFrame:
    """Add sensitive, low, high and width to cells (value; denominator and largest, NaN where there is none).

    The denominator is taken to be public: it bounds what is counted in it.
    """
    small = (cells["denominator"] < rule.group).to_numpy()
    known = cells.assign(
        low=np.where(small | (rule.zero != "publié"), 0.0, 1.0),
        high=cells["denominator"].fillna(np.inf),
        width=float(rule.width),
    )
    return known.assign(sensitive=small | _few(rule, cells) | _extreme(rule, cells))


def _few(rule: Rule, cells: pd.DataFrame) -> Mask:
    value = cells["value"]
    dominated = (value > 0) & (cells["largest"] > rule.dominance * value)
    return (value.between(1, rule.minimum - 1) | dominated).to_numpy()


def _extreme(rule: Rule, cells: pd.DataFrame) -> Mask:
    value, group = cells["value"], cells["denominator"]
    nobody = (value == 0) & (group != 0) & (rule.zero == "sensible")
    everybody = (value == group) & (group != 0) & (rule.whole == "sensible")
    return (nobody | everybody).to_numpy()
