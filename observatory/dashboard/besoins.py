"""The page `/besoins-offre`: a need crossed with the offer that answers it, and families of territories."""

from dash import Dash, Input, Output, html

from observatory.dashboard.besoins_crossing import crossing_parts
from observatory.dashboard.besoins_families import family_parts
from observatory.dashboard.parts import tabs
from observatory.dashboard.registry import Page, link
from observatory.dashboard.shell import notices
from observatory.dashboard.study import BASE, CONFIG, Study
from observatory.statistics.french import typeset
from observatory.warehouse.read import Warehouse, Warehouses

FAMILIES = "familles"
MOUNT = 'async (config) => { await (await import("%s")).mount(config); return dash_clientside.no_update; }'
"""Run in the browser once the page is there."""


def layout(warehouse: Warehouse, /, vue: str = "", **query: str) -> html.Div:
    """The page of an address: `croisement` or, with `vue=familles`, `typologie`; then `niveau` and `territoire`."""
    study = Study(warehouse, query)
    parts = family_parts(study) if vue == FAMILIES else crossing_parts(study)
    views = [
        ("Croiser un besoin et une offre", BASE, vue != FAMILIES),
        ("Familles de territoires", link(BASE, vue=FAMILIES), vue == FAMILIES),
    ]
    said = [typeset(notice) for notice in study.notices]
    return html.Div([tabs(views, "Études"), *notices(said), *parts], className="sheet study", id="etude")


def register(app: Dash, _: Warehouses) -> None:
    """The map's module takes over in the browser."""
    mount = MOUNT % app.get_asset_url("study/study.mjs")
    app.clientside_callback(mount, Output(CONFIG, "modified_timestamp"), Input(CONFIG, "data"))  # type: ignore[no-untyped-call]


PAGE = Page(
    BASE,
    "Besoins et offre",
    layout,
    register,
    help=(
        "La carte croise deux indicateurs : foncé, un besoin fort ; orange, une offre faible ; bleu, une offre forte.",
        "Le nuage et la liste comparent chaque territoire à l'ensemble : plus ou moins de besoin, ou d'offre.",
        "Les familles rapprochent les territoires qui se ressemblent : ce n'est pas un classement.",
    ),
    modules=("map", "study"),
    styles=("portrait.css", "study.css"),
)
