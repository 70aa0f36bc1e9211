"""Places laid over a map: where they are on its grid, and what is said of each."""

from typing import Any

import pandas as pd

from observatory.maps.coverage import Grid

TOLD = ("hours", "address", "phone", "website", "accessibility")


def town_hall_points(grid: Grid, town_halls: pd.DataFrame, names: pd.Series) -> dict[str, Any]:
    """The town halls whose place is known, in the order of their communes' codes.

    `places` are in units of the viewBox; a text that is not known is null.
    """
    known = town_halls.dropna(subset=["lon", "lat"]).sort_values("code")
    known = known[known["code"].isin(names.index)]
    return {
        "codes": known["code"].tolist(),
        "names": [str(names[code]) for code in known["code"]],
        "places": grid.units(known["lon"], known["lat"]).round(1).tolist(),
        **{name: [text if isinstance(text, str) and text else None for text in known[name]] for name in TOLD},
    }
