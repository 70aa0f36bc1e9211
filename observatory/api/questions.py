"""The API's answers, from the warehouse's questions to plain dicts."""

from typing import Any

import pandas as pd

from observatory.api.http import records
from observatory.api.table import CELL
from observatory.catalogue import Indicator
from observatory.catalogue.electoral import ELECTORAL
from observatory.figures.formula import formula
from observatory.publishing.table import csv
from observatory.warehouse import read
from observatory.warehouse.electoral import closed_levels, electoral_cantons, electoral_cells
from observatory.warehouse.read import Warehouse

SOURCE_COLUMNS = ["source", "producer", "title", "licence", "page", "vintage", "secrecy", "demonstration"]


def indicators(warehouse: Warehouse) -> dict[str, Any]:
    """Every indicator in short."""
    available, invented = _available(warehouse), read.demonstration_measures(warehouse)
    described = [_short(one, available.get(one.slug, {}), invented) for one in read.indicators(warehouse)]
    return {"indicators": described, "closed_levels": closed_levels(warehouse)}


def indicator(warehouse: Warehouse, slug: str) -> dict[str, Any]:
    """One indicator in full; UnknownValue for an unknown slug."""
    one = read.indicator(warehouse, slug)
    available = _available(warehouse).get(slug, {})
    measures = read.measures_of(warehouse, slug)
    titles = dict(zip(measures["measure"], measures["title"], strict=True))
    return {
        **_short(one, available, read.demonstration_measures(warehouse)),
        "definition": one.definition,
        "formula": formula(one, titles),
        "reading": one.reading,
        "caveats": list(one.caveats),
        "available": available,
        "sources": records(read.sources_of(warehouse, slug)[SOURCE_COLUMNS]),
    }


def territories(warehouse: Warehouse, level: str) -> dict[str, Any]:
    """The territories of a level; UnknownValue for an unknown level."""
    known = electoral_cantons(warehouse) if level == ELECTORAL else read.territories(warehouse, level)
    return {"level": level, "territories": records(known)}


def cells(warehouse: Warehouse, slug: str, level: str, period: str, territory: str | None) -> dict[str, Any]:
    """One year of an indicator at a level; UnknownValue for what does not exist."""
    frame = _cells(warehouse, slug, level, period, territory)
    one, sources = read.indicator(warehouse, slug), read.sources_of(warehouse, slug)
    return {
        "indicator": slug,
        "title": one.title,
        "unit": one.unit,
        "level": level,
        "period": int(frame["period"].to_list()[0]),
        "source": ", ".join(dict.fromkeys(sources["producer"])),
        "licence": ", ".join(dict.fromkeys(sources["licence"])),
        "cells": records(frame),
    }


def cells_csv(warehouse: Warehouse, slug: str, level: str, period: str, territory: str | None) -> bytes:
    """The same cells, in the same fields."""
    return csv(_cells(warehouse, slug, level, period, territory))


def _cells(warehouse: Warehouse, slug: str, level: str, period: str, territory: str | None) -> pd.DataFrame:
    """The fields of CELL."""
    if level == ELECTORAL:
        frame = electoral_cells(warehouse, slug, period, territory)
    else:
        frame = read.cells(warehouse, slug, level, period, territory)
    told = frame.assign(
        demonstration=read.is_demonstration(warehouse, slug), perimeter=_perimeters(warehouse, slug, level, frame)
    )
    return told[[field.name for field in CELL]]


def _perimeters(warehouse: Warehouse, slug: str, level: str, frame: pd.DataFrame) -> "pd.Series[str]":
    """A published figure of an EPCI that crosses the border is of the whole, a computed one of the part inside."""
    places = read.territories(warehouse, level) if level != ELECTORAL else electoral_cantons(warehouse)
    crossing = places.loc[places["communes_total"] > places["communes"], "code"]
    part = frame["code"].isin(crossing) & (read.indicator(warehouse, slug).kind != "published")
    return part.map({True: "partie", False: "entier"})


def _short(one: Indicator, available: dict[str, list[int]], invented: set[str]) -> dict[str, Any]:
    declared = one.model_dump(include={"slug", "title", "theme", "nature", "unit", "decimals", "direction"})
    return {
        **declared,
        "levels": [level for level in one.levels if level in available],
        "periods": sorted({period for periods in available.values() for period in periods}),
        "demonstration": bool(invented & set(one.measures)),
    }


def _available(warehouse: Warehouse) -> dict[str, dict[str, list[int]]]:
    """slug -> level -> years with a value."""
    found: dict[str, dict[str, list[int]]] = {}
    frame = read.availability(warehouse)
    for row in frame[frame["with_value"] > 0].itertuples():
        found.setdefault(str(row.indicator), {}).setdefault(str(row.level), []).append(int(str(row.period)))
    return found
