"""Where a territory is: the outline of the collectivité, its limits, and one region of it painted, as SVG."""

from collections.abc import Collection, Mapping
from typing import Any
from xml.etree.ElementTree import tostring

from observatory.figures.charts import painted, picture
from observatory.figures.svg_parts import add

HALO = 0.012
"""Least half-width of the region drawn, as a share of the map's width: a commune must still be seen."""


def locator_svg(geometry: Mapping[str, Any], codes: Collection[str], words: str) -> str:
    """`codes` are painted among the regions of a geometry file; `words` say where they are."""
    root = picture(geometry["width"], geometry["height"], words)
    thin = geometry["width"] / 400
    chosen = "".join(path for code, path in zip(geometry["codes"], geometry["paths"], strict=True) if code in codes)
    add(root, "path", d=geometry["outline"], stroke_width=1.5 * thin, **painted("tint", "edge"))
    add(
        root,
        "path",
        d="".join(limit["path"] for limit in geometry["limits"]),
        stroke_width=thin,
        **painted(stroke="edge"),
    )
    width = geometry["width"] * HALO if len(geometry["codes"]) > 50 else thin
    add(root, "path", d=chosen, stroke_width=width, stroke_linejoin="round", **painted("focus", "focus"))
    return tostring(root, encoding="unicode")
