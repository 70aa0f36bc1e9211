"""The files of geodata/<code>/: their columns, and how they are written so that the same data are the same bytes."""

import json
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

COLUMNS: dict[str, tuple[str, ...]] = {
    "communes": ("code", "name", "canton", "epci", "arrondissement", "area_km2", "lon", "lat"),
    "cantons": ("code", "name", "communes", "communes_total"),
    "epci": ("code", "name", "communes", "communes_total"),
    "arrondissements": ("code", "name", "communes", "communes_total"),
    "populations": ("code", "period", "population"),
    "town_halls": ("code", "lon", "lat", "address", "hours", "accessibility", "phone", "website"),
    "history": ("old_code", "old_name", "code", "kind", "last_cog"),
}
BOUNDARIES = "communes.geojson"
DECIMALS = 5
"""Of a degree: 1 m, where a border has a point every few hundred metres. The five files weigh 972 kB, 160 packed."""


@dataclass(frozen=True)
class Tables:
    """One collectivité's data; each frame has the columns of COLUMNS, `boundaries` has code, name, geometry (WGS84)."""

    communes: pd.DataFrame
    cantons: pd.DataFrame
    epci: pd.DataFrame
    arrondissements: pd.DataFrame
    populations: pd.DataFrame
    town_halls: pd.DataFrame
    history: pd.DataFrame
    boundaries: gpd.GeoDataFrame


def inner_points(projected: gpd.GeoSeries) -> gpd.GeoSeries:
    """A point well inside each shape, in degrees."""
    return projected.representative_point().to_crs("EPSG:4326")


def write_tables(tables: Tables, target: Path) -> None:
    """Write a new folder beside `target`, then put it in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as holder:
        fresh, old = Path(holder) / "new", Path(holder) / "old"
        fresh.mkdir()
        for field in fields(tables):
            if field.name in COLUMNS:
                _write_csv(getattr(tables, field.name), fresh / f"{field.name}.csv", COLUMNS[field.name])
        (fresh / BOUNDARIES).write_text(geojson(tables.boundaries), encoding="utf-8")
        if target.exists():
            target.rename(old)
        fresh.rename(target)


def _write_csv(frame: pd.DataFrame, file: Path, columns: tuple[str, ...]) -> None:
    frame.to_csv(file, columns=list(columns), index=False, lineterminator="\n", encoding="utf-8")


def geojson(frame: gpd.GeoDataFrame) -> str:
    """One feature a line, in the order of codes, with `code` and `name`; rings are wound as RFC 7946 asks."""
    wound = shapely.orient_polygons(shapely.normalize(rounded(frame.geometry)))
    single = shapely.get_num_geometries(wound) == 1
    told = frame.set_geometry(np.where(single, shapely.get_geometry(wound, 0), wound))
    lines = [
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in told.iterfeatures(drop_id=True)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def rounded(shapes: gpd.GeoSeries) -> npt.NDArray[np.object_]:
    """The shapes as they are written: a point of two communes is rounded alike in both."""
    return np.asarray(shapely.transform(shapes.to_numpy(), lambda points: points.round(DECIMALS)))
