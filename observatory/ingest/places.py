"""The rows of a file as places on the ground: where each one is, and what is said of it."""

import math
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from observatory.catalogue.source import Places, Source
from observatory.ingest.numbers import Cells, parse
from observatory.ingest.points import fallen
from observatory.ingest.rejects import refused
from observatory.ingest.table import Mask, Table

PLACES = ["line", "lon", "lat", "name", "told"]
UNKNOWN = "lieu inconnu : compté, mais absent de la carte des lieux"


@dataclass(frozen=True)
class Sited:
    """places: line, lon, lat (WGS84 degrees), name, told (lines of text, in the declared order)."""

    places: pd.DataFrame
    rejects: tuple[pd.DataFrame, ...] = ()


def told_places(source: Source, table: Table, sound: Mask) -> Sited:
    """The places of the sound rows, under the source's declaration; a row without degrees is told, not lost."""
    if source.places is None:
        return Sited(pd.DataFrame(columns=PLACES))
    lon, lat = (_degrees(source, table, name) for name in (source.places.longitude, source.places.latitude))
    known = pd.notna(lon.values) & pd.notna(lat.values)
    rows = sound & known
    columns = zip(
        table.lines[rows], lon.values[rows], lat.values[rows], *_said(source.places, table, rows), strict=True
    )
    lost = refused(table, sound & ~known, source.places.latitude, UNKNOWN)
    return Sited(pd.DataFrame(list(columns), columns=PLACES), (lost,))


def own_places(places: pd.DataFrame, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """The places that fall in these communes (code, geometry in WGS84): code, lon, lat, name, told."""
    codes = fallen(places[["lon", "lat"]].astype(float), communes)
    return places.assign(code=codes)[codes.notna()].drop(columns="line")


def _degrees(source: Source, table: Table, column: str) -> Cells:
    return parse(table.texts(column), {"": "absent"}, source.format.decimal, -math.inf, math.inf)


def _said(places: Places, table: Table, rows: Mask) -> tuple[list[str], list[list[str]]]:
    """The names, and the lines told of each: a text that is empty has no line."""
    columns = [(words, table.texts(column).of(rows)) for column, words in places.told.items()]
    names = table.texts(places.name).of(rows)
    lines = [[_line(words, texts[row]) for words, texts in columns if texts[row]] for row in range(len(names))]
    return names, lines


def _line(words: str, text: str) -> str:
    return f"{words}\u00a0: {text}" if words else text
