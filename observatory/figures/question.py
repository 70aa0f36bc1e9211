"""What a map is drawn from: one indicator at one level and period, as frames."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator, Operand
from observatory.catalogue.collectivite import Grammar
from observatory.figures.choice import Choice
from observatory.figures.words import coarse
from observatory.statistics.cell import Cell, cell_of
from observatory.statistics.french import Name, name_of_collectivite


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
    `ever`         period, value, reference (the collectivité's that year): the cells of every year, where classes are
                   to be the same whatever the year
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
    ever: pd.DataFrame | None = None

    @property
    def circles(self) -> bool:
        """A count is drawn as circles: a choropleth would paint the size of the territory."""
        return self.indicator.kind == "count"

    @cached_property
    def approximate(self) -> bool:
        """Whether the value itself is a count that the census estimates."""
        return self.circles and self.weighted(self.indicator.numerator)

    @cached_property
    def whole(self) -> Name:
        """The collectivité in a sentence."""
        return name_of_collectivite(Grammar(**{part: self.facts[part] for part in ("subject", "of", "inside")}))

    @cached_property
    def reference_cell(self) -> Cell | None:
        return None if self.reference is None else said_cell(self.reference, self)

    def shows_gap(self, choice: Choice) -> bool:
        """Whether the gap asked for means something: a rate or an index, whose département value is known."""
        return choice.gap and not self.circles and self.reference is not None and self.level != "departement"

    def weighted(self, operand: Operand | None) -> bool:
        """Whether a census estimate is in the operand."""
        names = [measure for measure, _ in operand.terms] if operand else []
        return bool(self.measures.loc[self.measures["measure"].isin(names), "weighted"].any())

    def years_of(self, operand: Operand) -> list[int]:
        """The years for which all of the operand's measures are known."""
        periods = self.measures.set_index("measure")["periods"]
        known = [set(map(int, periods[measure])) for measure, _ in operand.terms if measure in periods.index]
        return sorted(set.intersection(*known)) if known else []

    @cached_property
    def demonstration(self) -> bool:
        return bool(self.sources["demonstration"].any())


def said_cell(row: Mapping[str, Any], data: MapData) -> Cell:
    """A cell as sentences read it: a census count is rounded and said to be about right."""
    cell = cell_of(data.indicator.slug, row)
    if data.approximate and cell.value is not None:
        return replace(cell, value=coarse(cell.value), status="estime")
    return cell
