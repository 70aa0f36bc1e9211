"""The Dash app: a document, a registry of pages, and one callback that shows the page of an address."""

import logging
from collections.abc import Sequence
from typing import Any

from dash import Input, Output, dcc, html
from flask import Response, redirect, request
from werkzeug.wrappers import Response as Answer

from observatory.dashboard import accueil, besoins, cartes, comparer, donnees, ids, note, portrait, theme
from observatory.dashboard.document import Dashboard
from observatory.dashboard.place import my_place
from observatory.dashboard.registry import Page, find
from observatory.dashboard.search import search_index
from observatory.dashboard.shell import SITE, bar, failed, not_found, refused
from observatory.errors import ObservatoryError
from observatory.settings import ROOT
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse, Warehouses

PAGES = (accueil.PAGE, cartes.PAGE, comparer.PAGE, portrait.PAGE, besoins.PAGE, donnees.PAGE, note.PAGE, theme.PAGE)
"""In the order of the navigation."""

ASKED = 'async (...place) => (await import("/assets/shell/shell.mjs")).asked(...place)'
ARRIVED = 'async (page) => (await import("/assets/shell/shell.mjs")).arrived(page)'
"""Run in the browser: an address becomes a question; its page has been put in place."""

log = logging.getLogger(__name__)


def create_dashboard(
    warehouses: Warehouses, links: Sequence[tuple[str, str]] = (), base: dict[str, str] | None = None
) -> Dashboard:
    """The app; `links` (title, address) stand at the foot. No figure is read before a page is shown.

    `base` is the declared online base layer, its address and its mention.
    """
    app = Dashboard(
        __name__,
        assets_folder=str(ROOT / "assets"),
        include_assets_files=False,
        title=SITE,
        update_title="",
        suppress_callback_exceptions=True,
    )
    app.warehouses, app.pages, app.links, app.base = warehouses, PAGES, links, base
    app.layout = html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh=False),
            dcc.Store(id=ids.ADDRESS),
            dcc.Store(id=ids.ARRIVED),
            html.Div(html.P("La page se prépare…", className="loading", role="status"), id=ids.PAGE),
        ]
    )
    _register(app, warehouses)
    _serve_search(app, warehouses)
    app.server.after_request(_tell_unknown_addresses)
    return app


def _register(app: Dashboard, warehouses: Warehouses) -> None:
    place = [Input(ids.LOCATION, "pathname"), Input(ids.LOCATION, "search")]
    app.clientside_callback(ASKED, Output(ids.ADDRESS, "data"), *place)  # type: ignore[no-untyped-call]
    app.clientside_callback(ARRIVED, Input(ids.ARRIVED, "data"), prevent_initial_call=True)  # type: ignore[no-untyped-call]

    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.ARRIVED, "data"),
        Input(ids.ADDRESS, "data"),
        prevent_initial_call=True,
    )
    def show(address: object) -> tuple[list[Any], dict[str, str]]:
        if not isinstance(address, str):
            raise ObservatoryError("L’adresse d’une page est un texte.")
        return page_of(warehouses.current(), address, PAGES)

    for page in PAGES:
        page.register(app, warehouses)


def page_of(warehouse: Warehouse, address: str, pages: Sequence[Page]) -> tuple[list[Any], dict[str, str]]:
    """What is shown at an address, and what the document must say of it."""
    found = find(pages, address)
    if found is None:
        content = not_found(address.partition("?")[0], pages)
        return [_main(content, address)], {"title": f"Page introuvable · {SITE}"}
    page, query = found
    crumb, content = _answer(warehouse, page, query)
    place, _ = my_place(warehouse, query)
    title = " · ".join(filter(None, (crumb, page.title, SITE)))
    styles = [html.Link(rel="stylesheet", href=f"/assets/{name}") for name in page.styles]
    return [bar(page, crumb, place, read.facts(warehouse)["name"]), _main(content, page.path), *styles], {
        "title": title
    }


def _main(content: html.Div, key: str) -> html.Main:
    return html.Main(content, id=ids.CONTENT, tabIndex=-1, key=key)


def _answer(warehouse: Warehouse, page: Page, query: dict[str, str]) -> tuple[str, html.Div]:
    """Crumb and content; a page that cannot be made says so, and the others stay open."""
    try:
        return page.crumb(warehouse, query), page.layout(warehouse, **query)
    except ObservatoryError as error:
        return "", refused(str(error), page)
    except Exception:
        log.exception("%s %s", page.path, query)
        return "", failed(page)


def _serve_search(app: Dashboard, warehouses: Warehouses) -> None:
    def search(build: str) -> Answer:
        """What can be searched in a build; the address of an earlier one leads to today's."""
        warehouse = warehouses.current()
        if build != warehouse.build:
            elsewhere = redirect(f"/recherche/{warehouse.build}.json")
            elsewhere.headers["Cache-Control"] = "no-store"
            return elsewhere
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(search_index(warehouse, PAGES), mimetype="application/json", headers=headers)

    app.server.add_url_rule("/recherche/<build>.json", view_func=search)


def _tell_unknown_addresses(answer: Response) -> Response:
    """The document of an address that no page answers is a 404: its content says the same in words."""
    if request.method == "GET" and answer.mimetype == "text/html" and not find(PAGES, request.path):
        answer.status_code = 404
    return answer
