"""Who a territory is: where it lies, its size, what it belongs to, its town hall."""

from typing import Any

from dash import html

from observatory.dashboard.parts import definitions
from observatory.dashboard.shell import drawn
from observatory.figures.locator import locator_svg
from observatory.figures.perimeter import communes_text
from observatory.publishing import views
from observatory.publishing.subject import WHOLE, Subject
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number, with_unit
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse


def identity(warehouse: Warehouse, one: Subject) -> html.Div:
    """A small map beside the facts."""
    pairs = [*_size(one), *_belongs(warehouse, one), *_town_hall(warehouse, one)]
    return html.Div([definitions(pairs), _where(warehouse, one), _communes(warehouse, one)], className="identity")


def _size(one: Subject) -> list[tuple[str, Any]]:
    return [
        ("Habitants", html.B(number(one.population))),
        ("Superficie", with_unit(one.area_km2, "km²", 0 if one.area_km2 >= 10 else 1)),
        ("Densité", with_unit(one.population / one.area_km2, "habitants par km²")),
        ("Communes", "" if one.level == "commune" else communes_text(len(one.communes), one.communes_total)),
    ]


def _belongs(warehouse: Warehouse, one: Subject) -> list[tuple[str, Any]]:
    """The canton, EPCI, territoire of a commune, each a link to its portrait."""
    if one.level != "commune":
        return []
    coarser = [level for level in read.levels(warehouse)["level"] if level not in ("commune", WHOLE)]
    titles = read.levels(warehouse).set_index("level")["title"]
    return [(str(titles[level]), _member(warehouse, level, one.code)) for level in coarser]


def _member(warehouse: Warehouse, level: str, commune: str) -> html.A | None:
    members = read.memberships(warehouse, level).set_index("commune")["code"]
    if commune not in members.index:
        return None
    code = str(members[commune])
    name = read.territories(warehouse, level).set_index("code").at[code, "name"]
    return html.A(typeset(str(name)), href=f"/portrait/{level}/{code}")


def _town_hall(warehouse: Warehouse, one: Subject) -> list[tuple[str, Any]]:
    halls = read.town_halls(warehouse).set_index("code")
    if one.level != "commune" or one.code not in halls.index:
        return []
    hall = halls.loc[one.code]
    lines = [html.P(str(hall[part])) for part in ("address", "hours", "accessibility") if hall[part]]
    lines += (
        [html.P(html.A(str(hall["phone"]), href=f"tel:{str(hall['phone']).replace(' ', '')}"))] if hall["phone"] else []
    )
    return [("Mairie", html.Div(lines))]


def _where(warehouse: Warehouse, one: Subject) -> html.Div | None:
    if one.level == WHOLE:
        return None
    level, codes = one.parts
    words = typeset(f"{one.title} sur la carte {read.facts(warehouse)['of']}")
    return drawn(locator_svg(views.geometry_of(warehouse, level), codes, words), "locator")


def _communes(warehouse: Warehouse, one: Subject) -> html.Details | None:
    """Every commune, a link to its portrait."""
    if one.level in ("commune", WHOLE):
        return None
    names = read.territories(warehouse, "commune").set_index("code")["name"]
    links = sorted((str(names[code]), str(code)) for code in one.communes)
    listed = [html.Li(html.A(typeset(name), href=f"/portrait/commune/{code}")) for name, code in links]
    return html.Details([html.Summary("Les communes"), html.Ul(listed, className="name-list")])
