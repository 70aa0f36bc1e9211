"""The pictures of `/comparer`: age pyramids face to face, and small maps on one legend."""

from collections.abc import Sequence
from typing import Any

from dash import html

from observatory.dashboard.parts import fold, tabs
from observatory.dashboard.place import Place
from observatory.dashboard.registry import link
from observatory.dashboard.shell import drawn
from observatory.dashboard.study import class_legend
from observatory.publishing.profiles import known
from observatory.publishing.side_by_side import mapped, pyramids, small_maps
from observatory.publishing.subject import Subject, subject_of
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

AGES, MAPS = "Âges face à face", "Cartes sur une même légende"


def pictures(warehouse: Warehouse, chosen: Sequence[Place], wanted: str) -> list[tuple[str, str, html.Details]]:
    """(name within the page, title, part); `wanted` is the figure of the small maps.

    Nothing where ages are not known, nor maps of what no map can show.
    """
    subjects = [subject_of(warehouse, place.level, place.code) for place in chosen]
    made = (("ages", AGES, _pyramids(warehouse, subjects)), ("cartes", MAPS, _maps(warehouse, subjects, wanted)))
    return [(name, title, part) for name, title, part in made if part]


def _pyramids(warehouse: Warehouse, subjects: Sequence[Subject]) -> html.Details | None:
    found = pyramids(warehouse, subjects)
    if found is None:
        return None
    year, drawings = found
    note = f"En {year}, en % de la population de chacun ; trait : {read.facts(warehouse)['name']}."
    titles = [subject.title for subject in subjects]
    return fold(AGES, _row(titles, drawings, "picture"), "ages", typeset(note))


def _maps(warehouse: Warehouse, subjects: Sequence[Subject], wanted: str) -> html.Details | None:
    offered = mapped(warehouse, subjects)
    if not offered:
        return None
    slug = wanted if wanted in offered else offered[0]
    shown, about = small_maps(warehouse, slug, subjects), known(warehouse)
    keys = ",".join(f"{one.level}:{one.code}" for one in subjects)
    items = [
        (_short(about.indicators[each].title), link("/comparer", territoires=keys, carte=each), each == slug)
        for each in offered
    ]
    parts: list[Any] = [
        _row([one.title for one in subjects], shown.pictures, "small-map"),
        class_legend(shown.view),
        html.Details([html.Summary("Choisir un autre indicateur"), tabs(items, "Indicateur des cartes")]),
    ]
    return fold(MAPS, parts, "cartes", f"{shown.view['title']} · {shown.view['subtitle']}", unfolded=bool(wanted))


def _short(title: str) -> str:
    """Without its denominator: `Foyers percevant le RSA`."""
    return typeset(title.partition(", ")[0])


def _row(titles: Sequence[str], drawings: Sequence[str], look: str) -> html.Div:
    pairs = zip(titles, drawings, strict=True)
    return html.Div(
        [html.Div([html.H3(title), drawn(drawing, look)]) for title, drawing in pairs], className="pictures"
    )
