"""Territories on a few pages, from the answers that the dashboard's pages show: a portrait, a comparison."""

from collections.abc import Mapping, Sequence
from typing import Any

from observatory.catalogue import THEMES
from observatory.catalogue.domain import DEMONSTRATION
from observatory.figures.history import history_svg
from observatory.figures.history import words as history_words
from observatory.figures.locator import locator_svg
from observatory.figures.perimeter import communes_text
from observatory.figures.pyramid import pyramid_svg
from observatory.figures.pyramid import words as pyramid_words
from observatory.figures.words import listed, short
from observatory.printing.document import Document, Section
from observatory.publishing import views
from observatory.publishing.comparison import Line as ComparedLine
from observatory.publishing.comparison import Place, Value, by_theme, compare, strengths
from observatory.publishing.portrait import Line, Portrait, portrait
from observatory.publishing.subject import WHOLE, subject_of
from observatory.statistics.dates import french_date
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

SITE = "Observatoire des solidarités"
WIDE = 4
"""From that many territories on, a comparison is set on its side."""
READING = "Entre parenthèses : valeur fragile, qui n'est ni commentée ni classée. Écart et rang : face à l'ensemble."


def portrait_document(warehouse: Warehouse, level: str, code: str) -> Document:
    """Everything known of a territory, on two to four pages; UnknownValue for one that does not exist."""
    one = portrait(warehouse, level, code)
    pictures = portrait_pictures(warehouse, one)
    section = portrait_section(warehouse, one, pictures)
    svgs = {name: svg for name, (svg, *_) in pictures.items()}
    return sheet(warehouse, f"Portrait : {one.subject.title}", [section], svgs)


Pictures = Mapping[str, tuple[str, str, str]]
"""name -> (SVG, its words, its title)."""


def portrait_pictures(warehouse: Warehouse, one: Portrait) -> Pictures:
    """Where it lies, its population since the first census, its ages."""
    where = typeset(f"{one.subject.title} sur la carte {read.facts(warehouse)['of']}")
    level, codes = one.subject.parts
    found = {"where.svg": (locator_svg(views.geometry_of(warehouse, level), codes, where), where, "")}
    history = history_svg(one.censuses, one.breaks, one.subject.title)
    if history:
        title = f"Population depuis {one.censuses[0][0]}"
        found["history.svg"] = (history, history_words(one.censuses, one.subject.title), title)
    if one.ages:
        drawn = pyramid_svg(one.ages, one.whole_ages)
        title = f"Âges en {one.ages_year}, en % de la population"
        found["ages.svg"] = (drawn, pyramid_words(one.ages, one.whole_ages), typeset(title))
    return found


def portrait_section(warehouse: Warehouse, one: Portrait, pictures: Pictures) -> Section:
    whole = one.subject.level == WHOLE
    name = read.facts(warehouse)["name"]
    return {
        "kind": "portrait",
        "level": 1,
        "outlined": False,
        "kicker": f"Portrait · {one.subject.kind}",
        "title": [one.subject.title],
        "label": "portrait",
        "identity": _identity(one),
        "note": one.perimeter,
        "picture": "where.svg",
        "alt": pictures["where.svg"][1],
        "figures": [
            {"picture": file, "alt": words, "title": title} for file, (_, words, title) in pictures.items() if title
        ],
        "said-title": one.said[0].text.removesuffix("\u202f:") if one.said else "",
        "said": [said.text for said in one.said[1:]],
        "headers": ["Indicateur", "Valeur", *([] if whole else [name, "Écart", "Rang"]), "Année"],
        "widths": [18, *([] if whole else [19, 28, 16]), 11],
        "themes": [(part.title, [_row(line, whole) for line in part.lines]) for part in one.sections],
        "members": "",
        "foot": typeset(READING),
    }


def _identity(one: Portrait) -> list[tuple[str, str]]:
    people, area = one.subject.population, one.subject.area_km2
    count = communes_text(len(one.subject.communes), one.subject.communes_total)
    communes = [] if one.subject.level == "commune" else [("Communes", count)]
    density = with_unit(people / area, "habitants par km²")
    return [("Habitants", number(people)), ("Superficie", with_unit(area, "km²")), ("Densité", density), *communes]


def _row(line: Line, whole: bool) -> list[str]:
    cell = line.figure.cell
    beside = [] if whole else [short(line.whole) or "–", line.gap or "–", line.rank or "–"]
    return [_title(line.figure.indicator.title, line.demonstration), _marked(line), *beside, str(cell.key.period)]


def _marked(line: Line) -> str:
    text = short(line.text)
    return f"({text})" if line.figure.cell.quality == "fragile" else text


def _title(title: str, invented: bool) -> str:
    return typeset(f"{title} · {DEMONSTRATION}" if invented else title)


def comparison_document(warehouse: Warehouse, places: Sequence[Place], theme: str = "") -> Document:
    """Territories side by side, indicator by indicator, with what sets each apart; `theme`: only its indicators."""
    names = [subject_of(warehouse, *place).title for place in places]
    lines = compare(warehouse, places)
    themes = [(slug, mine) for slug, mine in by_theme(lines) if theme in ("", slug)]
    section = {
        "kind": "comparison",
        "title": [listed(names)],
        "kicker": "Comparer",
        "label": "comparison",
        "wide": len(places) >= WIDE,
        "said": [
            {"name": name, "words": " ".join(one.text for one in strengths(warehouse, place)[1:])}
            for name, place in zip(names, places, strict=True)
        ],
        "headers": ["Indicateur", read.facts(warehouse)["name"], *names],
        "themes": [(THEMES[slug], [_compared(line) for line in mine]) for slug, mine in themes],
        "foot": typeset(READING),
    }
    return sheet(warehouse, f"Comparer {listed(names)}", [section], {})


def _compared(line: ComparedLine) -> list[dict[str, str]]:
    title = {"text": f"{_title(line.indicator.title, line.demonstration)} · {line.period}", "note": ""}
    return [title, {"text": short(line.whole), "note": ""}, *map(_value, line.values)]


def _value(value: Value | None) -> dict[str, str]:
    if value is None:
        return {"text": "–", "note": "non publié à ce niveau"}
    text = f"({short(value.text)})" if value.quality == "fragile" else short(value.text)
    return {"text": text, "note": value.gap or ""}


def sheet(warehouse: Warehouse, title: str, sections: Sequence[Section], pictures: Mapping[str, Any]) -> Document:
    """A document of the dashboard: its name at the head, the day of its figures at the foot."""
    facts = read.facts(warehouse)
    return Document(
        title=typeset(title),
        author=facts["name"],
        running=f"{SITE} · {facts['name']}",
        foot=f"Données préparées le {french_date(facts['built_at'])}",
        made_at=facts["built_at"],
        sections=sections,
        pictures=pictures,
    )
