"""The map's own file: everything a browser needs to draw one level once, and to walk it with the arrow keys."""

from typing import Any

import pandas as pd
import shapely

from observatory.maps.coverage import Coverage
from observatory.maps.levels import Level
from observatory.maps.mercator import mercator
from observatory.maps.svg import centres, path
from observatory.maps.walk import moves


def geometry(
    coverage: Coverage, level: Level, outline: Level, limits: Level | None, names: pd.Series
) -> dict[str, Any]:
    """The dictionary of docs/architecture.md for one level; `names` by (level, code).

    `outline` is the collectivité as a level of one region; `limits` a coarser level laid over this one, if any.
    """
    points = centres(level.shapes)
    return {
        "level": level.level,
        "width": coverage.width,
        "height": coverage.height,
        "metres_per_unit": coverage.metres_per_unit,
        "mercator": mercator(coverage),
        "codes": list(level.codes),
        "names": [names[level.level, code] for code in level.codes],
        "paths": [path(shape) for shape in level.shapes],
        "centres": points.tolist(),
        "moves": moves(level.shapes, points).tolist(),
        "outline": path(shapely.coverage_union_all(outline.shapes)),
        "limits": _limits(limits, names) if limits else [],
    }


def _limits(limits: Level, names: pd.Series) -> list[dict[str, str]]:
    return [
        {"code": code, "name": names[limits.level, code], "path": path(shape)}
        for code, shape in zip(limits.codes, limits.shapes, strict=True)
    ]
