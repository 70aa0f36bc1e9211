"""A map as the pages draw it: one dict, every number with its words. Its shape is in docs/architecture.md."""

from typing import Any

from observatory.figures.cells import reference_view, shown_value, view_cells
from observatory.figures.choice import Choice
from observatory.figures.formula import formula
from observatory.figures.legend import Legend, fragile, legend, statuses
from observatory.figures.notes import notes
from observatory.figures.question import MapData
from observatory.figures.words import plural_text
from observatory.statistics.distribution import histogram
from observatory.statistics.french import typeset


def map_view(data: MapData, choice: Choice) -> dict[str, Any]:
    """The view of one indicator at one level and year, drawn as chosen."""
    drawn = legend(data, choice)
    return {
        "indicator": data.indicator.slug,
        "level": data.level,
        "level_plural": data.level_plural,
        "period": data.period,
        "periods": list(data.periods),
        **_drawn(data, choice, drawn),
        "subtitle": _subtitle(data),
        "unit": data.indicator.unit,
        "drawing": "circles" if data.circles else "choropleth",
        "statuses": statuses(data),
        "fragile": fragile(data),
        "distribution": _distribution(data),
        "cells": view_cells(data, drawn),
        "reference": reference_view(data),
        **provenance(data),
    }


def classes_view(data: MapData, choice: Choice) -> dict[str, Any]:
    """All that a choice of classes changes in a view: a few words, and `of_cell`, the class of each cell."""
    drawn = legend(data, choice)
    return {**_drawn(data, choice, drawn), "of_cell": [None if index < 0 else int(index) for index in drawn.of_cell]}


def _drawn(data: MapData, choice: Choice, drawn: Legend) -> dict[str, Any]:
    return {
        "title": title_of(data, choice),
        "palette": drawn.palette,
        "max": largest(data),
        "classes": drawn.classes,
    }


def largest(data: MapData) -> float:
    """The value of the largest circle: of this year, or of all of them."""
    if data.ever is not None:
        return float(data.ever["value"].abs().max())
    return max((abs(shown_value(value, data) or 0) for value in data.cells["value"]), default=0)


def _distribution(data: MapData) -> dict[str, Any] | None:
    """Counts by value; not for counts of people, whose spread is that of the sizes of territories."""
    found = None if data.circles else histogram(data.cells["value"], data.indicator.decimals)
    return None if found is None else {"from": found.start, "step": found.step, "counts": list(found.counts)}


def provenance(data: MapData) -> dict[str, Any]:
    """What the figures are and where they come from."""
    titles = dict(zip(data.measures["measure"], data.measures["title"], strict=True))
    return {
        "definition": typeset(data.indicator.definition),
        "formula": formula(data.indicator, titles),
        "source": source_line(data),
        "licence": ", ".join(dict.fromkeys(data.sources["licence"])),
        "notes": notes(data),
        "demonstration": data.demonstration,
    }


def source_line(data: MapData) -> str:
    """`Cnaf, Allocataires par commune, décembre 2020 à 2024 ; Insee, ...`"""
    rows = data.sources[["producer", "title", "vintage"]].itertuples(index=False)
    return typeset(" ; ".join(", ".join(row) for row in rows))


def title_of(data: MapData, choice: Choice) -> str:
    title = typeset(data.indicator.title)
    return f"{title}\u202f: écart à la valeur {data.facts['of']}" if data.shows_gap(choice) else title


def _subtitle(data: MapData) -> str:
    """`267 communes · 2024 · Cnaf, Insee`."""
    count = plural_text(len(data.cells), data.level_plural, data.level_plural)
    territories = data.facts["name"] if data.level == "departement" else count
    return f"{territories} · {data.period} · {', '.join(dict.fromkeys(data.sources['producer']))}"
