"""The files that a browser or a person downloads, their content's hash in their names."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from topojson.core.topology import Topology

from observatory.catalogue.collectivite import Collectivite
from observatory.catalogue.model import LEVELS
from observatory.maps.coverage import Coverage, grid_coverage
from observatory.maps.geometry import geometry
from observatory.maps.levels import Level, check_coverage, grouped
from observatory.maps.points import hall_places, layer

LIMITS = ("territoire", "canton", "epci")
"""Whose limits are laid over finer levels: the first of these that the collectivité offers."""
HASH_LENGTH = 12


@dataclass(frozen=True)
class WebFile:
    """`role` is geometry (the map's own format), geojson, topojson, points, whose level is what they are, or places,
    whose level is the source that told them."""

    name: str
    media_type: str
    content: bytes
    level: str
    role: str


def web_files(
    collectivite: Collectivite,
    communes: gpd.GeoDataFrame,
    memberships: pd.DataFrame,
    names: pd.DataFrame,
    town_halls: pd.DataFrame,
    places: pd.DataFrame,
) -> list[WebFile]:
    """Geometry, GeoJSON and TopoJSON of each offered level, finest first; then the town halls and each source's places.

    communes: code, geometry (WGS84); memberships: commune, level, code; names: level, code, name;
    town_halls: code, lon, lat, address, hours, accessibility, phone, website, where the place is known;
    places: source, code, lon, lat, name, told.
    Raise DataError for a commune too small to draw, CheckError if borders are not shared exactly.
    """
    called = names.set_index(["level", "code"])["name"]
    coverage = grid_coverage(communes, collectivite.crs)
    halls = hall_places(town_halls, called["commune"])
    return [
        *_geometries(collectivite, coverage, memberships, called),
        *_geographies(collectivite, communes, memberships, called),
        _layer("mairies", "points", coverage, halls),
        *(_layer(str(source), "places", coverage, own) for source, own in places.groupby("source")),
    ]


def _layer(name: str, role: str, coverage: Coverage, places: pd.DataFrame) -> WebFile:
    return _file(name, role, "json", "application/json", _json(layer(coverage.grid, places)))


def _geometries(
    collectivite: Collectivite, coverage: Coverage, memberships: pd.DataFrame, names: pd.Series
) -> Iterator[WebFile]:
    levels = {name: grouped(coverage.codes, coverage.shapes, memberships, name) for name in _offered(collectivite)}
    check_coverage(coverage, list(levels.values()))
    for level in levels.values():
        content = geometry(coverage, level, levels["departement"], _limits_over(level, levels), names)
        yield _file(level.level, "geometry", "json", "application/json", _json(content))


def _geographies(
    collectivite: Collectivite, communes: gpd.GeoDataFrame, memberships: pd.DataFrame, names: pd.Series
) -> Iterator[WebFile]:
    """Unsimplified boundaries in degrees, united by level: exterior rings counter-clockwise (RFC 7946)."""
    codes, shapes = tuple(communes["code"]), communes.geometry.to_numpy()
    for name in _offered(collectivite):
        level = grouped(codes, shapes, memberships, name)
        frame = gpd.GeoDataFrame(
            {"code": level.codes, "name": [names[name, code] for code in level.codes]},
            geometry=shapely.orient_polygons(level.shapes),
            crs="EPSG:4326",
        )
        features = frame.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":"), to_wgs84=True)
        yield _file(name, "geojson", "geojson", "application/geo+json", features)
        topology = Topology(frame, object_name=name, prequantize=False).to_dict()
        yield _file(name, "topojson", "topojson", "application/json", _json(topology))


def _offered(collectivite: Collectivite) -> list[str]:
    return [level for level in LEVELS if level in collectivite.levels]


def _limits_over(level: Level, levels: dict[str, Level]) -> Level | None:
    limits = next((levels[name] for name in LIMITS if name in levels), None)
    return limits if limits and LEVELS.index(level.level) < LEVELS.index(limits.level) else None


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _file(level: str, role: str, extension: str, media_type: str, text: str) -> WebFile:
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    return WebFile(f"{level}.{digest}.{extension}", media_type, content, level, role)
