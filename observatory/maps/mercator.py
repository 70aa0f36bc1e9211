"""Where the tiles of an online base layer fall on the grid: the web's projection is not the map's."""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from observatory.maps.coverage import Coverage

SAMPLES = 13
"""Along each side of the viewBox."""
DEGREE = 3
"""Of the polynomials: a tenth of a unit at most over a département."""
WORLD = 20037508.342789244
"""Half the width of the web's projection (EPSG:3857), in metres."""

Floats = npt.NDArray[np.float64]


def mercator(coverage: Coverage) -> dict[str, Any]:
    """Polynomials from the web's projection, whose world is a square of side 1 from the north-west, to the grid.

    `world` is x, y and side of the square that holds the viewBox; with p and q a place's shares of that side, `x` and
    `y` hold the coefficients of 1, q, q², q³, p, pq, pq², p², p²q, p³.
    """
    units = _samples(coverage)
    world = _world(coverage, units)
    (left, top), side = world.min(axis=0), float(np.ptp(world, axis=0).max())
    coefficients, *_ = np.linalg.lstsq(terms((world - (left, top)) / side), units, rcond=None)
    return {
        "world": [float(left), float(top), side],
        "x": coefficients[:, 0].round(4).tolist(),
        "y": coefficients[:, 1].round(4).tolist(),
    }


def terms(shares: Floats) -> Floats:
    """[place, coefficient] of [place, (p, q)]."""
    p, q = shares.T
    return np.column_stack([p**i * q**j for i in range(DEGREE + 1) for j in range(DEGREE + 1 - i)])


def _samples(coverage: Coverage) -> Floats:
    """[place, (x, y)] all over the viewBox, in its units."""
    across, down = np.linspace(0, coverage.width, SAMPLES), np.linspace(0, coverage.height, SAMPLES)
    return np.column_stack([side.ravel() for side in np.meshgrid(across, down)])


def _world(coverage: Coverage, units: Floats) -> Floats:
    """[place, (x, y)] in the square of side 1."""
    points = gpd.points_from_xy(*coverage.grid.metres_at(units).T)
    places = gpd.GeoSeries(points, crs=coverage.grid.crs).to_crs("EPSG:3857")
    return np.column_stack([0.5 + places.x / (2 * WORLD), 0.5 - places.y / (2 * WORLD)])
