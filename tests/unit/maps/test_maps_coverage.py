"""Rounding and simplifying leave borders shared exactly, whatever the partition; the check sees when they do not."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from maps_partitions import REAL, Partition, as_communes, in_groups, partitions, real

from observatory.errors import CheckError, DataError
from observatory.maps.coverage import MARGIN, WIDTH, Coverage, Grid, grid_coverage, rounded
from observatory.maps.levels import Level, check_coverage, grouped


def coverage_of(shapes: np.ndarray) -> Coverage:
    codes = tuple(f"{index:03}" for index in range(len(shapes)))
    return Coverage(codes, shapes, 100, 100, 1.0, Grid("EPSG:2154", 0, 0, 1.0))


def squares() -> Coverage:
    """Two squares and, under them, a rectangle that has a point where they meet."""
    under = shapely.Polygon([(0, 10), (10, 10), (20, 10), (20, 20), (0, 20)])
    return coverage_of(np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), under]))


@settings(deadline=None, max_examples=100)
@given(partitions())
def test_rounding_shares_borders_and_moves_nothing_far(partition: Partition) -> None:
    shapes = rounded(partition.shapes)
    kept = ~shapely.is_empty(shapes)
    assert not (shapely.get_coordinates(shapes) % 1).any()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes[kept])
    for before, after in zip(partition.shapes, shapes, strict=True):
        assert (shapely.distance(before.boundary, shapely.points(shapely.get_coordinates(after))) < 0.75).all()
        assert abs(after.area - before.area) < 0.75 * before.length + 1


@settings(deadline=None, max_examples=40)
@given(partitions(smallest=2.0), st.integers(1, 5))
def test_levels_share_borders_after_projection_rounding_and_simplification(partition: Partition, groups: int) -> None:
    coverage = grid_coverage(as_communes(partition), "EPSG:2154")
    level = grouped(coverage.codes, coverage.shapes, in_groups(partition.codes, groups), "canton")
    check_coverage(coverage, [level])
    left, top, right, bottom = shapely.total_bounds(coverage.shapes)
    assert (left, top) == (MARGIN, MARGIN)
    assert right == WIDTH - MARGIN
    assert 0 <= coverage.height - MARGIN - bottom < 1.5


@pytest.mark.parametrize("code", REAL)
def test_real_communes_share_borders_at_every_level(code: str) -> None:
    told = real(code)
    coverage = grid_coverage(told.boundaries, "EPSG:2154")
    levels = [
        grouped(coverage.codes, coverage.shapes, told.memberships, level)
        for level in told.memberships["level"].unique()
    ]
    check_coverage(coverage, levels)
    projected = told.boundaries.to_crs("EPSG:2154").area.to_numpy() / coverage.metres_per_unit**2
    drawn = shapely.area(coverage.shapes)
    assert drawn.sum() == pytest.approx(projected.sum(), rel=0.002)
    assert (np.abs(drawn - projected) < 0.1 * projected + 10).all()


def test_a_commune_that_vanishes_is_told_by_its_code() -> None:
    field = shapely.box(0, 0, 1000, 1000)
    speck = shapely.box(500, 500, 500.01, 500.01)
    shapes = np.array([field.difference(speck), speck], dtype=object)
    with pytest.raises(DataError, match="001"):
        grid_coverage(as_communes(Partition(shapes)), "EPSG:2154")


def test_an_enclave_of_another_departement_stays_a_hole() -> None:
    ring = shapely.box(0, 0, 30, 30).difference(shapely.box(10.2, 10.2, 19.9, 19.9))
    assert rounded(np.array([ring], dtype=object))[0].equals(shapely.box(0, 0, 30, 30) - shapely.box(10, 10, 20, 20))


def test_an_invalid_boundary_is_repaired() -> None:
    crossed = shapely.Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])
    communes = as_communes(Partition(np.array([crossed], dtype=object)))
    shape = grid_coverage(communes, "EPSG:2154").shapes[0]
    assert shape.is_valid
    assert shapely.get_num_geometries(shape) == 2


def test_communes_come_out_in_the_order_of_codes() -> None:
    frame = gpd.GeoDataFrame(
        {"code": ["b", "a"]}, geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], crs="EPSG:2154"
    )
    coverage = grid_coverage(frame, "EPSG:2154")
    assert coverage.codes == ("a", "b")
    assert coverage.shapes[0].bounds[0] > coverage.shapes[1].bounds[0]


def replaced(index: int, shape: shapely.Geometry) -> np.ndarray:
    shapes = squares().shapes.copy()
    shapes[index] = shape
    return shapes


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        (replaced(0, shapely.Polygon()), "vide"),
        (replaced(0, shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])), "invalide"),
        (replaced(0, shapely.box(0, 0, 9.5, 10)), "non entières"),
        (replaced(0, shapely.box(0, 0, 11, 10)), "pas partagée"),
        (replaced(2, shapely.Polygon([(0, 10), (9, 10), (20, 10), (20, 20), (0, 20)])), "pas partagée"),
    ],
)
def test_the_check_sees_a_fault_of_the_communes(shapes: np.ndarray, said: str) -> None:
    with pytest.raises(CheckError, match=said):
        check_coverage(coverage_of(shapes), [])


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ([shapely.box(0, 0, 20, 10), shapely.box(0, 10, 20, 20)], "ne suit pas"),
        ([squares().shapes[0], squares().shapes[2]], "surface"),
    ],
)
def test_the_check_sees_a_level_that_leaves_its_communes(shapes: list[shapely.Geometry], said: str) -> None:
    level = Level("canton", ("a", "b"), np.array(shapes))
    with pytest.raises(CheckError, match=f"canton.*{said}"):
        check_coverage(squares(), [level])


def test_the_check_passes_what_holds() -> None:
    coverage = squares()
    check_coverage(coverage, [grouped(coverage.codes, coverage.shapes, in_groups(list(coverage.codes), 2), "canton")])
