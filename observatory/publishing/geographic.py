"""The rows with the outlines of their territories: GeoJSON for the web, GeoPackage for a geographic software."""

import io
import json
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from observatory.publishing.publication import Borders, Publication

DEGREES = "EPSG:4326"


def geojson(publication: Publication, borders: Borders) -> bytes:
    """A FeatureCollection in degrees (RFC 7946), one feature a territory, the notice in its member `metadata`."""
    outlines = {feature["properties"]["code"]: feature["geometry"] for feature in _features(borders)}
    features = [
        {"type": "Feature", "id": row["code"], "properties": row, "geometry": outlines[row["code"]]}
        for row in _records(publication.rows)
    ]
    whole = {
        "type": "FeatureCollection",
        "name": publication.file,
        "metadata": dict(publication.notice),
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def geopackage(publication: Publication, borders: Borders) -> bytes:
    """One layer in the projection of the place, with the notice in its metadata."""
    outlines = gpd.GeoDataFrame.from_features(_features(borders), crs=DEGREES).set_index("code").geometry
    layer = gpd.GeoDataFrame(publication.rows, geometry=outlines.loc[publication.rows["code"]].to_numpy(), crs=DEGREES)
    written = io.BytesIO()
    pyogrio.write_dataframe(
        layer.to_crs(borders.crs),
        written,
        layer=publication.file,
        driver="GPKG",
        promote_to_multi=True,
        layer_metadata=dict(publication.notice),
        IDENTIFIER=publication.title,
        DESCRIPTION="\n".join(f"{what}\u202f: {words}" for what, words in publication.notice),
    )
    return written.getvalue()


def _features(borders: Borders) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(borders.geojson)["features"]
    return found


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Plain values by column; what is missing is null."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in rows.astype(object).to_dict("records")
    ]
