"""A chart of lines as SVG: the years of a few territories, each named where its line ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from xml.etree.ElementTree import Element, tostring

from observatory.figures.svg_parts import add
from observatory.statistics.numbers import NARROW, is_share, number, with_unit

WIDTH, HEIGHT = 460, 250
LEFT, TOP, BOTTOM = 52, 14, 28
GLYPH, SIZE = 7.0, 13.0
"""Mean width of a bold letter, and the size of the letters, in pixels."""
TICKS = 4
FEW_YEARS = 12

Point = tuple[int, float]


@dataclass(frozen=True)
class Line:
    """`points`: (year, value), None where nothing is known; `look` is its class: `line-1`, `line-2`, `line-whole`."""

    name: str
    look: str
    points: tuple[tuple[int, float | None], ...]

    @property
    def known(self) -> list[Point]:
        return [(year, value) for year, value in self.points if value is not None]


def line_chart(lines: Sequence[Line], unit: str, decimals: int, title: str, name: str) -> str:
    """An `<svg>`; lines without a known value are left out."""
    drawn = [line for line in lines if line.known]
    scale = Scale.of(drawn, unit, decimals)
    root = Element("svg", {"role": "img", "class": "chart", "viewBox": f"0 0 {WIDTH} {HEIGHT}"})
    root.set("aria-labelledby", f"{name}-titre {name}-desc")
    add(root, "title", title, id=f"{name}-titre")
    add(root, "desc", " ".join(_said(line, unit, decimals) for line in drawn), id=f"{name}-desc")
    _axes(root, scale)
    for line in drawn:
        _draw(root, line, scale)
    _ends(root, drawn, scale)
    return tostring(root, encoding="unicode")


def sparkline(lines: Sequence[Line]) -> str:
    """The lines alone: a picture beside a title."""
    drawn = [line for line in lines if line.known]
    scale = Scale.of(drawn, "", 0)
    root = Element("svg", {"class": "thumbnail chart", "aria-hidden": "true", "viewBox": f"0 0 {WIDTH} {HEIGHT}"})
    for line in drawn:
        _draw(root, line, scale)
    return tostring(root, encoding="unicode")


@dataclass(frozen=True)
class Scale:
    """Years to abscissas, values to ordinates, and the values written on the axis."""

    years: tuple[int, int]
    low: float
    high: float
    step: float
    right: float
    unit: str
    decimals: int

    @classmethod
    def of(cls, lines: Sequence[Line], unit: str, decimals: int) -> "Scale":
        points = [point for line in lines for point in line.known]
        values = [value for _, value in points]
        step = readable_step((max(values) - min(values)) or abs(max(values)) or 1.0)
        low, high = floor(min(values) / step) * step, -floor(-max(values) / step) * step
        sign = f"{NARROW}{unit[0]}" if is_share(unit) else ""
        longest = max(len(line.name) + 2 + len(number(line.known[-1][1], decimals) + sign) for line in lines)
        years = [year for year, _ in points]
        right = WIDTH - min(longest * GLYPH + 12, WIDTH * 0.45)
        return cls((min(years), max(years)), low, max(high, low + step), step, right, sign, decimals)

    def x(self, year: float) -> float:
        span = self.years[1] - self.years[0] or 1
        return LEFT + (year - self.years[0]) * (self.right - LEFT) / span

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.low) * (HEIGHT - BOTTOM - TOP) / (self.high - self.low)

    def text(self, value: float) -> str:
        return number(value, self.decimals) + self.unit

    @property
    def ticks(self) -> list[float]:
        return [self.low + i * self.step for i in range(round((self.high - self.low) / self.step) + 1)]


def readable_step(span: float) -> float:
    """1, 2 or 5 x 10^n, about TICKS of them in the span."""
    power = 10.0 ** floor(log10(span / TICKS))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= span / TICKS * 0.999)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Ordinates near those wanted, in the same order from top to bottom, at least `gap` apart and within the bounds."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    floor_ = low - gap
    for i in order:
        placed[i] = floor_ = max(wanted[i], floor_ + gap)
    ceiling = high + gap
    for i in reversed(order):
        placed[i] = ceiling = min(placed[i], ceiling - gap)
    return placed


def _axes(root: Element, scale: Scale) -> None:
    grid = add(root, "g", **{"class": "grid"})
    tick_decimals = max(0, -floor(log10(scale.step) + 1e-9))
    for value in scale.ticks:
        y = scale.y(value)
        add(grid, "path", d=f"M{LEFT} {y:.1f}H{scale.right:.1f}")
        text = number(value, tick_decimals) + scale.unit
        add(grid, "text", text, x=LEFT - 8, y=y + 4, **{"class": "tick end"})
    for year in shown_years(*scale.years):
        add(grid, "text", str(year), x=scale.x(year), y=HEIGHT - 6, **{"class": "tick middle"})


def shown_years(first: int, last: int) -> list[int]:
    """At most six years, evenly set, both ends among them where the span divides."""
    span = last - first
    steps = next((steps for steps in (4, 5, 3, 2) if span > 5 and span % steps == 0), None)
    if span <= 5:
        return list(range(first, last + 1))
    if steps:
        return [first + span * i // steps for i in range(steps + 1)]
    return [first, first + span // 2, last]


def _draw(root: Element, line: Line, scale: Scale) -> None:
    """One stroke for each run of known years: a year without a value is a gap, never a bridge."""
    group = add(root, "g", **{"class": f"line {line.look}"})
    for run in _runs(line):
        path = "L".join(f"{scale.x(year):.1f} {scale.y(value):.1f}" for year, value in run)
        add(group, "path", d=f"M{path}")
    dots = line.known if len(line.known) <= FEW_YEARS else line.known[-1:]
    for year, value in dots:
        dot = add(group, "circle", cx=scale.x(year), cy=scale.y(value), r=3)
        add(dot, "title", f"{line.name}, {year}{NARROW}: {scale.text(value)}")


def _runs(line: Line) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for year, value in line.points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append((year, value))
    return [run for run in runs if run]


def _ends(root: Element, lines: Sequence[Line], scale: Scale) -> None:
    """Names at the ends of the lines, apart from each other."""
    wanted = [scale.y(line.known[-1][1]) for line in lines]
    ordinates = apart(wanted, SIZE + 4, TOP, HEIGHT - BOTTOM)
    group = add(root, "g", **{"class": "ends", "aria-hidden": "true"})
    for line, wished, y in zip(lines, wanted, ordinates, strict=True):
        text = f"{line.name} {scale.text(line.known[-1][1])}"
        x = scale.x(line.known[-1][0])
        if abs(y - wished) > 6:
            add(group, "path", d=f"M{x + 4:.1f} {wished:.1f}L{scale.right + 8:.1f} {y:.1f}", **{"class": "leader"})
        add(group, "text", text, x=scale.right + 10, y=y + 4.5, **{"class": line.look})


def _said(line: Line, unit: str, decimals: int) -> str:
    (first, start), (last, end) = line.known[0], line.known[-1]
    values = [with_unit(value, unit, decimals) for value in (start, end)]
    return f"{line.name}{NARROW}: {values[0]} en {first}, {values[1]} en {last}."
