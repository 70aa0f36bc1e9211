"""What a map is drawn from: one indicator at one level and period, as frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator


@dataclass(frozen=True)
class MapData:
    """The answer of the warehouse to one choice.

    `cells`        level, code, name, period, value, numerator, denominator, low, high, margin, n, coverage, status,
                   quality; in the order of codes
    `reference`    the collectivité's own cell, with the same names, or None
    `facts`        name, subject, of, inside, territoires_title, territoires_stand_in...
    `sources`      source, producer, title, licence, page, vintage, secrecy, notes, demonstration, periods
    `measures`     measure, title, unit, weighted, periods: what the indicator is computed from
    `territories`  code, name, communes, communes_total: the level's territories
    """

    indicator: Indicator
    level: str
    level_plural: str
    period: int
    periods: tuple[int, ...]
    cells: pd.DataFrame
    reference: Mapping[str, Any] | None
    facts: Mapping[str, str]
    sources: pd.DataFrame
    measures: pd.DataFrame
    territories: pd.DataFrame

    @property
    def weighted(self) -> bool:
        """Whether a census estimate is in the figure."""
        return bool(self.measures["weighted"].any())

    @property
    def weighted_numerator(self) -> bool:
        names = [measure for measure, _ in self.indicator.numerator.terms]
        return bool(self.measures.loc[self.measures["measure"].isin(names), "weighted"].any())
