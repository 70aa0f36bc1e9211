"""A cell as sentences read it: its key, its value, what may be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from observatory.statistics.ranking import RANKED_STATUSES


@dataclass(frozen=True, order=True)
class CellKey:
    indicator: str
    level: str
    code: str
    period: int


@dataclass(frozen=True)
class Cell:
    """`value` is None without a figure; `margin` is the probable half-width of its rounding, in its own unit."""

    key: CellKey
    value: float | None
    margin: float = 0.0
    status: str = "valeur"
    quality: str | None = "solide"

    @property
    def sayable(self) -> bool:
        """A figure that a sentence may state: known, and not fragile."""
        return self.value is not None and self.status in RANKED_STATUSES and self.quality != "fragile"

    @property
    def known(self) -> float:
        """The value of a sayable cell."""
        if self.value is None:
            raise ValueError(f"{self.key} n'a pas de valeur : rien ne peut en être dit.")
        return self.value


def cell_of(indicator: str, row: Mapping[str, Any]) -> Cell:
    """The cell of one row[level, code, period, value, margin, status, quality] of the table `cells`."""
    key = CellKey(indicator, str(row["level"]), str(row["code"]), int(row["period"]))
    value = None if pd.isna(row["value"]) else float(row["value"])
    margin = 0.0 if pd.isna(row["margin"]) else float(row["margin"])
    quality = None if pd.isna(row["quality"]) else str(row["quality"])
    return Cell(key, value, margin, str(row["status"]), quality)
