"""What the warehouse answers to the texts, each question asked once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.collectivite import Grammar
from observatory.errors import ObservatoryError, UnknownTerritory, UnknownValue
from observatory.figures.choice import Choice
from observatory.figures.question import MapData
from observatory.figures.view import map_view
from observatory.figures.words import STATUSES, value_text
from observatory.publishing import views
from observatory.statistics.french import Name, name_of, name_of_collectivite
from observatory.statistics.ranking import ranks
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

WHOLE = "departement"
KEPT = 1024


class Missing(ObservatoryError):
    """What a text asks for exists, but this collectivité has no figure for it: the page is left out."""


@dataclass(frozen=True)
class Territory:
    """A territory of a level; `name` in a sentence, `plain` in a table."""

    level: str
    code: str
    name: Name
    plain: str


class Answers:
    """The figures of one warehouse. `declared`: slugs that exist, whether or not this warehouse holds them."""

    def __init__(self, warehouse: Warehouse, declared: Collection[str] = ()) -> None:
        self.warehouse = warehouse
        self.declared = declared
        self.data = lru_cache(KEPT)(self._data)
        self.view = lru_cache(KEPT)(self._view)
        self.cells = lru_cache(KEPT)(self._cells)
        self.history = lru_cache(KEPT)(self._history)
        self.approximate = lru_cache(KEPT)(self._approximate)
        self.breaks = lru_cache(KEPT)(self._breaks)
        self.geometry = lru_cache(32)(lambda level: views.geometry_of(warehouse, level))
        self.territories = lru_cache(32)(lambda level: read.territories(warehouse, level))
        self.names = lru_cache(32)(lambda level: read.names(self.territories(level)))

    @cached_property
    def facts(self) -> dict[str, str]:
        return read.facts(self.warehouse)

    @property
    def rehearsal(self) -> str:
        """The words that stand on every page of a rehearsal; none otherwise."""
        return self.facts.get("rehearsal", "")

    @cached_property
    def collectivite(self) -> str:
        return self.facts["collectivite"]

    @cached_property
    def whole(self) -> Territory:
        """The collectivité itself."""
        name = name_of_collectivite(Grammar(**{part: self.facts[part] for part in ("subject", "of", "inside")}))
        return Territory(WHOLE, str(self.territories(WHOLE)["code"].iat[0]), name, self.facts["name"])

    @cached_property
    def levels(self) -> pd.DataFrame:
        """level -> rank, title, plural."""
        return read.levels(self.warehouse).set_index("level")

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {one.slug: one for one in read.indicators(self.warehouse)}

    @cached_property
    def available(self) -> dict[tuple[str, str], list[int]]:
        """(indicator, level) -> years with a value, oldest first."""
        frame = read.availability(self.warehouse)
        known = frame[frame["with_value"] > 0]
        groups = known.groupby(["indicator", "level"])["period"]
        return {(str(key[0]), str(key[1])): sorted(map(int, periods)) for key, periods in groups}

    def indicator(self, slug: str) -> Indicator:
        """UnknownValue for a slug nobody declared; Missing for one that has no figure here."""
        if slug not in self.indicators and slug not in self.declared:
            raise UnknownValue("indicateur", slug, sorted({*self.indicators, *self.declared}))
        if not any(known == slug for known, _ in self.available):
            raise Missing(f"« {slug} » n'a pas de valeur {self.facts['inside']}")
        return self.indicators[slug]

    def level(self, slug: str, wanted: str = "") -> str:
        """The first level of `wanted` (`canton,commune`) that has values; by default the finest that is solid."""
        self.indicator(slug)
        if not wanted:
            return read.default_level(self.warehouse, slug)
        for level in wanted.split(","):
            if (slug, level) in self.available:
                return level
        raise Missing(f"« {slug} » n'a pas de valeur au niveau {wanted} {self.facts['inside']}")

    def period(self, slug: str, level: str, wanted: str = "latest") -> int:
        """A year that has values, or `latest`."""
        years = self.available.get((slug, level), [])
        if not years:
            raise Missing(f"« {slug} » n'a pas de valeur au niveau {level} {self.facts['inside']}")
        named = {"latest": years[-1], **{str(year): year for year in years}}
        if wanted not in named:
            raise UnknownValue(f"année pour « {slug} », niveau {level}", wanted, [*map(str, years)])
        return named[wanted]

    def territory(self, level: str, code: str) -> Territory:
        """One territory; UnknownTerritory lists those of the level."""
        if level == WHOLE:
            return self.whole
        names = self.names(level)
        if code not in names:
            raise UnknownTerritory(level, code, names)
        plain = names[code]
        name = name_of(level, plain, self.facts.get("territoires_title", "territoire"), code)
        return Territory(level, code, name, plain)

    def row(self, slug: str, territory: Territory, period: int) -> dict[str, Any] | None:
        """A territory's cell of a year, or None where there is none."""
        return self.rows(slug, territory).get(period)

    def rows(self, slug: str, territory: Territory) -> dict[int, dict[str, Any]]:
        """Year -> a territory's cell, oldest first."""
        return self.history(slug, territory.level).get(territory.code, {})

    def text(self, slug: str, row: Mapping[Any, Any]) -> str:
        """A cell as people read it, or the words of its status."""
        one = self.indicators[slug]
        if pd.isna(row["value"]):
            return STATUSES[row["status"]]
        return value_text(row["value"], one.unit, one.decimals, self.approximate(slug))

    def members(self, level: str) -> pd.DataFrame:
        """commune, code: which territory of the level each commune belongs to."""
        return read.memberships(self.warehouse, level)

    def _data(self, slug: str, level: str, period: int) -> MapData:
        return views.map_data(self.warehouse, slug, level, period)

    def _view(self, slug: str, level: str, period: int, choice: Choice) -> dict[str, Any]:
        return map_view(views.as_chosen(self.warehouse, self.data(slug, level, period), choice), choice)

    def _cells(self, slug: str, level: str, period: int) -> pd.DataFrame:
        """Cells by code, with the column `rank`: 1 is the highest, NaN where fragile or missing."""
        frame = read.cells(self.warehouse, slug, level, period)
        return frame.assign(rank=ranks(frame)).set_index("code", drop=False)

    def _history(self, slug: str, level: str) -> dict[str, dict[int, dict[str, Any]]]:
        """Code -> year -> cell."""
        found: dict[str, dict[int, dict[str, Any]]] = {}
        for row in read.history(self.warehouse, slug, level).to_dict("records"):
            cell = {str(name): value for name, value in row.items()}
            found.setdefault(str(cell["code"]), {})[int(cell["period"])] = cell
        return found

    def _approximate(self, slug: str) -> bool:
        """Whether the value itself is a count that the census estimates."""
        one = self.indicators[slug]
        measures = read.measures_of(self.warehouse, slug).set_index("measure")["weighted"]
        names = [name for name, _ in one.numerator.terms if name in measures.index]
        return one.kind == "count" and bool(measures.loc[names].any())

    def _breaks(self, slug: str) -> frozenset[int]:
        """The first year of each new method of its sources."""
        return frozenset(int(year) for years in read.sources_of(self.warehouse, slug)["breaks"] for year in years)
