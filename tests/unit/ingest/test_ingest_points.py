"""Points are counted in the commune where they fall."""

from pathlib import Path

import geopandas as gpd
import pytest
from ingest_samples import read, told
from shapely import box

from observatory.errors import DataError
from observatory.ingest import locate

COMMUNES = gpd.GeoDataFrame(
    {"code": ["41001", "41002"]}, geometry=[box(1.0, 47.0, 1.5, 48.0), box(1.5, 47.0, 2.0, 48.0)], crs="EPSG:4326"
)
POINTS = {
    "key": {"column": "lon", "latitude": "lat", "system": "point"},
    "period": {"constant": 2024},
    "parts": ["id"],
    "take": [{"measure": "test.espaces"}],
}


def test_points_are_counted_where_they_fall(tmp_path: Path) -> None:
    rows = ["id,lon,lat", "a,1.2,47.5", "b,1.2,47.5", "c,1.7,47.1", "d,2.3,48.8", "e,47.5,1.2", ""]
    reading = read(tmp_path, "\n".join(rows), **POINTS)
    assert reading.rejects.empty
    located = locate(reading.observations, COMMUNES)
    assert sorted(told(located.observations)) == [("41001", 2024, 2.0, "valeur"), ("41002", 2024, 1.0, "valeur")]
    assert located.outside == 1
    assert list(located.rejects["line"]) == [6]


def test_a_point_that_cannot_be_read_leaves_nobody_knows_which_commune_short(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"ligne 3.*somewhere.*un territoire aurait un chiffre trop bas"):
        read(tmp_path, "id,lon,lat\na,1.2,47.5\nf,somewhere,47\n", **POINTS)


def test_files_without_points_pass_unchanged(tmp_path: Path) -> None:
    observations = read(tmp_path, "code,annee,foyers\n41018,2024,5\n").observations
    assert locate(observations, COMMUNES).observations is observations
