"""What sets each territoire apart, and what the last builds brought: the foot of the home page."""

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from observatory.dashboard.aria import aria
from observatory.dashboard.highlights import figures_of
from observatory.dashboard.place import Place, places
from observatory.dashboard.registry import link
from observatory.figures.words import plural_text
from observatory.publishing.profiles import known
from observatory.statistics.commentary import remarkable
from observatory.statistics.dates import french_date
from observatory.statistics.french import capital, typeset
from observatory.statistics.sentences import Figure, comparable, value_and_gap
from observatory.warehouse import glance, read
from observatory.warehouse.read import Warehouse

APART = 3
"""What sets a territoire apart, in that many sentences."""


def what_sets_apart(warehouse: Warehouse, place: Place | None) -> list[html.Section]:
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
    about = known(warehouse)
    figures = [
        figure
        for figure in figures_of(warehouse, place.level, place.code)
        if comparable(figure) and not about.demonstration(figure.indicator)
    ]
    chosen = remarkable(figures, APART)
    told = [html.Li(_told(figure)) for figure in chosen]
    silent = html.P(typeset(f"Rien ne s'écarte nettement {about.whole.of}."))
    title = html.Div([html.P(place.level_title, className="kicker"), html.H3(place.name)])
    return html.Div([title, html.Ul(told, className="told") if told else silent])


def _told(figure: Figure) -> list[Any]:
    """Without the name, which stands above; then the way to the map."""
    text = value_and_gap(figure).text
    opening = typeset(f"{capital(figure.name.subject)} : ")
    key = figure.cell.key
    address = link("/cartes", indicateur=key.indicator, niveau=key.level, territoire=key.code)
    label = aria(label=typeset(f"Carte : {figure.indicator.title}"))
    return [capital(text.removeprefix(opening)), " ", html.A("Carte", href=address, **label)]


def last_refreshed(warehouse: Warehouse) -> html.Section:
    """What the last builds changed, and the files that came last."""
    titles = {one.slug: one.title for one in read.indicators(warehouse)}
    builds = [_build(row, titles) for row in glance.builds(warehouse).to_dict("records")]
    files = [_file(row) for row in glance.latest_files(warehouse).to_dict("records")]
    more = html.A("Toutes les sources et leurs fichiers", href=link("/donnees", vue="sources"))
    return html.Section(
        [
            html.H2("Mis à jour en dernier"),
            html.Dl([part for told in (*builds, *files) for part in told], className="builds"),
            html.P(more),
        ],
        className="ruled",
    )


def _file(row: dict[Any, Any]) -> Sequence[Any]:
    """One file, dated by its producer's millésime and its own day."""
    kept = plural_text(int(row["kept"]), "ligne gardée", "lignes gardées")
    text = f"{row['producer']}, {row['title']} ({row['vintage']}) : {kept} de {row['file']}."
    return html.Dt(french_date(str(row["modified"]))), html.Dd(typeset(text))


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
    return html.Dt(french_date(str(row["built_at"]))), html.Dd(
        [f"Mise à jour : {', '.join(told)} dans {many}, dont ", *examples, "."]
    )


def _listed(parts: Iterable[Any]) -> list[Any]:
    between = [piece for part in parts for piece in (part, "\u202f; ")]
    return between[:-1]
