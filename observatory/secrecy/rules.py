"""The secrecy rule of a source: which counts are sensitive, what a zero may do, what a hidden cell is known to be."""

from typing import Annotated, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from observatory.catalogue.model import Declaration
from observatory.secrecy.relations import Mask


class Rule(Declaration):
    """Thresholds with the text they come from. A count is sensitive if any of these holds:

    - it is from 1 to `minimum` - 1;
    - the group it is counted in, its denominator, is below `group`;
    - its largest contributor makes more than `dominance` of it;
    - it is 0, of a group that is not empty, and `zero` is « sensible »;
    - it is all of its group, and `whole` is « sensible ».
    """

    text: str
    minimum: Annotated[int, Field(ge=1)] = 5
    group: Annotated[int, Field(ge=0)] = 0
    dominance: Annotated[float, Field(gt=0, le=1)] = 1.0
    zero: Literal["publié", "complément", "sensible"] = "complément"
    """« publié »: never hidden, and readers know it; « complément »: hidden where that protects others."""
    whole: Literal["complément", "sensible"] = "complément"
    width: Annotated[int, Field(ge=1)] = 5
    """What is left of doubt on a hidden count: this many units at least."""

    def apply(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add sensitive, low, high and width to cells (value; denominator and largest, NaN where there is none).

        The denominator is taken to be public: it bounds what is counted in it.
        """
        small = (cells["denominator"] < self.group).to_numpy()
        known = cells.assign(
            low=np.where(small | (self.zero != "publié"), 0.0, 1.0),
            high=cells["denominator"].fillna(np.inf),
            width=float(self.width),
        )
        return known.assign(sensitive=small | self._few(cells) | self._extreme(cells))

    def _few(self, cells: pd.DataFrame) -> Mask:
        value = cells["value"]
        dominated = (value > 0) & (cells["largest"] > self.dominance * value)
        return (value.between(1, self.minimum - 1) | dominated).to_numpy()

    def _extreme(self, cells: pd.DataFrame) -> Mask:
        value, group = cells["value"], cells["denominator"]
        nobody = (value == 0) & (group != 0) & (self.zero == "sensible")
        everybody = (value == group) & (group != 0) & (self.whole == "sensible")
        return (nobody | everybody).to_numpy()
