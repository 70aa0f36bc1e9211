"""The Dash app: a shell, a registry of pages, and one callback that shows the page of an address."""

from urllib.parse import parse_qsl

from dash import Dash, Input, Output, State, dcc, html

from observatory.dashboard import cartes, ids
from observatory.dashboard.shell import index_string, shell
from observatory.settings import ROOT
from observatory.warehouse.read import Warehouses

PAGES = (cartes.PAGE,)
"""In the order of the navigation; the first answers for an unknown address."""


def create_dashboard(warehouses: Warehouses, prefix: str = "/") -> Dash:
    """The app under `prefix`. No figure is read before a page is asked for."""
    app = Dash(
        __name__,
        assets_folder=str(ROOT / "assets"),
        include_assets_files=False,
        requests_pathname_prefix=prefix,
        routes_pathname_prefix=prefix,
        title="Observatoire des solidarités",
        update_title="",
        index_string=index_string(prefix),
        suppress_callback_exceptions=True,
    )
    app.layout = html.Div([dcc.Location(id=ids.LOCATION, refresh=False), shell(PAGES, prefix)])
    _route(app, warehouses, prefix)
    for page in PAGES:
        page.register(app, warehouses)
    return app


def _route(app: Dash, warehouses: Warehouses, prefix: str) -> None:
    """A choice inside a page changes the query only, and calls nobody."""

    @app.callback(Output(ids.PAGE, "children"), Input(ids.LOCATION, "pathname"), State(ids.LOCATION, "search"))
    def show(pathname: str, search: str | None) -> html.Div:
        path = "/" + pathname.removeprefix(prefix).strip("/")
        page = next((page for page in PAGES if page.path == path), PAGES[0])
        return page.layout(warehouses.current(), **dict(parse_qsl((search or "").removeprefix("?"))))
