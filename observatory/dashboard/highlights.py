"""The figures of the home page: the collectivité's own, beside the région and France, their years and their map."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from observatory.catalogue import Indicator
from observatory.figures.choice import Choice
from observatory.figures.small import sparkline_svg, thumbnail_svg
from observatory.publishing import profiles, views
from observatory.publishing.theme import ThemeMap, ends
from observatory.statistics.french import typeset
from observatory.statistics.numbers import with_unit
from observatory.statistics.sentences import Figure
from observatory.warehouse import compare, glance, read
from observatory.warehouse.read import Warehouse

THUMBNAILS = ("canton", "epci", "commune", "territoire")
"""The level of a thumbnail map: the first of these that the indicator has."""


@dataclass(frozen=True)
class Highlight:
    """A figure of the home page: the collectivité's own, its years and its map."""

    figure: Figure
    wider: tuple[str, ...]
    """`France : 4,2 %`, where the producer gives it."""
    sparkline: str
    thumbnail: str
    ends: tuple[tuple[str, str], ...]
    """The lowest and the highest value of the small map, each with who has it."""
    producers: str


@lru_cache(maxsize=2)
def highlights(warehouse: Warehouse) -> tuple[Highlight, ...]:
    """The declared figures that the collectivité has, in order of display; made once for a build."""
    code = read.facts(warehouse)["collectivite"]
    figures = [f for f in figures_of(warehouse, "departement", code) if f.indicator.highlight and f.cell.sayable]
    trails = glance.trails(warehouse, [f.indicator.slug for f in figures], "departement", code)
    producers = read.overview(warehouse).set_index("slug")["producers"]
    return tuple(
        Highlight(
            figure,
            _wider(warehouse, figure),
            _sparkline(trails[trails["indicator"] == figure.indicator.slug], figure),
            *_thumbnail(warehouse, figure.indicator),
            str(producers[figure.indicator.slug]),
        )
        for figure in figures
    )


def _wider(warehouse: Warehouse, figure: Figure) -> tuple[str, ...]:
    """The région's and France's own values, for what a count of people could not be compared with."""
    indicator = figure.indicator
    if indicator.kind == "count":
        return ()
    frame = compare.benchmarks(warehouse, indicator.slug, figure.cell.key.period)
    known = frame[frame["level"].isin(("region", "france")) & frame["value"].notna()]
    values = known[["name", "value"]].itertuples(index=False, name=None)
    unit = indicator.unit if len(indicator.unit) < 2 else ""
    return tuple(typeset(f"{name} : {with_unit(value, unit, indicator.decimals)}") for name, value in values)


def _sparkline(years: pd.DataFrame, figure: Figure) -> str:
    """From the year that the evolution beside it is told from."""
    if figure.earlier:
        years = years[years["period"] >= figure.earlier.key.period]
    values = [None if pd.isna(value) else float(value) for value in years["value"]]
    return sparkline_svg([int(period) for period in years["period"]], values)


def _thumbnail(warehouse: Warehouse, indicator: Indicator) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A small map and its ends; nothing of what no map can show."""
    known = read.levels_of(warehouse, indicator.slug)
    level = next((level for level in THUMBNAILS if level in known), "")
    if not level:
        return "", ()
    geometry = views.geometry_of(warehouse, level)
    view = views.view_of(warehouse, indicator.slug, level, "latest", Choice())
    return thumbnail_svg(geometry, view), tuple(ends(ThemeMap(indicator, view), geometry))


@lru_cache(maxsize=16)
def figures_of(warehouse: Warehouse, level: str, code: str) -> tuple[Figure, ...]:
    """Every figure of a territory; the last few territories asked for are kept."""
    return tuple(profiles.figures(warehouse, level, code))
