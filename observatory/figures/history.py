"""A count since its first census, as SVG: an area from zero, each census a dot, what is not known dashed."""

from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, tostring

from observatory.figures.charts import SIZE, label, line, nearest, painted, picture, ticks
from observatory.figures.svg_parts import GLYPH, add
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 420, 250, 50, 16, 26, 24
LONG = 15
"""Years without a census beyond which the line between two is only a guess: it is dashed."""
EVERY = 25

Census = tuple[int, float]


def history_svg(censuses: Sequence[Census], breaks: Sequence[int], name: str) -> str:
    """(year, people) in order of years; `breaks`: first years of new methods, each a line across. Empty under two."""
    if len(censuses) < 2:
        return ""
    root = picture(WIDTH, HEIGHT, words(censuses, name))
    points = [_point(census, censuses) for census in censuses]
    foot = HEIGHT - BOTTOM
    _grid(root, censuses)
    area = line([(points[0][0], foot), *points, (points[-1][0], foot)]) + "Z"
    add(root, "path", d=area, opacity=0.7, **painted("sequential-1"))
    _line(root, censuses, points)
    _breaks(root, censuses, breaks)
    for x, y in points:
        add(root, "circle", cx=x, cy=y, r=2.4, **painted("accent"))
    _told(root, censuses, points)
    return tostring(root, encoding="unicode")


def words(censuses: Sequence[Census], name: str) -> str:
    """What the picture shows, in a sentence."""
    highest = max(censuses, key=lambda census: census[1])
    ends = [censuses[0], *([highest] if highest not in (censuses[0], censuses[-1]) else []), censuses[-1]]
    told = ", ".join(f"{number(people)} en {year}" for year, people in ends)
    return typeset(f"Population, {name} : {told}.")


def _top(censuses: Sequence[Census]) -> float:
    return max(people for _, people in censuses) or 1.0


def _point(census: Census, censuses: Sequence[Census]) -> tuple[float, float]:
    first, last = censuses[0][0], censuses[-1][0]
    x = LEFT + (census[0] - first) * (WIDTH - LEFT - RIGHT) / (last - first)
    return x, HEIGHT - BOTTOM - census[1] * (HEIGHT - BOTTOM - TOP) / _top(censuses)


def _grid(root: Element, censuses: Sequence[Census]) -> None:
    """Round numbers across; a few census years at the foot."""
    for people in ticks(_top(censuses), 4):
        y = _point((censuses[0][0], people), censuses)[1]
        add(root, "path", d=line([(LEFT, y), (WIDTH - RIGHT, y)]), stroke_width=1, **painted(stroke="line"))
        label(root, LEFT - 6, y + 4, number(people), "end")
    years = [year for year, _ in censuses]
    first, last = years[0], years[-1]
    shown = nearest([first, *range(first + EVERY, last - EVERY // 2, EVERY), last], years)
    for year in shown:
        x = _point((year, 0), censuses)[0]
        anchor = "start" if year == first else "end" if year == last else "middle"
        label(root, x + (RIGHT if year == last else 0), HEIGHT - 6, str(year), anchor)


def _line(root: Element, censuses: Sequence[Census], points: Sequence[tuple[float, float]]) -> None:
    for (one, other), ends in zip(pairwise(censuses), pairwise(points), strict=True):
        dashed = {"stroke_dasharray": "2 4"} if other[0] - one[0] > LONG else {}
        add(root, "path", d=line(ends), stroke_width=2, **dashed, **painted(stroke="accent"))


def _breaks(root: Element, censuses: Sequence[Census], breaks: Sequence[int]) -> None:
    for year in breaks:
        if censuses[0][0] < year <= censuses[-1][0]:
            x = _point((year, 0), censuses)[0]
            dashed = {"stroke_width": 1, "stroke_dasharray": "4 3"}
            add(root, "path", d=line([(x, TOP), (x, HEIGHT - BOTTOM)]), **dashed, **painted(stroke="muted"))
            label(root, x - 4, TOP + SIZE, f"rupture {year}", "end")


def _told(root: Element, censuses: Sequence[Census], points: Sequence[tuple[float, float]]) -> None:
    """The last, first and highest values, each over the line; one that would touch another is left out."""
    highest = max(range(len(censuses)), key=lambda i: censuses[i][1])
    taken: list[tuple[float, float]] = []
    for i in dict.fromkeys((len(censuses) - 1, 0, highest)):
        text = number(censuses[i][1])
        width = len(text) * SIZE * GLYPH * 1.2
        left = min(max(points[i][0] - width / 2, LEFT), WIDTH - width)
        if all(left > end or left + width < start for start, end in taken):
            taken.append((left, left + width))
            over = min(y for x, y in points if left - 4 <= x <= left + width + 4)
            label(root, left + width / 2, over - 8, text, "middle", "ink")
