"""What is served: the files of the real collectivités, as a browser or a geographer reads them."""

import hashlib
import json
import math
from collections import Counter
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from maps_partitions import real

from observatory.catalogue.load import load_collectivite
from observatory.maps.mercator import terms
from observatory.maps.points import hall_places
from observatory.maps.webfiles import WebFile, web_files
from observatory.settings import ROOT

Files = dict[tuple[str, str], WebFile]
PLACES = pd.DataFrame(
    [("accueils", "41018", 1.33, 47.59, "Deux", ["lundi\u00a0: 9 h"]), ("accueils", "41018", 1.32, 47.58, "Alpha", [])],
    columns=["source", "code", "lon", "lat", "name", "told"],
)


def build(code: str) -> Files:
    told = real(code)
    collectivite = load_collectivite(ROOT / "geodata", code)
    files = web_files(collectivite, told.boundaries, told.memberships, told.territories, told.town_halls, PLACES)
    return {(file.level, file.role): file for file in files}


made = cache(build)


@pytest.fixture(scope="module")
def files() -> Files:
    return made("41")


def geometry(files: Files, level: str) -> dict[str, Any]:
    return dict(json.loads(files[level, "geometry"].content))


@pytest.mark.parametrize("code", ["41", "69D", "69M"])
def test_three_files_for_each_level_named_by_their_content(code: str) -> None:
    served = made(code)
    offered = load_collectivite(ROOT / "geodata", code).levels
    levels = {(level, role) for level in offered for role in ("geometry", "geojson", "topojson")}
    assert set(served) == {*levels, ("mairies", "points"), ("accueils", "places")}
    for file in served.values():
        assert file.name.split(".")[:2] == [file.level, hashlib.sha256(file.content).hexdigest()[:12]]
        json.loads(file.content)


def test_the_same_territory_gives_the_same_names(files: Files) -> None:
    assert {key: file.name for key, file in build("41").items()} == {key: file.name for key, file in files.items()}


def test_geometry_of_the_communes(files: Files) -> None:
    told = geometry(files, "commune")
    assert list(told) == [
        "level", "width", "height", "metres_per_unit", "mercator",
        "codes", "names", "paths", "centres", "moves", "outline", "limits",
    ]  # fmt: skip
    assert told["codes"] == sorted(told["codes"])
    assert {len(told[key]) for key in ("codes", "names", "paths", "centres", "moves")} == {267}
    assert dict(zip(told["codes"], told["names"], strict=True))["41018"] == "Blois"
    assert [limit["name"] for limit in told["limits"]] == ["Centre", "Nord", "Sud"]
    assert told["outline"] == geometry(files, "departement")["paths"][0]


def test_limits_are_laid_over_finer_levels_only(files: Files) -> None:
    assert len(geometry(files, "epci")["limits"]) == 3
    assert geometry(files, "territoire")["limits"] == []
    assert geometry(files, "departement")["limits"] == []
    metropole = made("69M")
    assert geometry(metropole, "commune")["limits"] == []
    assert len(geometry(made("69D"), "commune")["limits"]) == 13


def test_north_is_up_and_east_is_right(files: Files) -> None:
    told = geometry(files, "commune")
    centre = dict(zip(told["codes"], told["centres"], strict=True))
    blois, vendome, romorantin = centre["41018"], centre["41269"], centre["41194"]
    assert vendome[1] < blois[1] < romorantin[1]
    assert vendome[0] < blois[0] < romorantin[0]
    kilometres = told["metres_per_unit"] * shapely.distance(shapely.Point(blois), shapely.Point(romorantin)) / 1000
    assert 38 < kilometres < 44


def test_geojson_is_valid_shares_borders_and_winds_as_the_standard_asks(files: Files, tmp_path: Any) -> None:
    for level, regions in {"commune": 267, "canton": 16, "epci": 12, "territoire": 3, "departement": 1}.items():
        path = tmp_path / "served.geojson"
        path.write_bytes(files[level, "geojson"].content)
        frame = gpd.read_file(path)
        assert list(frame.columns) == ["code", "name", "geometry"]
        assert len(frame) == regions
        assert frame.is_valid.all()
        assert shapely.coverage_is_valid(frame.geometry.to_numpy())
        assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(frame.geometry.to_numpy()))).all()


