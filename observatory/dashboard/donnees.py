"""The page `/donnees`: the catalogue of indicators, one indicator in full, every source and its files."""

from typing import Any

from dash import html

from observatory.catalogue import Indicator
from observatory.catalogue.indicator import NATURES, THEMES
from observatory.dashboard.aria import aria
from observatory.dashboard.indicator_page import indicator_page
from observatory.dashboard.parts import fold, table, tabs
from observatory.dashboard.registry import Page, Query, link
from observatory.dashboard.shell import notices
from observatory.dashboard.sources_page import sources_page
from observatory.dashboard.takeaway import Entry, takeaway
from observatory.figures.words import plural_text
from observatory.publishing.formats import TABLES
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

SOURCES = "sources"
BASE = "/donnees"
Row = dict[Any, Any]


def layout(warehouse: Warehouse, /, **query: str) -> html.Div:
    """`indicateur=` shows one indicator; `theme=` one theme of the catalogue; `vue=sources` the sources."""
    slug, theme = query.get("indicateur", ""), query.get("theme", "")
    known = {one.slug: one for one in read.indicators(warehouse)}
    if slug in known:
        return html.Div(indicator_page(warehouse, known[slug]), className="sheet data")
    said = [_unknown("indicateur", slug)] if slug else []
    if theme and theme not in THEMES:
        said.append(_unknown("theme", theme))
    if query.get("vue") == SOURCES:
        content = sources_page(warehouse, known)
    else:
        content = _catalogue(warehouse, list(known.values()), theme if theme in THEMES else "")
    here = SOURCES if query.get("vue") == SOURCES else theme
    return html.Div([*notices(said), *_heading(warehouse), _tabs(here), *content], className="sheet data")


def crumb(warehouse: Warehouse, query: Query) -> str:
    """The title of the indicator shown."""
    titles = {one.slug: one.title for one in read.indicators(warehouse)}
    if query.get("vue") == SOURCES:
        return "Sources et fichiers"
    return typeset(titles.get(query.get("indicateur", ""), "")) or THEMES.get(query.get("theme", ""), "")


def _unknown(name: str, value: str) -> str:
    return typeset(f"« {name} = {value} » n'existe pas : le catalogue entier est montré.")


def _heading(warehouse: Warehouse) -> list[Any]:
    overview = read.overview(warehouse)
    waiting = int((overview["levels"].map(len) == 0).sum())
    counts = [
        plural_text(len(overview), "indicateur", "indicateurs"),
        f"dont {plural_text(waiting, 'attend', 'attendent')} encore {'ses' if waiting == 1 else 'leurs'} données",
    ]
    told = ", ".join(counts if waiting else counts[:1])
    api = html.A("l’API", href="/api/docs")
    return [
        html.H1("Données, définitions et sources"),
        html.P([f"{told}. Tout se télécharge, et se lit aussi par ", api, "."], className="lead"),
        takeaway(TABLES, lambda kind: f"/telechargements/catalogue.{kind}", _themes()),
    ]


def _themes() -> list[Entry]:
    """All the figures, theme by theme."""
    use = "tous ses chiffres (Data Package)"
    return [(f"Thème {title}", use, f"/telechargements/themes/{slug}.zip") for slug, title in THEMES.items()]


def _tabs(here: str) -> html.Nav:
    themes = [(title, link(BASE, theme=slug), slug == here) for slug, title in THEMES.items()]
    whole = ("Tout", BASE, here not in (*THEMES, SOURCES))
    return tabs(
        [whole, *themes, ("Sources et fichiers", link(BASE, vue=SOURCES), here == SOURCES)], "Parties du catalogue"
    )


# ---- The catalogue


def _catalogue(warehouse: Warehouse, indicators: list[Indicator], only: str) -> list[Any]:
    titles = read.levels(warehouse)[["level", "title"]].itertuples(index=False)
    levels = {str(level): str(title) for level, title in titles}
    rows = {row["slug"]: row for row in read.overview(warehouse).to_dict("records")}
    found: list[Any] = []
    for theme in THEMES:
        mine = [one for one in indicators if one.theme == theme and only in ("", theme)]
        if mine:
            found.append(_theme(theme, mine, rows, levels, unfolded=theme == only))
    return found


def _theme(
    theme: str, mine: list[Indicator], rows: dict[str, Row], levels: dict[str, str], unfolded: bool
) -> html.Section:
    title = THEMES[theme]
    known = [one for one in mine if len(rows[one.slug]["levels"])]
    waiting = [one for one in mine if not len(rows[one.slug]["levels"])]
    parts: list[Any] = []
    if known:
        headers = ("Indicateur", "Nature", "Découpages", "Millésimes", "Producteur", "Carte")
        lines = [_known(one, rows[one.slug], levels) for one in known]
        parts.append(table(headers, lines, f"{title} : indicateurs disponibles", "catalogue"))
    if waiting:
        lines = [(_named(one), NATURES[one.nature], typeset(rows[one.slug]["awaits"])) for one in waiting]
        caption = f"{title} : indicateurs en attente de données"
        parts += [
            html.H3("En attente de données"),
            table(("Indicateur", "Nature", "Attend"), lines, caption, "catalogue"),
        ]
    told = [f"{len(known)} disponibles" if len(known) != 1 else "1 disponible"] if known else []
    told += [f"{len(waiting)} en attente de données"] if waiting else []
    return html.Section(fold(title, parts, theme, ", ".join(told), unfolded), className="ruled")


def _named(one: Indicator) -> list[Any]:
    address = link(BASE, indicateur=one.slug)
    return [html.A(typeset(one.title), href=address), html.Span(typeset(one.definition), className="definition")]


def _known(one: Indicator, row: Row, levels: dict[str, str]) -> tuple[Any, ...]:
    years = f"{row['first']}" if row["first"] == row["last"] else f"{row['first']} à {row['last']}"
    offered = ", ".join(levels[level].lower() if levels[level] != "EPCI" else "EPCI" for level in row["levels"])
    map_ = html.A("Carte", href=link("/cartes", indicateur=one.slug), **aria(label=typeset(f"Carte : {one.title}")))
    shown = map_ if list(row["levels"]) != ["departement"] else ""
    return _named(one), NATURES[one.nature], offered, years, typeset(str(row["producers"])), shown


PAGE = Page(
    BASE,
    "Données",
    layout,
    help=(
        "Le catalogue dit ce que chaque indicateur mesure, d'où il vient, ses années et ses découpages.",
        "Ouvrez un indicateur pour son calcul, ses précautions, sa couverture, les fichiers lus et ses révisions.",
        "« En attente de données » : l'indicateur est prêt, sa source est nommée ; il s'ouvrira avec elle.",
    ),
    crumb=crumb,
)
