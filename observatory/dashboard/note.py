"""The page `/note/<niveau>/<code>`: one territory on one sheet of A4, to print or to paste."""

from collections.abc import Sequence
from typing import Any

from dash import html

from observatory.dashboard.portrait import crumb
from observatory.dashboard.portrait_index import index
from observatory.dashboard.registry import Page, link
from observatory.dashboard.shell import drawn
from observatory.dashboard.study import class_legend
from observatory.dashboard.takeaway import takeaway
from observatory.dashboard.wording import with_superscripts
from observatory.publishing.brief import Brief, Map, brief
from observatory.publishing.portrait import Line, Portrait
from observatory.publishing.subject import WHOLE, Subject
from observatory.statistics.dates import french_date
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

BASE = "/note"


def layout(warehouse: Warehouse, /, niveau: str = "", code: str = "", **_: str) -> html.Div:
    """The note of an address; without a territory, the list of portraits."""
    if not (niveau and code):
        return index(warehouse, [])
    one = brief(warehouse, niveau, code)
    facts = read.facts(warehouse)
    return html.Div(
        [
            _ways(one.portrait),
            html.Article(
                [
                    html.P(_kicker(one.portrait), className="kicker"),
                    html.H1(one.portrait.subject.title),
                    html.P(_identity(one.portrait), className="subtitle"),
                    html.Div([_figures(one, facts["name"]), _map(one.map)], className="brief-plate"),
                    html.Ul([html.Li(with_superscripts(text)) for text in one.sentences], className="brief-said"),
                    html.P(_foot(one, facts), className="note"),
                ],
                className="brief",
            ),
        ],
        className="sheet",
    )


def _ways(one: Portrait) -> html.Div:
    task: dict[str, Any] = {"data-task": ""}
    ways = [
        html.A("Note en PDF", href=f"/documents/note/{one.subject.path}.pdf", download="", **task),
        html.A("Portrait complet", href=f"/portrait/{one.subject.path}"),
    ]
    copies = takeaway((), lambda _: "", table=".brief table", sentence=".brief-said li")
    return html.Div([html.Div(ways, className="tools"), copies], className="brief-ways")


def _kicker(one: Portrait) -> str:
    return "Note" if one.subject.level == WHOLE else f"Note · {one.subject.kind}"


def _identity(one: Portrait) -> str:
    """`23 029 habitants · 8 communes · 118 km²`."""
    subject = one.subject
    parts = [with_unit(subject.population, "habitants")]
    parts += [with_unit(len(subject.communes), "communes")] if subject.level != "commune" else []
    return " · ".join([*parts, with_unit(subject.area_km2, "km²")])


def _figures(one: Brief, whole: str) -> html.Table:
    """Six figures in large type; copied, they are a table."""
    beside = (whole, "Rang")[: _beside(one.portrait.subject)]
    head = html.Tr([html.Th(title, scope="col") for title in ("Indicateur", "Valeur", *beside)])
    rows = [_row(line, beside) for line in one.lines]
    return html.Table([html.Caption("Six chiffres", className="visually-hidden"), html.Thead(head), html.Tbody(rows)])


def _beside(one: Subject) -> int:
    """How many columns stand beside the value: none for the collectivité, no rank for a group."""
    return 2 if one.ranked else 0 if one.level == WHOLE else 1


def _row(line: Line, beside: Sequence[str]) -> html.Tr:
    """`beside`: the heads of the columns beside the value, which a phone shows in each cell."""
    indicator = line.figure.indicator
    address = link("/cartes", indicateur=indicator.slug)
    title: list[Any] = [html.A(typeset(indicator.title), href=address)]
    title.append(html.Span(f" {line.figure.cell.key.period}", className="note"))
    told: list[Any] = [line.whole, with_superscripts(line.rank or "–")]
    heads: list[dict[str, Any]] = [{"data-title": head} for head in beside]
    others = [html.Td(cell, **head) for cell, head in zip(told, heads, strict=False)]
    return html.Tr([html.Th(title, scope="row"), html.Td(_large(line), className="large"), *others])


def _large(line: Line) -> list[Any]:
    """The number in large type, its unit only where the title does not say it."""
    indicator = line.figure.indicator
    amount = number(line.figure.cell.known, indicator.decimals)
    unit = line.text.partition(amount)[2].strip("\u00a0\u202f ")
    short = f"\u202f{unit}" if 0 < len(unit) < 3 else ""
    return [f"{amount}{short}"]


def _map(one: Map | None) -> html.Div | None:
    if one is None:
        return None
    words = [html.P(one.view["title"], className="map-title"), html.P(one.view["subtitle"], className="note")]
    return html.Div([*words, drawn(one.picture, "brief-map"), class_legend(one.view)])


def _foot(one: Brief, facts: dict[str, str]) -> str:
    source = f"Carte : {one.map.view['source']}." if one.map else ""
    made = f"Observatoire des solidarités, {facts['name']}, données préparées le {french_date(facts['built_at'])}."
    return typeset(" ".join(filter(None, (one.perimeter, source, made))))


PAGE = Page(
    f"{BASE}/<niveau>/<code>",
    "Note d’une page",
    layout,
    help=(
        "Six chiffres, une carte et trois phrases sur un territoire : une feuille A4, à imprimer depuis le navigateur.",
        "« Copier le tableau » et « Copier la phrase » mettent la note dans un document ou un courriel.",
        "Le portrait complet montre tous les indicateurs et ce que chaque phrase a derrière elle.",
    ),
    crumb=crumb,
    styles=("portrait.css", "study.css"),
    listed=False,
)
