"""Points are counted in the commune where they fall."""

from pathlib import Path

import geopandas as gpd
import pytest
from ingest_samples import read, told
from shapely import box

from observatory.errors import DataError
from observatory.ingest import locate, own_places

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


LIST = {
    "key": {"column": "code"},
    "period": {"constant": 2024},
    "parts": ["id"],
    "places": {"longitude": "lon", "latitude": "lat", "name": "nom", "told": {"lundi": "lundi", "adresse": ""}},
    "take": [{"measure": "test.espaces", "where": {"genre": "A"}, "absent_rows": "zero"}],
}
HEADER = "id,code,genre,nom,lon,lat,adresse,lundi\n"


def test_a_list_tells_where_its_places_are(tmp_path: Path) -> None:
    rows = [
        "a,41001,A,Mairie,1.2,47.5,1 rue,9 h",
        "b,41002,A,Annexe,1.7,47.1,,",
        "c,75056,A,Paris,2.3,48.8,,",
        "d,41001,B,Autre,1.2,47.5,,",
    ]
    reading = read(tmp_path, HEADER + "\n".join(rows) + "\n", **LIST)
    found = own_places(reading.places, COMMUNES)
    assert list(found.columns) == ["lon", "lat", "name", "told", "code"]
    assert found[["code", "name", "told"]].to_numpy().tolist() == [
        ["41001", "Mairie", ["lundi\u00a0: 9 h", "1 rue"]],
        ["41002", "Annexe", []],
    ]
    assert reading.rejects.empty


def test_a_place_without_degrees_is_counted_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, HEADER + "a,41001,A,Mairie,,47.5,,\nb,41001,A,Annexe,1.2,nord,,\n", **LIST)
    assert told(reading.observations) == [("41001", 2024, 2.0, "valeur")]
    assert own_places(reading.places, COMMUNES).empty
    assert list(reading.rejects["line"]) == [2, 3] and set(reading.rejects["column_name"]) == {"lat"}
    assert reading.rejects["reason"].str.contains("absent de la carte").all()


def test_a_place_without_its_column_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"colonne absente.*adresse"):
        read(tmp_path, "id,code,genre,nom,lon,lat,lundi\na,41001,A,M,1,47,\n", **LIST)
