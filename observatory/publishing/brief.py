"""One territory on one page: six figures, one map, three sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from observatory.catalogue.indicator import THEMES
from observatory.figures.choice import Choice
from observatory.figures.small import thumbnail_svg
from observatory.publishing import views
from observatory.publishing.portrait import LEAST, Line, Portrait, perimeter_of, portrait
from observatory.publishing.subject import WHOLE, Subject
from observatory.statistics.sentences import evolution, value_and_gap
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

SENTENCES = 3
LEVELS = ("canton", "epci", "commune")
"""Of the map, where the territory's own level has too few members to draw classes: the first that the figure has."""


@dataclass(frozen=True)
class Map:
    """`picture` is an SVG; `view` is what its legend says; `ring` the path of the territory set off."""

    picture: str
    view: dict[str, Any]
    ring: str


@dataclass(frozen=True)
class Brief:
    portrait: Portrait
    lines: tuple[Line, ...]
    """One figure a theme."""
    sentences: tuple[str, ...]
    map: Map | None
    perimeter: str
    """What its figures are of, where the territory goes on beyond the collectivité; else empty."""


def brief(warehouse: Warehouse, level: str, code: str) -> Brief:
    """UnknownValue lists the levels, or the territories."""
    one = portrait(warehouse, level, code)
    lines = tuple(_chosen(one))
    of = perimeter_of(one.subject, [line.figure for line in lines])
    return Brief(one, lines, _sentences(one, lines), _map(warehouse, one, lines), of)


def _chosen(one: Portrait) -> Iterator[Line]:
    """The first figure of each theme that can be told, those put forward before the others."""
    known = [line for section in one.sections for line in section.lines]
    sure = [line for line in known if line.figure.cell.sayable and not line.demonstration]
    for theme in THEMES:
        mine = [line for line in sure if line.figure.indicator.theme == theme]
        yield from sorted(mine, key=lambda line: not line.figure.indicator.highlight)[:1]


def _sentences(one: Portrait, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """What sets the territory apart; where nothing does, and of the collectivité, how its figures changed."""
    remarkable = tuple(said.text for said in one.said if len(said.traces) in (2, 3))
    if remarkable:
        return remarkable[:SENTENCES]
    told = [(value_and_gap(line.figure), evolution(line.figure)) for line in lines]
    return tuple(f"{value.text} {change.text}" for value, change in told if change)[:SENTENCES]


def _map(warehouse: Warehouse, one: Portrait, lines: tuple[Line, ...]) -> Map | None:
    """The figure that sets the territory most apart, the territory ringed; else the first that makes a map."""
    remarkable = [said.traces[0].key.indicator for said in one.said if len(said.traces) in (2, 3)]
    usual = [line.figure.indicator.slug for line in lines if line.figure.indicator.kind != "count"]
    for slug in (*remarkable, *usual):
        level = _level(warehouse, slug, one.subject.level)
        if level:
            geometry = views.geometry_of(warehouse, level)
            view = views.view_of(warehouse, slug, level, "latest", Choice())
            ring = ring_of(warehouse, one.subject)
            return Map(thumbnail_svg(geometry, view, ring), view, ring)
    return None


def _level(warehouse: Warehouse, slug: str, own: str) -> str | None:
    known = read.levels_of(warehouse, slug)
    if own in known and own != WHOLE and len(read.territories(warehouse, own)) >= LEAST:
        return own
    return next((level for level in LEVELS if level in known), None)


def ring_of(warehouse: Warehouse, one: Subject) -> str:
    """Its own outline, or those of its communes: every level is drawn on the same grid."""
    if one.level == WHOLE:
        return ""
    level, codes = one.parts
    geometry = views.geometry_of(warehouse, level)
    return "".join(path for code, path in zip(geometry["codes"], geometry["paths"], strict=True) if code in codes)