def rings(topology: dict[str, Any], arcs: list[int]) -> list[list[float]]:
    """A ring put together again from its arcs; a negative one is walked backwards (TopoJSON, 2.1.4)."""
    points: list[list[float]] = []
    for index in arcs:
        arc = topology["arcs"][index] if index >= 0 else topology["arcs"][~index][::-1]
        assert not points or points[-1] == arc[0]
        points += arc if not points else arc[1:]
    return points


def test_topojson_draws_each_border_once_and_the_same_shapes(files: Files) -> None:
    topology = json.loads(files["commune", "topojson"].content)
    regions = topology["objects"]["commune"]["geometries"]
    served = json.loads(files["commune", "geojson"].content)["features"]
    uses: Counter[int] = Counter()
    for region, feature in zip(regions, served, strict=True):
        assert region["properties"] == feature["properties"]
        polygons = region["arcs"] if region["type"] == "MultiPolygon" else [region["arcs"]]
        shape = shapely.MultiPolygon([
            (rings(topology, polygon[0]), [rings(topology, hole) for hole in polygon[1:]]) for polygon in polygons
        ])  # fmt: skip
        assert shapely.equals(shape, shapely.geometry.shape(feature["geometry"]))
        uses.update(arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring)
    assert set(uses) == set(range(len(topology["arcs"])))
    assert set(uses.values()) == {1, 2}


def test_town_halls_stand_in_their_communes(files: Files) -> None:
    halls, communes = json.loads(files["mairies", "points"].content), geometry(files, "commune")
    blois = halls["codes"].index("41018")
    x, y = halls["places"][blois]
    east, south = communes["centres"][communes["codes"].index("41018")]
    assert halls["names"][blois] == "Mairie\u00a0: Blois" and "9\u00a0h" in halls["lines"][blois][0]
    assert abs(x - east) < 60 and abs(y - south) < 60
    assert len(halls["codes"]) == len(halls["lines"]) == len(halls["places"]) > 250


def test_a_town_hall_without_hours_says_so() -> None:
    hall = {"code": ["41018"], "lon": [1.3], "lat": [47.6], "hours": [""], "address": ["1 rue"], "phone": [None]}
    told = hall_places(pd.DataFrame({**hall, "accessibility": [""]}), pd.Series({"41018": "Blois"}))
    assert told["told"].tolist() == [["Horaires non communiqués", "1 rue"]]
    assert told["name"].tolist() == ["Mairie\u00a0: Blois"]


def test_places_stand_where_their_source_says(files: Files) -> None:
    told, halls = (json.loads(files[name].content) for name in (("accueils", "places"), ("mairies", "points")))
    assert told["names"] == ["Alpha", "Deux"] and told["lines"] == [[], ["lundi\u00a0: 9 h"]]
    (west, south), (east, north) = told["places"]
    x, y = halls["places"][halls["codes"].index("41018")]
    assert west < east and north < south
    assert abs(x - east) < 20 and abs(y - north) < 20


@pytest.mark.parametrize("code", ["41", "69M"])
def test_a_tile_falls_where_its_corner_is(code: str) -> None:
    """A place of known longitude and latitude, sent through the web's projection by hand."""
    told, served = real(code), geometry(made(code), "commune")
    hall = told.town_halls.dropna(subset=["lon", "lat"]).iloc[3]
    halls = json.loads(made(code)["mairies", "points"].content)
    x, y = halls["places"][halls["codes"].index(hall["code"])]
    east = 0.5 + float(hall["lon"]) / 360
    north = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(float(hall["lat"])) / 2)) / (2 * math.pi)
    left, top, side = served["mercator"]["world"]
    powers = terms(np.array([[(east - left) / side, (north - top) / side]]))
    assert powers @ served["mercator"]["x"] == pytest.approx(x, abs=0.2)
    assert powers @ served["mercator"]["y"] == pytest.approx(y, abs=0.2)
