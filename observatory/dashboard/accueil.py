"""The page `/`: each theme in two or three figures, what sets the territoires apart, what was refreshed."""

from collections.abc import Mapping

from dash import html

from observatory.catalogue.indicator import THEMES
from observatory.dashboard.apart import last_refreshed, what_sets_apart
from observatory.dashboard.aria import aria
from observatory.dashboard.highlights import Highlight, figures_of, highlights
from observatory.dashboard.place import Place, my_place
from observatory.dashboard.registry import Page, link
from observatory.dashboard.shell import drawn, notices
from observatory.dashboard.wording import is_told, with_ends
from observatory.statistics.french import name_of, typeset
from observatory.statistics.numbers import gap, number, with_unit
from observatory.statistics.sentences import Figure, comparable, evolution
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse


def layout(warehouse: Warehouse, /, **query: str) -> html.Div:
    """The page of an address; `territoire` sets its own figures beside the collectivité's."""
    place, said = my_place(warehouse, query)
    facts = read.facts(warehouse)
    return html.Div(
        [
            *notices(said),
            html.H1(typeset(f"Les solidarités {facts['inside']}")),
            html.P(_opening(place, facts), className="lead"),
            html.Div([_theme(theme, warehouse, place) for theme in THEMES], className="home-themes"),
            *what_sets_apart(warehouse, place),
            last_refreshed(warehouse),
        ],
        className="sheet home",
    )


def _opening(place: Place | None, facts: Mapping[str, str]) -> str:
    beside = ""
    if place:
        beside = f", celui {name_of(place.level, place.name, facts.get('territoires_title', ''), place.code).of} à côté"
    return typeset(f"Pour chaque thème, le chiffre {facts['of']}{beside}, son évolution, sa carte.")


# ---- Themes


def _theme(theme: str, warehouse: Warehouse, place: Place | None) -> html.Section:
    chosen = [one for one in highlights(warehouse) if one.figure.indicator.theme == theme]
    beside = {f.indicator.slug: f for f in figures_of(warehouse, place.level, place.code)} if place else {}
    cards = [_card(one, beside.get(one.figure.indicator.slug), place) for one in chosen]
    maps = link(f"/themes/{theme}", territoire=place.key if place else None)
    ways = [_way("Toutes les cartes", maps, theme), _way("Tous les indicateurs", link("/donnees", theme=theme), theme)]
    heading = html.Div([html.H2(THEMES[theme], id=theme), html.Div(ways, className="ways")], className="heading")
    none = html.P("Aucun chiffre de ce thème n’a encore de valeur ici.", className="note")
    return html.Section([heading, html.Div(cards, className="cards") if cards else none], className="theme")


def _way(words: str, address: str, theme: str) -> html.A:
    return html.A(words, href=address, **aria(label=typeset(f"{words} : {THEMES[theme]}")))


def _card(one: Highlight, beside: Figure | None, place: Place | None) -> html.Article:
    """The title leads to the map."""
    figure = one.figure
    where = {"niveau": place.level, "territoire": place.code} if place else {}
    told = evolution(figure)
    address = link("/cartes", indicateur=figure.indicator.slug, **where)
    words = [
        html.H3(html.A(typeset(figure.indicator.title), href=address)),
        _big(figure),
        drawn(one.sparkline, "spark") if one.sparkline else None,
        html.P(told.text, className="trend") if told else None,
        html.P(_beside(beside, place), className="beside-figure") if place else None,
        html.P(" · ".join((*one.wider, str(figure.cell.key.period), one.producers)), className="note"),
    ]
    small = html.Div([drawn(one.thumbnail, "thumb"), html.P(with_ends(one.ends), className="ends")])
    return html.Article([html.Div(words), small], className="card")


def _big(figure: Figure) -> html.P:
    amount, unit = amount_and_unit(figure)
    return html.P([amount, html.Span(f" {unit}", className="unit") if unit else None], className="figure")


def amount_and_unit(figure: Figure) -> tuple[str, str]:
    """`4,8 %` and nothing; `328 543` and `habitants`; nothing of a unit that the title says already."""
    indicator = figure.indicator
    whole = with_unit(figure.cell.known, indicator.unit, indicator.decimals)
    amount = number(figure.cell.known, indicator.decimals)
    unit = whole.removeprefix(amount).strip("\u00a0\u202f ")
    if len(unit) < 2:
        return whole, ""
    return amount, "" if is_told(indicator) else typeset(unit)


def _beside(figure: Figure | None, place: Place | None) -> str:
    if place is None:
        return ""
    if figure is None or not figure.cell.sayable:
        return typeset(f"{place.name} : pas de valeur sûre à ce niveau.")
    indicator = figure.indicator
    shown = with_unit(figure.cell.known, indicator.unit, indicator.decimals)
    apart = ""
    if comparable(figure) and figure.reference:
        apart = f" ({gap(figure.cell.known, figure.reference.known, indicator.unit, indicator.decimals)})"
    return typeset(f"{place.name} : {shown}{apart}")


PAGE = Page(
    "/",
    "Accueil",
    layout,
    help=(
        "Chaque thème tient en deux ou trois chiffres : cliquez un titre pour en ouvrir la carte.",
        "« Mon territoire » met à côté les chiffres d'une commune ou d'un territoire, et vous suit de page en page.",
        "« Ce qui s'écarte le plus » montre les plus grands écarts que les effectifs permettent de commenter.",
    ),
    placed=True,
)
