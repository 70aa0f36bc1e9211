"""A theme at one level: the latest year of each of its indicators as a small map, with what its ends are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from observatory.catalogue import Indicator
from observatory.figures.choice import Choice
from observatory.figures.words import short
from observatory.publishing import views
from observatory.publishing.profiles import known
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse


@dataclass(frozen=True)
class ThemeMap:
    """One indicator; `view` is that of its map in large."""

    indicator: Indicator
    view: Mapping[str, Any]

    @property
    def period(self) -> int:
        return int(self.view["period"])

    def cell(self, code: str) -> Mapping[str, Any] | None:
        return next((cell for cell in self.view["cells"] if cell["code"] == code), None)


@lru_cache(maxsize=16)
def theme_maps(warehouse: Warehouse, theme: str, level: str) -> tuple[ThemeMap, ...]:
    """Those that have the level, in order of display."""
    found = [one for one, levels in _with_values(warehouse, theme) if level in levels]
    return tuple(ThemeMap(one, views.view_of(warehouse, one.slug, level, "latest", Choice())) for one in found)


def without_map(warehouse: Warehouse, theme: str, level: str) -> tuple[Indicator, ...]:
    """The indicators of the theme that have values, and none at this level."""
    return tuple(one for one, levels in _with_values(warehouse, theme) if level not in levels)


def _with_values(warehouse: Warehouse, theme: str) -> list[tuple[Indicator, list[str]]]:
    """The indicators of the theme that have values, each with its levels."""
    mine = [one for one in known(warehouse).indicators.values() if one.theme == theme]
    return [(one, levels) for one in mine if (levels := read.levels_of(warehouse, one.slug))]


def ends(one: ThemeMap, geometry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lowest and the highest value, each with who has it: `8,4 %`, `Vendôme` or `3 cantons`.

    Fragile values are never an end; empty under two different values.
    """
    names = dict(zip(geometry["codes"], geometry["names"], strict=True))
    known = (cell for cell in one.view["cells"] if cell["value"] is not None and cell["quality"] != "fragile")
    sure = sorted(known, key=lambda cell: float(cell["value"]))
    if not sure or sure[0]["text"] == sure[-1]["text"]:
        return []
    return [(short(end["text"]), _who(end["text"], sure, names, one)) for end in (sure[0], sure[-1])]


def _who(text: str, cells: Sequence[Mapping[str, Any]], names: Mapping[str, str], one: ThemeMap) -> str:
    """A name, or how many share the value as it is written."""
    codes = [cell["code"] for cell in cells if cell["text"] == text]
    return typeset(names[codes[0]]) if len(codes) == 1 else f"{len(codes)}\u00a0{one.view['level_plural']}"
