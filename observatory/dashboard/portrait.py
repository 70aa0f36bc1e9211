"""The page `/portrait/<niveau>/<code>`: one territory on one long page; without a territory, the list of portraits."""

from typing import Any

from dash import html

from observatory.catalogue.domain import DEMONSTRATION
from observatory.dashboard.aria import aria
from observatory.dashboard.parts import fold
from observatory.dashboard.place import my_place, place_of
from observatory.dashboard.portrait_identity import identity
from observatory.dashboard.portrait_index import index
from observatory.dashboard.portrait_people import people
from observatory.dashboard.registry import Page, Query, link
from observatory.dashboard.shell import drawn, notices
from observatory.dashboard.takeaway import takeaway
from observatory.dashboard.wording import beside_its_title, with_superscripts
from observatory.figures.small import sparkline_svg
from observatory.figures.strip import strip_svg
from observatory.figures.words import plural_text
from observatory.publishing.formats import TABLES
from observatory.publishing.portrait import Line, Portrait, Section, portrait
from observatory.publishing.said import Said, Trace
from observatory.publishing.subject import WHOLE, Subject
from observatory.statistics.french import capital, typeset
from observatory.statistics.ranking import common
from observatory.warehouse import read
from observatory.warehouse.groups import GROUP
from observatory.warehouse.read import Warehouse

BASE = "/portrait"


def layout(warehouse: Warehouse, /, niveau: str = "", code: str = "", **query: str) -> html.Div:
    """The page of an address; « mon territoire » opens its own portrait."""
    place, said = my_place(warehouse, query)
    if place and not niveau:
        niveau, code = place.level, place.code
    if not (niveau and code):
        return index(warehouse, said)
    _, lost = place_of(warehouse, f"{niveau}:{code}")
    return _page(warehouse, portrait(warehouse, niveau, code), lost)


def _page(warehouse: Warehouse, one: Portrait, lost: list[str]) -> html.Div:
    whole = read.facts(warehouse)["name"]
    shown = [_said(one), people(one, whole)]
    shown += [_section(section, one, whole) for section in one.sections]
    return html.Div(
        [
            *notices(lost),
            html.P(one.subject.kind, className="kicker"),
            html.H1(one.subject.title),
            _ways(one.subject),
            identity(warehouse, one.subject),
            *([html.P(one.perimeter, className="note")] if one.perimeter else []),
            _contents(one),
            *[part for part in shown if part is not None],
            _peers(one),
            _takeaway(one),
            html.P(typeset(READING), className="note reading"),
        ],
        className="sheet portrait",
    )


READING = (
    "Lecture des bandes : le trait fin va de la plus basse à la plus haute valeur des territoires du même découpage, "
    "la bande claire en contient huit sur dix, la bande foncée la moitié du milieu ; le point est ce territoire, le "
    "trait vertical l'ensemble. Une valeur en italique est fragile : elle n'est ni commentée ni classée."
)


def _ways(one: Subject) -> html.Div:
    """Where else this territory is shown; the document is long work, that the page follows."""
    task: dict[str, Any] = {"data-task": ""}
    ways = [
        html.A("Note d’une page", href=f"/note/{one.path}", className="main"),
        html.A("Portrait en PDF", href=f"/documents/portrait/{one.path}.pdf", download="", **task),
        html.A("Voir sur la carte", href=link("/cartes", **_where(one.level, one.code))),
    ]
    if one.level != WHOLE:
        ways.append(html.A("Comparer", href=link("/comparer", territoires=f"{one.level}:{one.code}")))
    return html.Div(ways, className="tools")


def _where(level: str, code: str) -> dict[str, str]:
    """What the page of maps must be told to show a territory."""
    if level == GROUP:
        return {"niveau": "commune", "groupe": code}
    return {} if level == WHOLE else {"niveau": level, "territoire": code}


def _contents(one: Portrait) -> html.Nav:
    """The sections, as links within the page."""
    parts = [("distingue", "L’essentiel")] if one.said else []
    parts += [("habitants", "Habitants et âges"), *((section.slug, section.title) for section in one.sections)]
    links = [html.Li(html.A(title, href=f"#{slug}")) for slug, title in parts]
    return html.Nav(html.Ul(links), className="contents", **aria(label="Dans cette page"))


def _said(one: Portrait) -> html.Section | None:
    """A commentary whose every sentence shows the cells it rests on."""
    if not one.said:
        return None
    note = "Ces phrases sont écrites par des règles, à partir des valeurs que l'on peut ouvrir sous chacune."
    return html.Section(
        [
            html.H2("L’essentiel"),
            html.Ul([html.Li(_sentence(said)) for said in one.said], className="said"),
            html.P(typeset(note), className="note"),
        ],
        className="ruled",
        id="distingue",
    )


def _sentence(said: Said) -> list[Any]:
    count = len(said.traces)
    summary = html.Summary([f"{count}\u00a0valeur{'s' if count > 1 else ''}", _unseen(f" derrière\u202f: {said.text}")])
    traces = html.Ul([html.Li(_trace(trace)) for trace in said.traces])
    return [html.P(with_superscripts(said.text)), html.Details([summary, traces], className="traces")]


def _unseen(text: str) -> html.Span:
    return html.Span(text, className="visually-hidden")


