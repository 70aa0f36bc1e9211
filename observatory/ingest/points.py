"""From a longitude and a latitude to the commune where they fall."""

import geopandas as gpd
import pandas as pd

from observatory.ingest.codes import PLAIN, Recoded
from observatory.ingest.rejects import REJECTS

FRANCE = (
    *((-5.6, 41.2, 9.8, 51.3), (-63.3, 2.0, -51.4, 18.3), (44.9, -21.6, 56.0, -12.5), (-56.6, 46.6, -56.0, 47.2)),
    *((158.0, -23.0, 172.2, -18.0), (-178.4, -14.6, -175.9, -13.0), (-155.0, -28.0, -134.0, -7.5)),
)
"""west, south, east, north, in degrees: the mainland, the Antilles with Guyane, the Indian Ocean, Saint-Pierre-et-
Miquelon, Nouvelle-Calédonie, Wallis-et-Futuna, Polynésie. A point out of them
is a mistake (latitude and longitude exchanged, metres instead of degrees), not another place."""


def locate(observations: pd.DataFrame, communes: gpd.GeoDataFrame) -> Recoded:
    """Observations of points become those of communes; the others pass unchanged.

    communes   code, geometry (WGS84); a point of France out of them is counted `outside`
    """
    points = observations["system"] == "point"
    if not points.any():
        return Recoded(observations, pd.DataFrame(columns=REJECTS[1:]), 0)
    observations = observations.astype(PLAIN)
    rows = observations[points]
    degrees = rows["code"].str.split(" ", expand=True).astype(float)
    codes = fallen(degrees, communes)
    lost = codes.isna() & ~_in_france(degrees)
    found = rows[codes.notna()].assign(system="commune", code=codes.dropna())
    kept = pd.concat([observations[~points], found], ignore_index=True)
    return Recoded(kept, _lost(rows[lost]), int((codes.isna() & ~lost).sum()))


def fallen(degrees: pd.DataFrame, communes: gpd.GeoDataFrame) -> pd.Series:
    """The code of the commune of each longitude and latitude, null out of all of them."""
    if degrees.empty:
        return pd.Series(index=degrees.index, dtype=object)
    geometry = gpd.points_from_xy(*degrees.to_numpy().T, crs=communes.crs)
    found = gpd.GeoDataFrame(geometry=geometry, index=degrees.index).sjoin(communes[["code", "geometry"]], how="left")
    codes: pd.Series = found.groupby(level=0)["code"].first().reindex(degrees.index)
    return codes


def _in_france(degrees: pd.DataFrame) -> pd.Series:
    inside = pd.Series(False, index=degrees.index)
    for west, south, east, north in FRANCE:
        inside |= degrees[0].between(west, east) & degrees[1].between(south, north)
    return inside


def _lost(rows: pd.DataFrame) -> pd.DataFrame:
    reason = "point hors de France : longitude et latitude échangées, ou autre unité que le degré"
    return pd.DataFrame({"line": rows["line"], "column_name": "point", "raw": rows["code"], "reason": reason})
