"""The page `/`: each theme in two or three figures, what sets the territoires apart, what was refreshed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
from dash import html

from observatory.catalogue import Indicator
from observatory.catalogue.indicator import THEMES
from observatory.dashboard.aria import aria
from observatory.dashboard.place import Place, my_place, places
from observatory.dashboard.profiles import profile_figures, whole_name
from observatory.dashboard.registry import Page, link
from observatory.dashboard.shell import drawn, notices
from observatory.dashboard.wording import day, with_superscripts
from observatory.figures.choice import Choice
from observatory.figures.small import sparkline_svg, thumbnail_svg
from observatory.figures.words import plural_text
from observatory.publishing import views
from observatory.statistics.commentary import remarkable
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import gap, number, with_unit
from observatory.statistics.sentences import Figure, comparable, evolution, value_and_gap
from observatory.warehouse import glance, read
from observatory.warehouse.read import Warehouse

THUMBNAILS = ("canton", "epci", "commune", "territoire")
"""The level of a thumbnail map: the first of these that the indicator has."""
APART = 3
"""What sets a territoire apart, in that many sentences."""


@dataclass(frozen=True)
class Highlight:
    """A figure of the home page: the collectivité's own, its years and its map."""

    figure: Figure
    sparkline: str
    thumbnail: str
    sources: str


def layout(warehouse: Warehouse, /, **query: str) -> html.Div:
    """The page of an address; `territoire` sets its own figures beside the collectivité's."""
    place, said = my_place(warehouse, query)
    facts = read.facts(warehouse)
    themes = [_theme(theme, warehouse, place) for theme in THEMES]
    return html.Div(
        [
            *notices(said),
            html.H1(typeset(f"Les solidarités {facts['inside']}")),
            html.P(_opening(place), className="lead"),
            html.Div([theme for theme in themes if theme], className="themes"),
            *_apart(warehouse, place),
            _refreshed(warehouse),
        ],
        className="sheet home",
    )


def _opening(place: Place | None) -> str:
    beside = f", et {place.name} à côté" if place else ""
    return typeset(f"Cinq thèmes et un socle : le chiffre du département{beside}, son évolution, sa carte.")


# ---- Themes


def _theme(theme: str, warehouse: Warehouse, place: Place | None) -> html.Section | None:
    chosen = [one for one in highlights(warehouse) if one.figure.indicator.theme == theme]
    if not chosen:
        return None
    beside = {f.indicator.slug: f for f in _figures(warehouse, place.level, place.code)} if place else {}
    cards = [_card(one, beside.get(one.figure.indicator.slug), place) for one in chosen]
    label = aria(label=typeset(f"Tous les indicateurs : {THEMES[theme]}"))
    more = html.A("Tous les indicateurs", href=link("/donnees", theme=theme), **label)
    heading = html.Div([html.H2(THEMES[theme], id=theme), more], className="heading")
    return html.Section([heading, html.Div(cards, className="cards")], className="theme")


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
        html.P(told.text if told else f"En {figure.cell.key.period}.", className="trend"),
        html.P(with_superscripts(_beside(beside, place)), className="beside-figure") if place else None,
        html.P(f"{figure.cell.key.period} · {one.sources}", className="note"),
    ]
    return html.Article([html.Div(words), drawn(one.thumbnail, "thumb")], className="card")


def _big(figure: Figure) -> html.P:
    amount, unit = amount_and_unit(figure)
    return html.P([amount, html.Span(f" {unit}", className="unit") if unit else None], className="figure")


def amount_and_unit(figure: Figure) -> tuple[str, str]:
    """`4,8 %` and nothing; `70,9` and `généralistes pour 100 000 habitants`."""
    indicator = figure.indicator
    whole = with_unit(figure.cell.known, indicator.unit, indicator.decimals)
    amount = number(figure.cell.known, indicator.decimals)
    unit = whole.removeprefix(amount).strip("\u00a0\u202f ")
    return (whole, "") if len(unit) < 2 else (amount, typeset(unit))


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


@lru_cache(maxsize=2)
def highlights(warehouse: Warehouse) -> tuple[Highlight, ...]:
    """The declared figures that the collectivité has, in order of display; made once for a build."""
    code = read.facts(warehouse)["collectivite"]
    figures = [f for f in _figures(warehouse, "departement", code) if f.indicator.highlight and f.cell.sayable]
    trails = glance.trails(warehouse, [f.indicator.slug for f in figures], "departement", code)
    producers = read.overview(warehouse).set_index("slug")["producers"]
    return tuple(
        Highlight(
            figure,
            _sparkline(trails[trails["indicator"] == figure.indicator.slug]),
            _thumbnail(warehouse, figure.indicator),
            str(producers[figure.indicator.slug]),
        )
        for figure in figures
    )


