"""Places laid over a map: where they are on its grid, and what is said of each."""

from typing import Any

import pandas as pd

from observatory.maps.coverage import Grid

NO_HOURS = "Horaires non communiqués"


def layer(grid: Grid, places: pd.DataFrame) -> dict[str, Any]:
    """Places (code of the commune, lon, lat, name, told) by commune, then by name.

    `places` are in units of the viewBox; `lines` are what is said of each.
    """
    known = places.sort_values(["code", "name"], kind="stable")
    return {
        "codes": known["code"].tolist(),
        "names": known["name"].tolist(),
        "places": grid.units(known["lon"], known["lat"]).round(1).tolist(),
        "lines": [list(lines) for lines in known["told"]],
    }


def hall_places(town_halls: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """code, lon, lat, name, told of the town halls whose place is known, their hours first; names: by commune."""
    known = town_halls.dropna(subset=["lon", "lat"])
    known = known[known["code"].isin(names.index)].assign(hours=known["hours"].replace("", None).fillna(NO_HOURS))
    texts = known[["hours", "address", "phone", "accessibility"]].itertuples(index=False, name=None)
    told = pd.Series([[text for text in lines if isinstance(text, str) and text] for lines in texts], index=known.index)
    named = known.assign(name="Mairie\u00a0: " + known["code"].map(names), told=told)
    return named[["code", "lon", "lat", "name", "told"]]
