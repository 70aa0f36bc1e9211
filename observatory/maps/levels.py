"""Levels: unions of whole communes, so that a border of a level is a border of its communes, point for point."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from observatory.errors import CheckError
from observatory.maps.coverage import Coverage, Shapes


@dataclass(frozen=True)
class Level:
    """Regions in the order of their codes."""

    level: str
    codes: tuple[str, ...]
    shapes: Shapes


def grouped(codes: tuple[str, ...], shapes: Shapes, memberships: pd.DataFrame, level: str) -> Level:
    """Unite the shapes of `codes` by their `code` at `level` in `memberships` (commune, level, code)."""
    members = memberships[memberships["level"] == level]
    group_of = pd.Series(codes).map(dict(zip(members["commune"], members["code"], strict=True)))
    groups = tuple(sorted(group_of.dropna().unique()))
    return Level(level, groups, np.array([shapely.coverage_union_all(shapes[group_of == code]) for code in groups]))


def check_coverage(coverage: Coverage, levels: list[Level]) -> None:
    """Prove the geometry, or raise CheckError with the level and the reason.

    Communes: whole coordinates, none empty, valid, and together a valid coverage (no overlap, borders matched).
    Every level: the same, and each segment of its borders is a segment of its communes' borders, and the whole has
    the area of the communes.
    """
    own = Level("commune", coverage.codes, coverage.shapes)
    segments, area = _segments(own.shapes), float(shapely.area(own.shapes).sum())
    for level in (own, *levels):
        problem = _problem(level)
        if not problem and not _segments(level.shapes) <= segments:
            problem = "une limite ne suit pas celles des communes"
        if not problem and float(shapely.area(level.shapes).sum()) != area:
            problem = "la surface n'est pas celle des communes"
        if problem:
            raise CheckError(f"Contours du niveau {level.level} : {problem}.")


def _problem(level: Level) -> str:
    codes = np.array(level.codes)
    faults = {
        "contour vide": shapely.is_empty(level.shapes),
        "contour invalide": ~shapely.is_valid(level.shapes),
        "coordonnées non entières": np.array([(shapely.get_coordinates(shape) % 1).any() for shape in level.shapes]),
        "limite qui n'est pas partagée": ~shapely.is_empty(shapely.coverage_invalid_edges(level.shapes)),
    }
    told = (f"{words} ({', '.join(codes[fault])})" for words, fault in faults.items() if fault.any())
    return next(told, "")


def _segments(shapes: Shapes) -> set[tuple[float, ...]]:
    """Every border segment as (x1, y1, x2, y2), its ends in order."""
    found: set[tuple[float, ...]] = set()
    for ring in shapely.get_rings(shapely.get_parts(shapes)):
        points = shapely.get_coordinates(ring)
        pairs = np.hstack([points[:-1], points[1:]])
        backward = (pairs[:, 0] > pairs[:, 2]) | ((pairs[:, 0] == pairs[:, 2]) & (pairs[:, 1] > pairs[:, 3]))
        pairs[backward] = pairs[backward][:, [2, 3, 0, 1]]
        found.update(map(tuple, pairs))
    return found