def _sparkline(years: pd.DataFrame) -> str:
    values = [None if pd.isna(value) else float(value) for value in years["value"]]
    return sparkline_svg([int(period) for period in years["period"]], values)


def _thumbnail(warehouse: Warehouse, indicator: Indicator) -> str:
    known = read.levels_of(warehouse, indicator.slug)
    level = next((level for level in THUMBNAILS if level in known), "")
    if not level:
        return ""
    return thumbnail_svg(
        views.geometry_of(warehouse, level), views.view_of(warehouse, indicator.slug, level, "latest", Choice())
    )


@lru_cache(maxsize=16)
def _figures(warehouse: Warehouse, level: str, code: str) -> tuple[Figure, ...]:
    return tuple(profile_figures(warehouse, level, code))


# ---- What sets territoires apart


def _apart(warehouse: Warehouse, place: Place | None) -> list[html.Section]:
    """The widest gaps of each territoire, or of the territory chosen."""
    division = [one for one in places(warehouse) if one.level == "territoire"]
    shown = [place, *(one for one in division if one != place)] if place else division
    if not shown:
        return []
    facts = read.facts(warehouse)
    stand_in = facts.get("territoires_stand_in", "")
    note = f"{facts['territoires_title']} : {stand_in}." if stand_in and division else ""
    columns = [_portrait(warehouse, one) for one in shown]
    parts = [
        html.H2("Ce qui s’écarte le plus"),
        html.P(typeset(note), className="note") if note else None,
        html.Div(columns, className="apart"),
    ]
    return [html.Section([part for part in parts if part], className="ruled")]


def _portrait(warehouse: Warehouse, place: Place) -> html.Div:
    figures = [f for f in _figures(warehouse, place.level, place.code) if comparable(f)]
    chosen = remarkable(figures, APART)
    whole = whole_name(read.facts(warehouse))
    told = [html.Li(_told(figure)) for figure in chosen]
    silent = html.P(typeset(f"Rien ne s'écarte nettement {whole.of}."))
    title = html.Div([html.P(place.level_title, className="kicker"), html.H3(place.name)])
    return html.Div([title, html.Ul(told, className="told") if told else silent])


def _told(figure: Figure) -> html.A:
    """Without the name, which stands above; it leads to the map."""
    text = value_and_gap(figure).text
    opening = typeset(f"{capital(figure.name.subject)} : ")
    key = figure.cell.key
    address = link("/cartes", indicateur=key.indicator, niveau=key.level, territoire=key.code)
    return html.A(capital(text.removeprefix(opening)), href=address)


# ---- What was refreshed


def _refreshed(warehouse: Warehouse) -> html.Section:
    titles = {one.slug: one.title for one in read.indicators(warehouse)}
    builds = [_build(row, titles) for row in glance.builds(warehouse).to_dict("records")]
    files = read.files(warehouse)
    read_in = plural_text(len(files), "fichier lu", "fichiers lus")
    more = html.A("Voir les sources et leurs fichiers", href="/donnees#sources")
    return html.Section(
        [
            html.H2("Mis à jour en dernier"),
            html.Dl([part for build in builds for part in build], className="builds"),
            html.P([f"{read_in}. ", more]),
        ],
        className="ruled",
    )


def _build(row: dict[Any, Any], titles: dict[str, str]) -> Sequence[Any]:
    changes = [
        plural_text(int(row["added"]), "valeur ajoutée", "valeurs ajoutées"),
        plural_text(int(row["revised"]), "valeur révisée", "valeurs révisées"),
        plural_text(int(row["withdrawn"]), "valeur retirée", "valeurs retirées"),
    ]
    told = [text for text, name in zip(changes, ("added", "revised", "withdrawn"), strict=True) if row[name]]
    many = plural_text(int(row["indicators"]), "indicateur", "indicateurs")
    first = [slug for slug in row["slugs"] if slug in titles][:3]
    examples = _listed(html.A(typeset(titles[slug]), href=link("/donnees", indicateur=slug)) for slug in first)
    return html.Dt(day(str(row["built_at"]))), html.Dd([f"{', '.join(told)} dans {many}, dont ", *examples, "."])


def _listed(parts: Iterable[Any]) -> list[Any]:
    between = [piece for part in parts for piece in (part, "\u202f; ")]
    return between[:-1]


PAGE = Page(
    "/",
    "Accueil",
    layout,
    help=(
        "Chaque thème tient en deux ou trois chiffres du département : cliquez un titre pour en ouvrir la carte.",
        "« Mon territoire » met à côté les chiffres d'une commune ou d'un territoire, et vous suit de page en page.",
        "« Ce qui s'écarte le plus » montre les plus grands écarts que les effectifs permettent de commenter.",
    ),
    placed=True,
)
