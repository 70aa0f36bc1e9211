"""Every format that figures are taken away in: the one table that menus, addresses and the API's page read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from observatory.errors import UnknownValue
from observatory.publishing.geographic import geojson, geopackage
from observatory.publishing.images import png
from observatory.publishing.pictures import described
from observatory.publishing.publication import Publication
from observatory.publishing.table import csv, french_csv
from observatory.publishing.workbook import workbook

Part = Literal["rows", "borders", "picture"]
"""What a publication must have for a format to be made of it."""


@dataclass(frozen=True)
class Format:
    title: str
    use: str
    """Who needs it, in a few words."""
    media_type: str
    needs: Part
    write: Callable[[Publication], bytes]


def _geojson(publication: Publication) -> bytes:
    assert publication.borders is not None
    return geojson(publication, publication.borders())


def _geopackage(publication: Publication) -> bytes:
    assert publication.borders is not None
    return geopackage(publication, publication.borders())


def _svg(publication: Publication) -> bytes:
    assert publication.picture is not None
    return described(publication.picture(), publication.notice).encode()


def _png(publication: Publication) -> bytes:
    assert publication.picture is not None
    return png(publication.picture(), about=publication.notice)


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(
        "Classeur Excel",
        "le tableau et sa notice",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "rows",
        workbook,
    ),
    "tableur.csv": Format(
        "CSV pour tableur",
        "point-virgule et virgule décimale",
        "text/csv; charset=utf-8",
        "rows",
        lambda publication: french_csv(publication.rows),
    ),
    "csv": Format(
        "CSV", "pour les programmes", "text/csv; charset=utf-8", "rows", lambda publication: csv(publication.rows)
    ),
    "png": Format("Image PNG", "pour un document, 300 points par pouce", "image/png", "picture", _png),
    "svg": Format("Image SVG", "pour un graphiste", "image/svg+xml", "picture", _svg),
    "gpkg": Format("GeoPackage", "pour QGIS", "application/geopackage+sqlite3", "borders", _geopackage),
    "geojson": Format("GeoJSON", "pour une carte en ligne", "application/geo+json", "borders", _geojson),
}
"""Extension -> format, in the order of a menu."""
TABLES = tuple(kind for kind, one in FORMATS.items() if one.needs == "rows")
"""The formats of what is no map."""


def written(publication: Publication, kind: str) -> bytes:
    """The publication in one of its formats; UnknownValue lists those that it has."""
    known = offered(publication)
    if kind not in known:
        raise UnknownValue("format", kind, list(known))
    return FORMATS[kind].write(publication)


def offered(publication: Publication) -> tuple[str, ...]:
    """The formats that a publication has what it takes for."""
    has = {"rows": True, "borders": publication.borders is not None, "picture": publication.picture is not None}
    return tuple(kind for kind, one in FORMATS.items() if has[one.needs])
