"""An age pyramid as SVG: the share of each sex and band of ages, with the outline of another territory over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

import numpy as np
from numpy.typing import NDArray

from observatory.figures.charts import label, line, painted, picture, ticks
from observatory.figures.svg_parts import add
from observatory.statistics.french import typeset
from observatory.statistics.numbers import NARROW, number, with_unit

YEARS = 5
"""Width of a band of ages; the last one is open."""
WIDTH, ROW, TOP, BOTTOM = 420, 14, 22, 22
GUTTER = 56
"""Between the two halves, for the ages."""
OLD = 75


@dataclass(frozen=True)
class Ages:
    """People of a territory by sex (women first) and band of five years, from a census: counts with decimals."""

    name: str
    people: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """In % of the whole population, both sexes together."""
        return np.asarray(100 * self.people / self.people.sum())

    def share_from(self, age: int) -> float:
        """Those of that age or more, in % of the population."""
        return float(self.shares[:, age // YEARS :].sum())

    def share_under(self, age: int) -> float:
        return 100 - self.share_from(age)


def band(index: int, count: int) -> str:
    """`moins de 5 ans`, `5 à 9 ans`, `95 ans ou plus`."""
    low = YEARS * index
    if index == 0:
        return f"moins de {YEARS} ans"
    return f"{low} ans ou plus" if index == count - 1 else f"{low} à {low + YEARS - 1} ans"


def widest(pyramids: Iterable[Ages]) -> float:
    """The largest share of a band: pyramids side by side share it as their scale."""
    return max(float(one.shares.max()) for one in pyramids)


def pyramid_svg(own: Ages, whole: Ages | None = None, limit: float | None = None) -> str:
    """Men on the left, women on the right, the outline of `whole` over them; `limit` is the share at both ends."""
    drawn = [own, whole] if whole else [own]
    scale = (WIDTH - GUTTER) / 2 / (limit or widest(drawn))
    height = TOP + ROW * own.people.shape[1] + BOTTOM
    root = picture(WIDTH, height, words(own, whole))
    _grid(root, scale, height)
    for sex, colour in ((0, "women"), (1, "men")):
        _half(root, own.shares[sex], sex, scale, colour)
    if whole:
        for sex in (0, 1):
            add(root, "path", d=_outline(whole.shares[sex], sex, scale), stroke_width=1.5, **painted(stroke="ink"))
    _ages(root, own.people.shape[1])
    return tostring(root, encoding="unicode")


def words(own: Ages, whole: Ages | None) -> str:
    """What the picture shows, in a sentence."""
    told = [f"Pyramide des âges, {own.name} : {_told(own)}"]
    told += [f"{whole.name} : {_told(whole)}"] if whole else []
    return typeset(" ; ".join(told) + ".")


def _told(ages: Ages) -> str:
    young, old = (with_unit(share, "%", 1) for share in (ages.share_under(20), ages.share_from(OLD)))
    return f"{young} de moins de 20 ans, {old} de {OLD} ans ou plus"


def _x(share: float, sex: int, scale: float) -> float:
    """Women to the right of the gutter, men to its left."""
    way = 1 if sex == 0 else -1
    return WIDTH / 2 + way * (GUTTER / 2 + share * scale)


def _y(index: int, count: int) -> float:
    """Top of a band: the oldest first."""
    return TOP + ROW * (count - 1 - index)


def _half(root: Element, shares: NDArray[np.float64], sex: int, scale: float, colour: str) -> None:
    for index, share in enumerate(shares.tolist()):
        ends = sorted((_x(0, sex, scale), _x(share, sex, scale)))
        bar = {"x": ends[0], "y": _y(index, len(shares)) + 0.75, "width": ends[1] - ends[0], "height": ROW - 1.5}
        add(root, "rect", **bar, **painted(colour))


def _outline(shares: NDArray[np.float64], sex: int, scale: float) -> str:
    count = len(shares)
    points = [
        (_x(share, sex, scale), _y(index, count) + edge)
        for index, share in enumerate(shares.tolist())
        for edge in (ROW, 0)
    ]
    return line(points)


def _grid(root: Element, scale: float, height: float) -> None:
    """Shares along the foot, on both sides; the sexes at the head."""
    foot = height - BOTTOM
    for share in ticks((WIDTH - GUTTER) / 2 / scale, 4):
        for sex in (0, 1):
            x = _x(share, sex, scale)
            add(root, "path", d=line([(x, TOP), (x, foot)]), stroke_width=1, **painted(stroke="line"))
            if share:
                label(root, min(max(x, 14), WIDTH - 14), height - 6, f"{number(share)}{NARROW}%", "middle")
    label(root, _x(0, 1, scale), 14, "Hommes", "end", "ink")
    label(root, _x(0, 0, scale), 14, "Femmes", "start", "ink")


def _ages(root: Element, count: int) -> None:
    """Every other band is named, by its first age."""
    for index in range(0, count, 2):
        label(root, WIDTH / 2, _y(index, count) + ROW - 2.5, f"{YEARS * index}", "middle")
    label(root, WIDTH / 2, 14, "Âge", "middle")
