"""The page `/themes/<theme>`: every indicator of a theme as a small map of one level, « mon territoire » set off."""

from collections.abc import Sequence
from typing import Any

from dash import html

from observatory.catalogue.domain import DEMONSTRATION
from observatory.catalogue.indicator import THEMES
from observatory.dashboard.parts import tabs
from observatory.dashboard.place import Place, my_place
from observatory.dashboard.registry import Page, Query, link
from observatory.dashboard.shell import drawn, notices
from observatory.dashboard.study import FIRST, patch
from observatory.dashboard.wording import with_ends
from observatory.figures.palette import sequential_steps
from observatory.figures.small import thumbnail_svg
from observatory.figures.words import plural_text, short
from observatory.publishing import views
from observatory.publishing.brief import ring_of
from observatory.publishing.subject import WHOLE, subject_of
from observatory.publishing.theme import ThemeMap, ends, theme_maps, without_map
from observatory.statistics.french import typeset
from observatory.statistics.ranking import common
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

BASE = "/themes"
SHADES = 5


def layout(warehouse: Warehouse, /, theme: str = "", niveau: str = "", **query: str) -> html.Div:
    """The page of an address; without a level, that of « mon territoire », else cantons."""
    place, said = my_place(warehouse, query)
    slug, wanted = theme or next(iter(THEMES)), niveau or (place.level if place else "")
    offered = read.levels(warehouse)[["level", "title"]].itertuples(index=False, name=None)
    titles = {str(one): str(title) for one, title in offered if one != WHOLE}
    usual = next(level for level in (*FIRST, *titles) if level in titles)
    if slug not in THEMES:
        said, slug = [*said, typeset(f"Le thème « {slug} » n'existe pas : la page montre le socle.")], "socle"
    if wanted and wanted not in titles:
        said = [*said, typeset(f"Le découpage « {wanted} » n'existe pas ici : la page montre le choix habituel.")]
    level = wanted if wanted in titles else usual
    key = place.key if place else None
    levels = [(title, _address(slug, one, key), one == level) for one, title in titles.items()]
    themes = [(title, _address(one, level, key), one == slug) for one, title in THEMES.items()]
    return html.Div(
        [
            *notices(said),
            html.H1(THEMES[slug]),
            html.P(_subtitle(warehouse, slug, level), className="subtitle"),
            tabs(themes, "Thème"),
            tabs(levels, "Découpage"),
            _legend(),
            _maps(warehouse, slug, level, place),
            *_others(warehouse, slug, level),
            html.Div(_ways(slug), className="tools"),
        ],
        className="sheet theme-maps",
    )


def _address(theme: str, level: str, territory: str | None) -> str:
    return link(f"{BASE}/{theme}", niveau=level, territoire=territory)


def _subtitle(warehouse: Warehouse, theme: str, level: str) -> str:
    count = plural_text(len(theme_maps(warehouse, theme, level)), "indicateur", "indicateurs")
    plural = str(read.levels(warehouse).set_index("level").at[level, "plural"])
    return f"{count} · une petite carte chacun, par {common(plural)} · dernière année connue"


def _legend() -> html.P:
    """One for all the maps: each has its own values."""
    shades = [patch(f"sequential-{step}") for step in sequential_steps(SHADES)]
    return html.P(["valeurs basses", html.Span(shades, className="shades"), "valeurs hautes"], className="note shared")


def _maps(warehouse: Warehouse, theme: str, level: str, place: Place | None) -> html.Ul:
    geometry = views.geometry_of(warehouse, level)
    ring = ring_of(warehouse, subject_of(warehouse, place.level, place.code)) if place else ""
    whole = read.facts(warehouse)["name"]
    return html.Ul(
        [
            html.Li(
                [
                    html.H2(html.A(typeset(one.indicator.title), href=_map_address(one, level, place))),
                    html.P(_whole(one, whole), className="note"),
                    drawn(thumbnail_svg(geometry, one.view, ring), "theme-map"),
                    html.P(with_ends(ends(one, geometry)), className="ends"),
                    html.P(_own(one, place), className="beside-figure") if place and place.level == level else None,
                ]
            )
            for one in theme_maps(warehouse, theme, level)
        ],
        className="theme-list",
    )


def _map_address(one: ThemeMap, level: str, place: Place | None) -> str:
    own = place.code if place and place.level == level else None
    return link("/cartes", indicateur=one.indicator.slug, niveau=level, territoire=own)


def _whole(one: ThemeMap, name: str) -> list[Any]:
    """`2023 · Loir-et-Cher : 13,0 %`."""
    reference = one.view["reference"]
    whole = f" · {name} : {short(reference['text'])}" if reference else ""
    told: list[Any] = [typeset(f"{one.period}{whole}")]
    return [*told, html.Span(DEMONSTRATION, className="demonstration")] if one.view["demonstration"] else told


def _own(one: ThemeMap, place: Place) -> str:
    cell = one.cell(place.code)
    words = [short(cell["text"]), cell["rank_text"]] if cell else ["sans valeur"]
    return typeset(f"{place.name} : {', '.join(filter(None, words))}")


def _others(warehouse: Warehouse, theme: str, level: str) -> Sequence[Any]:
    """What has no map at this level, and where it has one."""
    missing = without_map(warehouse, theme, level)
    links = [html.Li(html.A(typeset(one.title), href=link("/cartes", indicateur=one.slug))) for one in missing]
    return [html.H2("Sans valeur à ce découpage"), html.Ul(links, className="plain-list")] if missing else []


def _ways(theme: str) -> list[html.A]:
    return [
        html.A("Comparer des territoires sur ce thème", href=link("/comparer", theme=theme)),
        html.A("Définitions et sources du thème", href=link("/donnees", theme=theme)),
    ]


def crumb(_: Warehouse, query: Query) -> str:
    """The theme's title."""
    return THEMES.get(query.get("theme", ""), "")


PAGE = Page(
    f"{BASE}/<theme>",
    "Petites cartes",
    layout,
    help=(
        "Tous les indicateurs d'un thème d'un seul coup d'œil : chaque carte a ses propres valeurs.",
        "Foncé, les valeurs les plus hautes ; sous chaque carte, la plus basse et la plus haute des valeurs sûres.",
        "Le titre d'une carte l'ouvre en grand ; « Mon territoire » y est cerné.",
    ),
    crumb=crumb,
    styles=("study.css", "theme.css"),
    listed=False,
    placed=True,
)
