"""What the other rooms know of a collectivité: geodata/<code>/ in, frames out."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from observatory.catalogue.collectivite import Collectivite
from observatory.catalogue.model import LEVELS
from observatory.errors import DataError
from observatory.geography.checks import check_tables
from observatory.geography.members import memberships
from observatory.geography.tables import BOUNDARIES, COLUMNS, Tables, inner_points

INTEGERS = ("communes", "communes_total", "period", "population")
DECIMALS = ("area_km2", "lon", "lat")
TYPES = defaultdict(
    lambda: "str", {"last_cog": "Int64", **dict.fromkeys(INTEGERS, "int64"), **dict.fromkeys(DECIMALS, "float64")}
)
"""Codes are text, and so is every column that is not named here."""
GROUP_FILES = {"canton": "cantons", "epci": "epci", "arrondissement": "arrondissements"}


@dataclass(frozen=True)
class Territory:
    """One collectivité.

    territories  level, code, name, area_km2, population (of the latest year), lon, lat, communes, communes_total
    memberships  commune, level, code (the level commune included)
    populations  code, period, population: on today's communes
    town_halls   code, lon, lat, address, hours, accessibility, phone, website
    history      old_code, old_name, code, kind, last_cog
    boundaries   code, name, geometry (WGS84)
    """

    territories: pd.DataFrame
    memberships: pd.DataFrame
    populations: pd.DataFrame
    town_halls: pd.DataFrame
    history: pd.DataFrame
    boundaries: gpd.GeoDataFrame


def territory(collectivite: Collectivite, root: Path) -> Territory:
    """Read and check `root`/<code>/; raise DataError for a file that cannot be read, CheckError if it does not hold."""
    tables = read_tables(root / collectivite.code)
    check_tables(collectivite, tables)
    members = memberships(collectivite, tables.communes)
    return Territory(
        territories=_territories(collectivite, tables, members),
        memberships=members,
        populations=tables.populations,
        town_halls=tables.town_halls,
        history=tables.history,
        boundaries=tables.boundaries,
    )


def read_tables(folder: Path) -> Tables:
    """The tables of one folder of geodata, with the declared columns."""
    frames = {name: _read_csv(folder / f"{name}.csv", columns) for name, columns in COLUMNS.items()}
    return Tables(**frames, boundaries=_read_boundaries(folder / BOUNDARIES))


def _read_csv(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(file, dtype=TYPES, keep_default_na=False, na_values={"last_cog": [""]})
    except (OSError, ValueError) as error:
        raise DataError(f"{file} ne peut pas être lu ({error}). Lancez « observatory geodata ».") from error
    if tuple(frame.columns) != columns:
        raise DataError(f"{file} : colonnes {', '.join(frame.columns)} au lieu de {', '.join(columns)}.")
    return frame


def _read_boundaries(file: Path) -> gpd.GeoDataFrame:
    try:
        frame = gpd.read_file(file)
    except Exception as error:  # pyogrio has no common parent for its errors
        raise DataError(f"{file} ne peut pas être lu ({error}). Lancez « observatory geodata ».") from error
    missing = {"code", "name"} - set(frame.columns)
    if missing:
        raise DataError(f"{file} : il manque la propriété {', '.join(sorted(missing))}.")
    return frame[["code", "name", "geometry"]]


def _territories(collectivite: Collectivite, tables: Tables, members: pd.DataFrame) -> pd.DataFrame:
    latest = tables.populations[tables.populations["period"] == tables.populations["period"].max()]
    population = latest.set_index("code")["population"]
    area = tables.communes.set_index("code")["area_km2"]
    told = members.assign(
        area_km2=members["commune"].map(area), population=members["commune"].map(population), communes=1
    )
    summed = told.groupby(["level", "code"], as_index=False, sort=False)[["area_km2", "population", "communes"]].sum()
    known = pd.concat([_names(collectivite, tables), _points(collectivite, tables, members)], axis=1)
    frame = summed.merge(known.reset_index(), on=["level", "code"], how="left")
    frame["communes_total"] = frame["communes_total"].fillna(frame["communes"]).astype(int)
    frame["area_km2"] = frame["area_km2"].round(2)
    frame = frame.sort_values(["level", "code"], key=_rank, ignore_index=True)
    return frame[["level", "code", "name", "area_km2", "population", "lon", "lat", "communes", "communes_total"]]


def _rank(column: pd.Series) -> pd.Series:
    return column.map(LEVELS.index) if column.name == "level" else column


def _names(collectivite: Collectivite, tables: Tables) -> pd.DataFrame:
    """name and communes_total by level and code; a missing total is the number of communes."""
    rows = [tables.communes[["code", "name"]].assign(level="commune")]
    rows += [getattr(tables, file).assign(level=level) for level, file in GROUP_FILES.items()]
    if collectivite.territoires:
        own = [(member.code, member.name) for member in collectivite.territoires.members]
        rows.append(pd.DataFrame(own, columns=["code", "name"]).assign(level="territoire"))
    rows.append(pd.DataFrame({"code": [collectivite.code], "name": [collectivite.name], "level": "departement"}))
    known = pd.concat([row for row in rows if not row.empty])
    return known.set_index(["level", "code"])[["name", "communes_total"]]


def _points(collectivite: Collectivite, tables: Tables, members: pd.DataFrame) -> pd.DataFrame:
    """lon and lat of a point inside, by level and code."""
    shapes = tables.boundaries.set_index("code").geometry.to_crs(collectivite.crs)
    unions = members.assign(shape=members["commune"].map(shapes)).groupby(["level", "code"])["shape"]
    groups = gpd.GeoSeries(unions.agg(lambda group: shapely.union_all(group.to_numpy())), crs=collectivite.crs)
    points = inner_points(groups)
    return pd.DataFrame({"lon": points.x.round(5), "lat": points.y.round(5)})
