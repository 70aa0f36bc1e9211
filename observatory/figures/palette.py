"""Colours, read from the stylesheet that the pages use: a picture and a page cannot disagree."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from observatory.settings import ROOT

STYLESHEET = ROOT / "assets" / "palette.css"
OTHERS = ROOT / "assets" / "palettes.css"
PALETTES = {"bleu-vert": "Bleu-vert", "violet": "Violet", "ocre": "Ocre", "gris": "Gris, pour imprimer"}
STANDARD = "bleu-vert"
STEPS = 9
MIDDLE = 5


@cache
def colours() -> dict[str, str]:
    """Every custom property of the stylesheet: `ink` -> `#10242b`."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", STYLESHEET.read_text(encoding="utf-8")))


@cache
def sequential(palette: str) -> dict[str, str]:
    """The nine steps of one of PALETTES: `sequential-1` -> `#dcebe8`."""
    if palette == STANDARD:
        return {name: colour for name, colour in colours().items() if name.startswith("sequential-")}
    by_day = OTHERS.read_text(encoding="utf-8").partition("@media")[0]
    (steps,) = re.findall(rf'\[data-palette="{palette}"\] {{(.*?)}}', by_day)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", steps))


def shades(view: Mapping[str, Any]) -> dict[str, str]:
    """Those of the palette chosen with the view."""
    return sequential(view.get("colours", STANDARD))


def class_colours(view: Mapping[str, Any]) -> list[str]:
    """The colour of each class of a map view, in the same steps as the map of the pages wears."""
    if view["palette"] == "diverging":
        return [colours()[f"diverging-{step}"] for step in diverging_steps(view["classes"], view["reference"]["value"])]
    return [shades(view)[f"sequential-{step}"] for step in sequential_steps(len(view["classes"]))]


def sequential_steps(count: int) -> list[int]:
    """Evenly spread from the palest, 1, to the deepest, 9."""
    return [MIDDLE] if count == 1 else [1 + _nearest(i * (STEPS - 1) / (count - 1)) for i in range(count)]


def diverging_steps(classes: Sequence[Mapping[str, Any]], pivot: float) -> list[int]:
    """Away from the middle step on both sides of the class that holds the pivot; the longer side reaches the end."""
    sides = [_side(band, pivot) for band in classes]
    below, above = sides.count(-1), sides.count(1)
    away = [*range(-below, 0), *[0] * sides.count(0), *range(1, above + 1)]
    return [MIDDLE + _signed_nearest(distance * (MIDDLE - 1) / max(below, above, 1)) for distance in away]


def _side(band: Mapping[str, Any], pivot: float) -> int:
    if band["to"] is not None and band["to"] <= pivot:
        return -1
    return 1 if band["from"] is not None and band["from"] >= pivot else 0


def _nearest(value: float) -> int:
    return int(value + 0.5)


def _signed_nearest(value: float) -> int:
    """At least one step away from the middle, unless there."""
    return 0 if value == 0 else max(1, _nearest(abs(value))) * (1 if value > 0 else -1)
