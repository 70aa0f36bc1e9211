"""Shapes of the integer grid as SVG: compact relative paths, and a point inside each for a label or a circle."""

import numpy as np
import numpy.typing as npt
import shapely

from observatory.maps.coverage import Shapes


def path(shape: shapely.Geometry) -> str:
    """`M1 2l3 4-5 0z`, one subpath a ring, normalised so that one shape is one text; holes are wound the other way."""
    parts = shapely.get_parts(shapely.normalize(shape))
    return "".join(_ring(shapely.get_coordinates(ring)) for ring in shapely.get_rings(parts))


def centres(shapes: Shapes) -> npt.NDArray[np.float64]:
    """(regions, 2): the middle of the largest circle that each region's largest part can hold, to a tenth of a unit."""
    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in shapes]
    radii = shapely.maximum_inscribed_circle(largest, tolerance=0.5)
    return np.asarray(shapely.get_coordinates(shapely.get_point(radii, 0)).round(1))


def _ring(points: npt.NDArray[np.float64]) -> str:
    whole = points[:-1].astype(int)
    steps = " ".join(f"{x} {y}" for x, y in np.diff(whole, axis=0))
    return f"M{whole[0][0]} {whole[0][1]}l{steps}z".replace(" -", "-")
