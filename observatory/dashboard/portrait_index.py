"""The list of portraits: every territory of every level, those of few members first."""

from collections.abc import Iterable

from dash import html

from observatory.dashboard.place import Place, places
from observatory.dashboard.shell import notices
from observatory.statistics.french import capital, typeset
from observatory.statistics.ranking import common
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

MANY = 40
"""Territories beyond which a list is folded."""


def index(warehouse: Warehouse, said: Iterable[str]) -> html.Div:
    """Where to go: a name in a list, or the search of the header."""
    lead = "Choisissez un territoire, ou cherchez une commune par son nom ou son code dans le champ du haut."
    plurals = dict(read.levels(warehouse)[["level", "plural"]].itertuples(index=False, name=None))
    every = places(warehouse)
    levels = dict.fromkeys(place.level for place in every)
    return html.Div(
        [
            *notices(said),
            html.H1("Portraits"),
            html.P(typeset(lead), className="lead"),
            *(_level(str(plurals[level]), [one for one in every if one.level == level]) for level in levels),
        ],
        className="sheet portrait",
    )


def _level(plural: str, members: list[Place]) -> html.Section:
    title = members[0].level_title if len(members) == 1 else capital(common(plural))
    links = [html.Li(html.A(place.name, href=f"/portrait/{place.level}/{place.code}")) for place in members]
    listed = html.Ul(links, className="name-list")
    folded = html.Details([html.Summary(f"Les {len(members)} {common(plural)}"), listed])
    return html.Section([html.H2(title), folded if len(members) > MANY else listed], className="ruled")
