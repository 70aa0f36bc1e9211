"""What an address asks of a study, and what both kinds of study share: a map, its module, a choice of levels."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from observatory.dashboard.aria import aria
from observatory.dashboard.parts import tabs
from observatory.dashboard.registry import link
from observatory.figures.palette import sequential_steps
from observatory.publishing import views
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

BASE = "/besoins-offre"
CONFIG = "etude-config"
FIRST = ("canton", "epci", "commune")
"""The level where a study opens: the first of these that it has."""


class Study:
    """The choices of an address; a value that does not exist falls back, and a notice says so."""

    def __init__(self, warehouse: Warehouse, query: Mapping[str, str]) -> None:
        self.warehouse = warehouse
        self.query = query
        self.notices: list[str] = []
        self.facts = read.facts(warehouse)

    def one_of(self, name: str, known: Sequence[str], usual: str) -> str:
        """The value of a choice."""
        wanted = self.query.get(name) or usual
        if wanted in known:
            return wanted
        self.notices.append(f"« {name} = {wanted} » n'existe pas ici : la page montre le choix habituel.")
        return usual

    def level(self, known: Sequence[str]) -> str:
        return self.one_of("niveau", known, next((level for level in FIRST if level in known), known[0]))

    def codes(self, level: str) -> list[str]:
        """Every territory of a level, in the order of its geometry."""
        return [str(code) for code in read.territories(self.warehouse, level)["code"]]

    def territory(self, codes: Sequence[str]) -> str | None:
        """The code of a territory, or `niveau:code` as « mon territoire » is written."""
        wanted = self.query.get("territoire", "").rpartition(":")[2]
        return wanted if wanted in codes else None


def level_tabs(study: Study, levels: Sequence[str], shown: str, **choice: str) -> html.Nav:
    titles = read.levels(study.warehouse).set_index("level")["title"]
    items = [(str(titles[level]), link(BASE, **choice, niveau=level), level == shown) for level in levels]
    return tabs(items, "Découpage")


def map_plate(study: Study, level: str, view: Mapping[str, Any], chosen: str | None) -> list[Any]:
    """Empty places for the map's module, and what it must know."""
    largest = read.territories(study.warehouse, level).sort_values("population", ascending=False)["code"]
    config = {
        "geometry": f"/geo/{views.geometry_name(study.warehouse, level)}",
        "view": view,
        "important": [str(code) for code in largest],
        "whole": study.facts["name"],
        "chosen": chosen,
    }
    return [
        dcc.Store(id=CONFIG, data=config),
        html.Div(id="etude-map", className="map"),
        html.P(id="etude-chosen", className="chosen-words", **aria(live="polite")),
        html.Div(id="etude-zoom", className="map-zoom"),
    ]


def patch(look: str) -> html.Span:
    return html.Span(className=f"patch {look}", **aria(hidden="true"))


def pick(code: str, name: str) -> html.Button:
    """A territory's name, which chooses it on the map."""
    told: dict[str, Any] = {"data-code": code}
    return html.Button(name, type="button", **told, **aria(pressed="false"))


def class_legend(view: Mapping[str, Any]) -> html.Ul:
    """The classes of a small map, from the lowest."""
    steps = sequential_steps(len(view["classes"]))
    bands = zip(steps, view["classes"], strict=True)
    return html.Ul([html.Li([patch(f"sequential-{step}"), band["label"]]) for step, band in bands], className="bands")
