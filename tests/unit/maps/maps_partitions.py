"""Random partitions of a field: quarters of a jittered lattice, merged into regions; and the real communes."""

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from hypothesis import strategies as st

from observatory.catalogue.load import load_collectivite
from observatory.geography.read import Territory, territory
from observatory.maps.coverage import Shapes
from observatory.settings import ROOT

REAL = ("41", "03", "38", "69D", "69M")


@dataclass(frozen=True)
class Partition:
    """Regions with exactly shared borders, in units; some may be in several pieces."""

    shapes: Shapes

    @property
    def codes(self) -> list[str]:
        return [f"{index:03}" for index in range(len(self.shapes))]


@st.composite
def partitions(draw: st.DrawFn, smallest: float = 1.0) -> Partition:
    """Up to 36 cells in up to 36 regions; a cell measures from `smallest` to twelve units."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    size = draw(st.floats(smallest, 12.0))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    corners = np.stack(np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0)), axis=-1)
    corners += rng.uniform(-0.3, 0.3, corners.shape)
    rings = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2)
    cells = shapely.polygons(rings.reshape(-1, 4, 2) * size)
    labels = rng.integers(0, draw(st.integers(1, len(cells))), len(cells))
    return Partition(np.array([shapely.coverage_union_all(cells[labels == label]) for label in np.unique(labels)]))


@cache
def real(code: str) -> Territory:
    return territory(load_collectivite(ROOT / "geodata", code), ROOT / "geodata")


def as_communes(partition: Partition) -> gpd.GeoDataFrame:
    """The partition as communes somewhere in the département, a unit being a kilometre."""
    placed = shapely.transform(partition.shapes, lambda points: points * 1000 + (570_000, 6_720_000))
    frame = gpd.GeoDataFrame({"code": partition.codes, "name": partition.codes}, geometry=placed, crs="EPSG:2154")
    return frame.to_crs("EPSG:4326")


def in_groups(codes: list[str], groups: int) -> pd.DataFrame:
    """Memberships of `codes` in a level `canton` of at most `groups` groups."""
    return pd.DataFrame(
        {"commune": codes, "level": "canton", "code": [f"g{index % groups}" for index in range(len(codes))]}
    )
