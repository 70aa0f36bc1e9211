"""Territories side by side as pictures: their age pyramids on one scale, and small maps on one legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from observatory.figures.choice import Choice
from observatory.figures.pyramid import pyramid_svg, widest
from observatory.figures.small import Frame, thumbnail_svg
from observatory.publishing import views
from observatory.publishing.profiles import known
from observatory.publishing.subject import WHOLE, Subject, ages, subject_of
from observatory.warehouse import read
from observatory.warehouse.groups import GROUP
from observatory.warehouse.read import Warehouse

MARGIN = 40
"""Around the centres of a territory's communes, in units of the map (its longest side is about a thousand)."""
SMALL = ("commune", "canton")
"""Levels that make a map inside a territory."""


@dataclass(frozen=True)
class SmallMaps:
    """One picture a territory, in the order asked; `view` holds the classes that they share."""

    view: Mapping[str, Any]
    pictures: tuple[str, ...]


def pyramids(warehouse: Warehouse, subjects: Sequence[Subject]) -> tuple[int, tuple[str, ...]] | None:
    """The census year, and one pyramid a territory over the collectivité's outline; None where ages are not known."""
    code = read.facts(warehouse)["collectivite"]
    whole, *own = (ages(warehouse, one) for one in (subject_of(warehouse, WHOLE, code), *subjects))
    if whole is None or not all(own):
        return None
    people = [found[1] for found in own if found]
    limit = widest([whole[1], *people])
    return whole[0], tuple(pyramid_svg(one, whole[1], limit) for one in people)


def mapped(warehouse: Warehouse, subjects: Sequence[Subject]) -> list[str]:
    """The figures put forward that make maps inside these territories, in order of display."""
    if any(one.level in ("commune", WHOLE) for one in subjects):
        return []
    about = known(warehouse)
    shown = [one for one in about.indicators.values() if one.highlight and one.kind != "count"]
    return [one.slug for one in shown if not about.demonstration(one) and _level(warehouse, one.slug, subjects)]


def small_maps(warehouse: Warehouse, slug: str, subjects: Sequence[Subject]) -> SmallMaps:
    """The latest year of an indicator inside each territory, on one scale and one legend; `slug` is one of `mapped`."""
    level = _level(warehouse, slug, subjects) or SMALL[0]
    view = views.view_of(warehouse, slug, level, "latest", Choice())
    geometry = views.geometry_of(warehouse, level)
    inside = [_inside(warehouse, level, one) for one in subjects]
    communes = views.geometry_of(warehouse, "commune")
    boxes = [_box(communes, set(one.communes)) for one in subjects]
    width, height = (max(box[side] for box in boxes) for side in (2, 3))
    pictures = (
        thumbnail_svg(geometry, _only(view, codes), frame=_framed(box, width, height))
        for box, codes in zip(boxes, inside, strict=True)
    )
    return SmallMaps(view, tuple(pictures))


def _level(warehouse: Warehouse, slug: str, subjects: Sequence[Subject]) -> str | None:
    """The level where the figure opens, if it is finer than the territories; else a finer one that it has."""
    finer = SMALL[:1] if any(one.level in ("canton", GROUP) for one in subjects) else SMALL
    offered = [level for level in read.levels_of(warehouse, slug) if level in finer]
    usual = read.default_level(warehouse, slug) if offered else None
    return usual if usual in offered else offered[0] if offered else None


def _inside(warehouse: Warehouse, level: str, subject: Subject) -> set[str]:
    """The territories of a level that lie in the subject, by their communes."""
    members = read.memberships(warehouse, level)
    return set(members.loc[members["commune"].isin(subject.communes), "code"])


def _only(view: Mapping[str, Any], codes: set[str]) -> dict[str, Any]:
    """The view with the others as bare ground."""
    cells = [
        cell if cell["code"] in codes else {**cell, "value": cell["value"] or 0, "class": None}
        for cell in view["cells"]
    ]
    return {**view, "cells": cells}


def _box(geometry: Mapping[str, Any], codes: set[str]) -> Frame:
    """Middle, width and height of what holds some communes; every level is drawn on the same grid."""
    points = [centre for code, centre in zip(geometry["codes"], geometry["centres"], strict=True) if code in codes]
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*points, strict=True))
    return (left + right) / 2, (top + bottom) / 2, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN


def _framed(box: Frame, width: float, height: float) -> Frame:
    return box[0] - width / 2, box[1] - height / 2, width, height
