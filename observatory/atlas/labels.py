"""Names of towns on a map, set on the server: they keep clear of each other, and a narrow screen shows fewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDE, NARROW = 19.0, 33.0
"""Sizes of the letters in map units: about 12 pixels on a wide screen, and on a telephone."""
LETTER = 0.56
LONG = 13
"""Beyond that many letters a name takes two lines."""
DOT = 4.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A town: its dot, and the middle of its lines on a wide screen and on a narrow one, in map units."""

    x: float
    y: float
    lines: tuple[str, ...]
    wide: tuple[float, float] | None
    narrow: tuple[float, float] | None


def town_labels(geometry: Mapping[str, Any], codes: Sequence[str]) -> list[Label]:
    """Labels of the communes `codes`, the most important first; those that find no room are left out."""
    at = {code: index for index, code in enumerate(geometry["codes"])}
    towns = [(geometry["centres"][at[code]], split(geometry["names"][at[code]])) for code in codes if code in at]
    frame = (0.0, 0.0, float(geometry["width"]), float(geometry["height"]))
    wide, narrow = _placed(towns, WIDE, frame), _placed(towns, NARROW, frame)
    labels = [
        Label(x, y, lines, there, small) for ((x, y), lines), there, small in zip(towns, wide, narrow, strict=True)
    ]
    return [label for label in labels if label.wide or label.narrow]


def split(name: str) -> tuple[str, ...]:
    """`Romorantin-Lanthenay` -> (`Romorantin-`, `Lanthenay`): at the hyphen or space nearest to the middle."""
    cuts = [i for i, letter in enumerate(name) if letter in "- "]
    if len(name) <= LONG or not cuts:
        return (name,)
    cut = min(cuts, key=lambda i: abs(i - len(name) / 2)) + 1
    return name[:cut].rstrip(), name[cut:]


def _placed(
    towns: Sequence[tuple[Sequence[float], tuple[str, ...]]], size: float, frame: Box
) -> list[tuple[float, float] | None]:
    """The middle of each name, in the order given; None where it would touch another or leave the frame."""
    dots = [(x - DOT, y - DOT, x + DOT, y + DOT) for (x, y), _ in towns]
    taken: list[Box] = []
    found: list[tuple[float, float] | None] = []
    for index, ((x, y), lines) in enumerate(towns):
        others = taken + dots[:index]
        free = [spot for spot in _spots(x, y, lines, size) if _fits(_box(spot, lines, size), others, frame)]
        found.append(free[0] if free else None)
        if free:
            taken.append(_box(free[0], lines, size))
    return found


def _spots(x: float, y: float, lines: tuple[str, ...], size: float) -> list[tuple[float, float]]:
    """Right of the dot, left, above, below."""
    aside = _width(lines, size) / 2 + 2.5 * DOT
    over = size * len(lines) / 2 + 2 * DOT
    return [(x + aside, y), (x - aside, y), (x, y - over), (x, y + over)]


def _box(spot: tuple[float, float], lines: tuple[str, ...], size: float) -> Box:
    half, tall = _width(lines, size) / 2, size * len(lines) / 2
    return spot[0] - half, spot[1] - tall, spot[0] + half, spot[1] + tall


def _width(lines: tuple[str, ...], size: float) -> float:
    return max(map(len, lines)) * size * LETTER


def _fits(box: Box, others: Sequence[Box], frame: Box) -> bool:
    inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
    return inside and not any(_touch(box, other) for other in others)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
