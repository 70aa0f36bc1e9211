"""One territory on one sheet of A4, for a director: six figures, one map, three sentences."""

from typing import Any

from observatory.figures.palette import sequential_steps
from observatory.figures.words import short
from observatory.printing.document import Document
from observatory.printing.pictures import map_picture
from observatory.printing.sheets import sheet
from observatory.publishing import views
from observatory.publishing.brief import Brief, Map, brief
from observatory.publishing.portrait import Line
from observatory.publishing.subject import WHOLE
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

PICTURE = "map.svg"


def note_document(warehouse: Warehouse, level: str, code: str) -> Document:
    """UnknownValue for a territory that does not exist."""
    one = brief(warehouse, level, code)
    subject = one.portrait.subject
    whole = None if subject.level == WHOLE else read.facts(warehouse)["name"]
    pictures = {PICTURE: _picture(warehouse, one.map)} if one.map else {}
    source = f"Carte\u202f: {one.map.view['source']}." if one.map else ""
    section = {
        "kind": "brief",
        "kicker": "Note" if subject.level == WHOLE else f"Note · {subject.kind}",
        "title": [subject.title],
        "label": "note",
        "subtitle": _identity(one),
        "figures": [_figure(line, whole) for line in one.lines],
        "map": _map(one.map) if one.map else None,
        "said": list(one.sentences),
        "foot": " ".join(filter(None, (one.perimeter, source))),
    }
    return sheet(warehouse, f"Note : {subject.title}", [section], pictures)


def _identity(one: Brief) -> str:
    """`23 029 habitants · 8 communes · 118 km²`."""
    subject = one.portrait.subject
    communes = [] if subject.level == "commune" else [with_unit(len(subject.communes), "communes")]
    return " · ".join([with_unit(subject.population, "habitants"), *communes, with_unit(subject.area_km2, "km²")])


def _figure(line: Line, whole: str | None) -> dict[str, str]:
    """`whole`: the name of the collectivité, where the territory is not the collectivité itself."""
    beside = " · ".join(filter(None, (f"{whole} {short(line.whole)}" if whole and line.whole else "", line.rank)))
    title = f"{typeset(line.figure.indicator.title)}, {line.figure.cell.key.period}"
    return {"text": short(line.text), "title": title, "beside": beside}


def _picture(warehouse: Warehouse, one: Map) -> str:
    return map_picture(views.geometry_of(warehouse, one.view["level"]), one.view, ring=one.ring)


def _map(one: Map) -> dict[str, Any]:
    view = one.view
    classes = [
        {"look": f"sequential-{step}", "label": band["label"], "count": number(band["count"])}
        for step, band in zip(sequential_steps(len(view["classes"])), view["classes"], strict=True)
    ]
    alt = f"Carte\u202f: {view['title']}, {view['subtitle']}, le territoire cerné."
    words = {"title": view["title"], "subtitle": view["subtitle"], "alt": alt}
    return {**words, "picture": PICTURE, "classes": classes}
