"""One choice in, one answer out: the view of a map, and the same view as a picture."""

import json
from dataclasses import replace
from typing import Any

import pandas as pd

from observatory.figures.choice import Choice
from observatory.figures.question import MapData
from observatory.figures.series import series_view, spread_years
from observatory.figures.svg import map_svg
from observatory.figures.view import classes_view, map_view
from observatory.publishing.glossary import words_of
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

NAMED = 12
"""Names written on a picture, the most populated territories first."""


def map_data(warehouse: Warehouse, slug: str, level: str, period: str | int = "latest") -> MapData:
    """Everything a map is drawn from; UnknownValue for an indicator, level or period that does not exist."""
    year = read.period_of(warehouse, slug, level, period)
    return MapData(
        indicator=read.indicator(warehouse, slug),
        level=level,
        level_plural=_plural(warehouse, level),
        period=year,
        periods=tuple(read.periods(warehouse, slug, level)),
        cells=read.cells(warehouse, slug, level, year),
        reference=read.reference(warehouse, slug, year),
        facts=read.facts(warehouse),
        sources=read.sources_of(warehouse, slug),
        measures=read.measures_of(warehouse, slug),
        territories=read.territories(warehouse, level),
    )


def view_of(warehouse: Warehouse, slug: str, level: str, period: str | int, choice: Choice) -> dict[str, Any]:
    """The map view of docs/architecture.md."""
    data = map_data(warehouse, slug, level, period)
    return {**map_view(as_chosen(warehouse, data, choice), choice), "words": words_of(warehouse, data.indicator)}


def classes_of(warehouse: Warehouse, slug: str, level: str, period: str | int, choice: Choice) -> dict[str, Any]:
    """What the view chosen changes in the same view as it is drawn first."""
    return classes_view(as_chosen(warehouse, map_data(warehouse, slug, level, period), choice), choice)


def as_chosen(warehouse: Warehouse, data: MapData, choice: Choice) -> MapData:
    """With every year's values where classes are to be the same whatever the year."""
    return replace(data, ever=_ever(warehouse, data.indicator.slug, data.level)) if choice.same else data


def series_of(warehouse: Warehouse, slug: str, level: str, choice: Choice) -> dict[str, Any]:
    """The small maps of an indicator, one a year, all with the same classes."""
    known = read.periods(warehouse, slug, level)
    lasting = replace(choice, same=True)
    ever = _ever(warehouse, slug, level)
    years = [replace(map_data(warehouse, slug, level, year), ever=ever) for year in spread_years(known)]
    return series_view(years, lasting)


def _ever(warehouse: Warehouse, slug: str, level: str) -> pd.DataFrame:
    """period, value, reference: the cells of every year beside the collectivité's own."""
    cells = read.history(warehouse, slug, level)[["period", "value"]]
    whole = read.history(warehouse, slug, "departement") if "departement" in read.levels_of(warehouse, slug) else None
    if whole is None:
        return cells.assign(reference=float("nan"))
    return cells.assign(reference=cells["period"].map(whole.set_index("period")["value"]))


def svg_of(warehouse: Warehouse, slug: str, level: str, period: str | int, choice: Choice) -> str:
    """The same view as a standalone picture."""
    data = as_chosen(warehouse, map_data(warehouse, slug, level, period), choice)
    view = {**map_view(data, choice), "colours": choice.palette}
    return map_svg(geometry_of(warehouse, level), view, _largest(data))


def geometry_of(warehouse: Warehouse, level: str) -> dict[str, Any]:
    """The geometry file of a level, as the browser receives it."""
    geometry: dict[str, Any] = json.loads(read.web_file(warehouse, geometry_name(warehouse, level))[1])
    return geometry


def geometry_name(warehouse: Warehouse, level: str) -> str:
    names = read.web_file_names(warehouse)
    return str(names.loc[(names["level"] == level) & (names["role"] == "geometry"), "name"].iat[0])


def _plural(warehouse: Warehouse, level: str) -> str:
    """`communes`, `EPCI`: as inside a sentence."""
    plural = str(read.levels(warehouse).set_index("level").at[level, "plural"])
    return plural if plural.isupper() else plural[:1].lower() + plural[1:]


def _largest(data: MapData) -> list[str]:
    if data.level == "departement":
        return []
    ordered = data.territories.sort_values("population", ascending=False)
    return [str(code) for code in ordered["code"].head(NAMED)]