def _trace(trace: Trace) -> list[Any]:
    key = trace.key
    address = link("/cartes", indicateur=key.indicator, periode=key.period, **_where(key.level, key.code))
    words = typeset(f"{trace.title}, {trace.territory}, {key.period} : ")
    return [html.A(words.removesuffix("\u202f: "), href=address), "\u202f: ", html.B(trace.text)]


def _section(section: Section, one: Portrait, whole: str) -> html.Section:
    heads = ["Indicateur", "Valeur", *([whole] if one.subject.level != WHOLE else ["Ailleurs"])]
    heads += ["Évolution"]
    heads += [f"Parmi les {common(one.subject.plural)}"] if _placed(one) else []
    heads += ["Rang"] if one.subject.ranked else []
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in heads]))
    body = html.Tbody([_row(line, one, heads) for line in section.lines])
    caption = html.Caption(f"{section.title}, {one.subject.title}", className="visually-hidden")
    table = html.Table([caption, head, body], className="profile")
    stamp = (
        html.P(f"{DEMONSTRATION}, inventées\u202f: elles ne décrivent aucun territoire.", className="notices")
        if any(line.demonstration for line in section.lines)
        else None
    )
    count = plural_text(len(section.lines), "indicateur", "indicateurs")
    return html.Section(fold(section.title, [stamp, table], section.slug, count), className="ruled")


def _placed(one: Portrait) -> bool:
    """Whether territories like it are enough for a place among them to be drawn."""
    return one.subject.ranked and any(line.quantiles for section in one.sections for line in section.lines)


def _row(line: Line, one: Portrait, heads: list[str]) -> html.Tr:
    indicator = line.figure.indicator
    cells: list[list[Any]] = [
        [
            html.Span(beside_its_title(line.text, indicator), className=f"value {line.figure.cell.quality or 'none'}"),
            _small(line.gap),
        ],
        [
            beside_its_title(line.whole, indicator) if one.subject.level != WHOLE else None,
            _small(" · ".join(line.beyond)),
        ],
        [_trail(line), _small(line.trend)],
    ]
    if one.subject.ranked:
        cells += [[_strip(line, common(one.subject.plural))]] if _placed(one) else []
        cells += [[*with_superscripts(line.rank or "–"), _small(line.peers)]]
    tags: list[dict[str, Any]] = [{"data-title": head} for head in heads[1:]]
    named = [html.Td(cell, **tag) for cell, tag in zip(cells, tags, strict=True)]
    return html.Tr([html.Th(_title(line, one.subject), scope="row"), *named])


def _title(line: Line, subject: Subject) -> list[Any]:
    indicator = line.figure.indicator
    address = link("/cartes", indicateur=indicator.slug, **_where(subject.level, subject.code))
    told: list[Any] = [html.A(typeset(indicator.title), href=address)]
    told.append(html.Span(f" {line.figure.cell.key.period}", className="note"))
    return [*told, html.Span(DEMONSTRATION, className="demonstration")] if line.demonstration else told


def _small(text: str | None) -> html.Span | None:
    return html.Span(with_superscripts(text), className="note") if text else None


def _trail(line: Line) -> html.Div | None:
    picture = sparkline_svg([year for year, _ in line.trail], [value for _, value in line.trail])
    return drawn(picture, "spark") if picture else None


def _strip(line: Line, plural: str) -> html.Div | None:
    if not line.quantiles:
        return None
    cell, reference = line.figure.cell, line.figure.reference
    own = cell.known if cell.sayable else None
    whole = reference.known if reference and reference.sayable and line.figure.indicator.kind != "count" else None
    words = typeset(f"Place parmi les {plural} : {line.rank or 'valeur non classée'}")
    return drawn(strip_svg(line.quantiles, own, whole, words), "strip")


def _takeaway(one: Portrait) -> html.Div:
    key = f"{one.subject.level}:{one.subject.code}"
    return takeaway(
        TABLES,
        lambda kind: link(f"/telechargements/territoires.{kind}", territoires=key),
        table=".profile",
        sentence=".said p",
    )


def _peers(one: Portrait) -> html.Section | None:
    if not one.peers:
        return None
    links = [html.Li(html.A(name, href=f"{BASE}/{one.subject.level}/{code}")) for code, name in one.peers]
    text = f"{capital(common(one.subject.plural))} dont la population et la densité sont du même ordre."
    return html.Section(
        [
            html.H2("De taille et de densité proches"),
            html.P(text, className="note"),
            html.Ul(links, className="name-list"),
        ],
        className="ruled",
        id="proches",
    )


def crumb(warehouse: Warehouse, query: Query) -> str:
    """The territory's name."""
    key = f"{query['niveau']}:{query['code']}" if {"niveau", "code"} <= set(query) else query.get("territoire", "")
    place, _ = place_of(warehouse, key)
    return place.name if place else ""


PAGE = Page(
    f"{BASE}/<niveau>/<code>",
    "Portrait",
    layout,
    help=(
        "Tout ce que l'observatoire sait d'un territoire, face à l'ensemble et aux territoires du même découpage.",
        "Chaque phrase de « L'essentiel » s'ouvre sur les valeurs qui la fondent ; chaque indicateur mène à sa carte.",
        "La note d'une page en garde six chiffres, une carte et trois phrases, à imprimer ou à coller.",
    ),
    crumb=crumb,
    styles=("portrait.css",),
)
