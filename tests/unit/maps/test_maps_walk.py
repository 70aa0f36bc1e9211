"""Arrow keys: natural where they can be, and every region within reach of every other, always."""

from collections import deque

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from maps_partitions import REAL, Partition, partitions, real

from observatory.maps.coverage import grid_coverage
from observatory.maps.levels import grouped
from observatory.maps.svg import centres
from observatory.maps.walk import moves


def reached(found: np.ndarray, start: int) -> set[int]:
    seen, waiting = {start}, deque([start])
    while waiting:
        for target in found[waiting.popleft()]:
            if target >= 0 and target not in seen:
                seen.add(int(target))
                waiting.append(int(target))
    return seen


def assert_everything_is_within_reach(found: np.ndarray) -> None:
    assert found.shape[1] == 4
    assert ((found >= -1) & (found < len(found))).all()
    assert not (found == np.arange(len(found))[:, None]).any()
    for start in range(len(found)):
        assert len(reached(found, start)) == len(found)


def test_a_checkerboard_is_walked_as_one_expects() -> None:
    shapes = np.array([shapely.box(x, y, x + 10, y + 10) for y in (0, 10, 20) for x in (0, 10, 20)])
    found = moves(shapes, shapely.get_coordinates(shapely.centroid(shapes)))
    assert found[4].tolist() == [3, 5, 1, 7]
    assert found[0].tolist() == [-1, 1, -1, 3]
    assert found[8].tolist() == [7, -1, 5, -1]


def test_a_neighbour_is_preferred_to_a_nearer_region_that_does_not_touch() -> None:
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 40, 10), shapely.box(16, 11, 17, 12)])
    centres_ = np.array([[5.0, 5], [25, 5], [16.5, 11.5]])
    assert moves(shapes, centres_)[0][1] == 1


@settings(deadline=None, max_examples=100)
@given(partitions())
def test_partitions(partition: Partition) -> None:
    assert_everything_is_within_reach(moves(partition.shapes, centres(partition.shapes)))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=25, unique=True))
def test_islands_anywhere(places: list[tuple[int, int]]) -> None:
    shapes = np.array([shapely.box(x, y, x + 0.5, y + 0.5) for x, y in places])
    assert_everything_is_within_reach(moves(shapes, shapely.get_coordinates(shapely.centroid(shapes))))


def test_a_region_that_nobody_points_at_is_linked_in_between() -> None:
    """Each of the two far islands lies straight ahead of the other: both arrows would pass over the first one."""
    places = [(4, 3), (8, 0), (0, 0)]
    shapes = np.array([shapely.box(x, y, x + 0.5, y + 0.5) for x, y in places])
    found = moves(shapes, np.array(places, dtype=float))
    assert found.tolist() == [[2, 1, -1, -1], [0, -1, -1, -1], [-1, 1, -1, -1]]


def test_a_single_region_has_nowhere_to_go() -> None:
    assert moves(np.array([shapely.box(0, 0, 1, 1)]), np.array([[0.5, 0.5]])).tolist() == [[-1] * 4]


@pytest.mark.parametrize("code", REAL)
def test_every_real_level(code: str) -> None:
    told = real(code)
    coverage = grid_coverage(told.boundaries, "EPSG:2154")
    for level in told.memberships["level"].unique():
        shapes = grouped(coverage.codes, coverage.shapes, told.memberships, level).shapes
        assert_everything_is_within_reach(moves(shapes, centres(shapes)))
