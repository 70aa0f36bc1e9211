"""Small faults of the source: neighbours whose common border is drawn twice, a hair apart."""

import geopandas as gpd
import shapely

from observatory.errors import DataError

LARGEST_CHANGE = 1e-4
"""Share of a commune's area that a repair may move: beyond, it is no drawing fault and a person has to look."""


def repaired(shapes: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    """The same communes with their borders matched, and the codes of those whose border did not match.

    A coverage that is valid already is returned as it is. Raise DataError when matching borders would move more than
    a ten-thousandth of a commune.
    """
    before = shapes.geometry.to_numpy()
    if shapely.coverage_is_valid(before):
        return shapes, []
    after = shapely.coverage_clean(before)
    moved = shapely.area(shapely.symmetric_difference(before, after)) / shapely.area(before)
    faults = shapes["code"][moved > LARGEST_CHANGE]
    if len(faults):
        raise DataError(f"Contours qui se chevauchent sans qu'on puisse les réparer : {', '.join(faults)}.")
    unmatched = shapes["code"][~shapely.is_empty(shapely.coverage_invalid_edges(before))]
    return shapes.set_geometry(after, crs=shapes.crs), list(unmatched)
