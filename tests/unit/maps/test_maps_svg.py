"""Paths can be read back point for point; a centre is inside."""

import re

import numpy as np
import shapely
from hypothesis import given, settings
from maps_partitions import Partition, partitions

from observatory.maps.coverage import rounded
from observatory.maps.svg import centres, path


def read_back(text: str) -> list[list[tuple[int, int]]]:
    """The rings of a path, read with the grammar of SVG alone: M x y, l pairs of steps, z."""
    rings = []
    for x, y, steps in re.findall(r"M(-?\d+)[ ]?(-?\d+)l([-\d ]+)z", text):
        points = [(int(x), int(y))]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[0::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        rings.append([*points, points[0]])
    return rings


def test_a_triangle() -> None:
    assert path(shapely.Polygon([(0, 0), (0, 5), (10, 0)])) == "M0 0l0 5 10-5z"


def test_a_hole_and_an_island_are_rings_of_their_own() -> None:
    holed = shapely.box(0, 0, 10, 10) - shapely.box(2, 2, 4, 4)
    rings = read_back(path(shapely.union(holed, shapely.box(20, 0, 22, 2))))
    assert sorted(len(ring) for ring in rings) == [5, 5, 5]
    turns = sorted(shapely.LinearRing(ring).is_ccw for ring in rings)
    assert turns == [False, False, True]


@settings(deadline=None, max_examples=50)
@given(partitions())
def test_paths_lose_no_point(partition: Partition) -> None:
    for shape in rounded(partition.shapes):
        rings = shapely.get_rings(shapely.get_parts(shapely.normalize(shape)))
        expected = [[tuple(map(int, point)) for point in ring.coords] for ring in rings]
        assert read_back(path(shape)) == expected


@settings(deadline=None, max_examples=50)
@given(partitions())
def test_a_centre_is_inside(partition: Partition) -> None:
    shapes = rounded(partition.shapes)
    shapes = shapes[~shapely.is_empty(shapes)]
    assert shapely.contains_xy(shapes, *centres(shapes).T).all()


def test_the_centre_of_two_islands_is_in_the_larger() -> None:
    islands = shapely.union(shapely.box(0, 0, 4, 4), shapely.box(10, 10, 30, 30))
    assert centres(np.array([islands])).tolist() == [[20, 20]]
