"""The Dash app: a shell, a registry of pages, and one callback that shows the page of an address."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from dash import Dash, Input, Output, State, dcc, html

from observatory.dashboard import cartes, ids
from observatory.dashboard.shell import SITE, index_string, shell
from observatory.settings import ROOT
from observatory.warehouse.read import Warehouses

PAGES = (cartes.PAGE,)
"""In the order of the navigation; the first answers for an unknown address."""


def create_dashboard(warehouses: Warehouses, prefix: str = "/", links: Sequence[tuple[str, str]] = ()) -> Dash:
    """The app under `prefix`; `links` (title, address) end the navigation. No figure is read before a page is shown."""
    app = Dash(
        __name__,
        assets_folder=str(ROOT / "assets"),
        include_assets_files=False,
        requests_pathname_prefix=prefix,
        routes_pathname_prefix=prefix,
        title=SITE,
        update_title="",
        index_string=index_string(prefix),
        suppress_callback_exceptions=True,
    )
    app.layout = html.Div([dcc.Location(id=ids.LOCATION, refresh=False), html.Div(id=ids.PAGE)])

    @app.callback(Output(ids.PAGE, "children"), Input(ids.LOCATION, "pathname"), State(ids.LOCATION, "search"))
    def show(pathname: str | None, search: str | None) -> list[Any]:
        """Called when the path changes; a choice inside a page changes the query only, and calls nobody."""
        path = "/" + (pathname or "").removeprefix(prefix).strip("/")
        page = next((page for page in PAGES if page.path == path), PAGES[0])
        query = dict(parse_qsl((search or "").removeprefix("?")))
        return shell(page, PAGES, links, prefix, page.layout(warehouses.current(), **query))

    for page in PAGES:
        page.register(app, warehouses)
    return app
