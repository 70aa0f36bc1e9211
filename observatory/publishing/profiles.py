"""Territories told by all their indicators: the rows of a profile as figures that sentences and tables read."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.collectivite import Grammar
from observatory.figures.words import coarse
from observatory.statistics.cell import Cell, cell_of
from observatory.statistics.french import Name, name_of, name_of_collectivite
from observatory.statistics.ranking import Standing, common
from observatory.statistics.sentences import Figure
from observatory.warehouse import read
from observatory.warehouse.compare import table
from observatory.warehouse.read import Warehouse

Row = Mapping[Hashable, Any]
PARTS = ("value", "margin", "status", "quality")


@dataclass(frozen=True)
class Known:
    """What every profile of a build needs, asked once."""

    indicators: Mapping[str, Indicator]
    facts: Mapping[str, str]
    plurals: Mapping[str, str]
    weighted: frozenset[str]
    """Measures that the census estimates."""
    invented: frozenset[str]
    """Measures of a demonstration."""

    @property
    def whole(self) -> Name:
        return name_of_collectivite(Grammar(**{part: self.facts[part] for part in ("subject", "of", "inside")}))

    def approximate(self, indicator: Indicator) -> bool:
        """Is its value a count that the census estimates?"""
        return indicator.kind == "count" and any(name in self.weighted for name in indicator.measures)

    def demonstration(self, indicator: Indicator) -> bool:
        return any(name in self.invented for name in indicator.measures)


@lru_cache(maxsize=2)
def known(warehouse: Warehouse) -> Known:
    """The catalogue, names and kinds of measures of a build."""
    levels = read.levels(warehouse)
    return Known(
        indicators={one.slug: one for one in read.indicators(warehouse)},
        facts=read.facts(warehouse),
        plurals=dict(zip(levels["level"], levels["plural"], strict=True)),
        weighted=frozenset(read.weighted_measures(warehouse)),
        invented=frozenset(read.demonstration_measures(warehouse)),
    )


def figures(warehouse: Warehouse, level: str, code: str) -> list[Figure]:
    """Every indicator known in a territory, at its latest year, in order of display."""
    about = known(warehouse)
    return [figure(row, about) for row in table(warehouse, level, [code]).to_dict("records")]


def figure(row: Row, about: Known) -> Figure:
    """One row of a profile: the cell, the collectivité's, its standing, its earlier year."""
    indicator = about.indicators[row["indicator"]]
    is_whole = row["level"] == "departement"
    division = about.facts["territoires_title"] or "territoire"
    return Figure(
        indicator=indicator,
        name=about.whole if is_whole else name_of(row["level"], row["name"], division, str(row["code"])),
        cell=_rounded(cell_of(indicator.slug, {str(key): value for key, value in row.items()}), about, indicator),
        reference=None
        if is_whole
        else _other(row, "whole", ("departement", about.facts["collectivite"], row["period"])),
        reference_name=None if is_whole else about.whole,
        standing=None if is_whole else _standing(row, about),
        earlier=_other(row, "earlier", (row["level"], row["code"], row["earlier_period"])),
        spread=None if pd.isna(row["spread"]) else float(row["spread"]),
    )


def _rounded(cell: Cell, about: Known, indicator: Indicator) -> Cell:
    """A census count is never shown as exact."""
    if cell.value is None or not about.approximate(indicator):
        return cell
    return replace(cell, value=coarse(cell.value), status="estime")


def _other(row: Row, prefix: str, key: tuple[str, str, float]) -> Cell | None:
    """The cell whose columns begin with `prefix`, at (level, code, period)."""
    if pd.isna(row[f"{prefix}_value"]):
        return None
    place = dict(zip(("level", "code", "period"), key, strict=True))
    return cell_of(row["indicator"], {**place, **{part: row[f"{prefix}_{part}"] for part in PARTS}})


def _standing(row: Row, about: Known) -> Standing | None:
    if pd.isna(row["rank"]):
        return None
    return Standing(int(row["rank"]), int(row["comparable"]), int(row["tied"]), common(about.plurals[row["level"]]))
