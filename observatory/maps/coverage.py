"""Communes on the integer grid of a viewBox, with their borders shared exactly.

Borders are rounded first and simplified after: rounding all of them together (snap rounding) leaves no crossing, and
a coverage simplification only takes points away, so that the points left are whole numbers still.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from observatory.errors import DataError

WIDTH = 1000
"""Of the viewBox. Measured for 267 communes, borders alone, brotli: 12.6 kB at 1000, 14.2 at 1500, 15.4 at 2000."""
MARGIN = 8
"""Around the territory, so that strokes and circles of the edge are not cut."""
TOLERANCE = 1.0
"""Simplification, in units: a triangle smaller than about one square unit cannot be seen."""

Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Grid:
    """From places to units of the viewBox."""

    crs: str
    left: float
    top: float
    metres: float

    def units(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """[place, (x, y)] of degrees (WGS84)."""
        places = gpd.GeoSeries(gpd.points_from_xy(lon, lat, crs="EPSG:4326")).to_crs(self.crs)
        return self.scaled(np.column_stack([places.x, places.y]))

    def scaled(self, metres: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """[place, (x, y)] of metres in the grid's own projection."""
        scaled: npt.NDArray[np.float64] = (metres - (self.left, self.top)) / (self.metres, -self.metres) + MARGIN
        return scaled

    def metres_at(self, units: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The way back of `scaled`."""
        metres: npt.NDArray[np.float64] = (units - MARGIN) * (self.metres, -self.metres) + (self.left, self.top)
        return metres


@dataclass(frozen=True)
class Coverage:
    """Communes in the order of their codes; coordinates are whole units, y downwards."""

    codes: tuple[str, ...]
    shapes: Shapes
    width: int
    height: int
    metres_per_unit: float
    grid: Grid


def grid_coverage(communes: gpd.GeoDataFrame, crs: str) -> Coverage:
    """Project `communes` (code, geometry) to `crs`, scale, round and simplify; raise DataError if one vanishes."""
    ordered = communes.sort_values("code").to_crs(crs)
    projected = shapely.make_valid(ordered.geometry.to_numpy(), method="structure", keep_collapsed=False)
    left, bottom, right, top = shapely.total_bounds(projected)
    metres = float(right - left) / (WIDTH - 2 * MARGIN)
    grid = Grid(crs, float(left), float(top), metres)
    whole = rounded(shapely.transform(projected, grid.scaled))
    vanished = ordered["code"].to_numpy()[shapely.is_empty(whole)]
    if len(vanished):
        raise DataError(f"Communes trop petites pour la grille de {WIDTH} unités : {', '.join(vanished)}.")
    shapes = shapely.coverage_simplify(whole, TOLERANCE)
    height = int(np.ceil((top - bottom) / metres)) + 2 * MARGIN
    return Coverage(tuple(ordered["code"]), shapes, WIDTH, height, round(metres, 2), grid)


def rounded(shapes: Shapes) -> Shapes:
    """The same polygons with whole coordinates, neighbours matched: no overlap, no gap that was not there.

    All borders are noded together on the grid (snap rounding, as in Hobby 1999); each face that results goes to the
    polygon that covers most of it, and to none where more than half of it is outside. A polygon that is smaller than
    the grid can come out empty.
    """
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=1)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    polygon, face = shapely.STRtree(faces).query(shapes, predicate="intersects")
    overlap = shapely.area(shapely.intersection(shapes[polygon], faces[face]))
    owner = _largest(polygon, face, overlap, len(faces))
    owner[np.bincount(face, overlap, len(faces)) < shapely.area(faces) / 2] = -1
    return np.array([shapely.coverage_union_all(faces[owner == index]) for index in range(len(shapes))])


def _largest(
    polygon: npt.NDArray[np.intp], face: npt.NDArray[np.intp], overlap: npt.NDArray[np.float64], faces: int
) -> npt.NDArray[np.intp]:
    """For each face, the polygon of largest overlap (written last, hence kept)."""
    order = np.argsort(overlap, kind="stable")
    owner = np.full(faces, -1)
    owner[face[order]] = polygon[order]
    return owner
