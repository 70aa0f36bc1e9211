"""What a page is to the app, and which page answers an address."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from dash import Dash, html

from observatory.warehouse.read import Warehouse, Warehouses

Query = Mapping[str, str]
TERRITORY = "territoire"
"""« Mon territoire » in an address, on every page: `niveau:code`."""


def _nothing(_: Dash, __: Warehouses) -> None:
    """For a page without callbacks."""


def _no_crumb(_: Warehouse, __: Query) -> str:
    return ""


@dataclass(frozen=True)
class Page:
    """`layout(warehouse, **query)` is a pure function of the address; `register` declares the page's callbacks."""

    path: str
    """`/cartes`, or `/portrait/<niveau>/<code>`: what is between < > is given to the layout with the query, and may be
    missing from the end of an address."""
    title: str
    layout: Callable[..., html.Div]
    register: Callable[[Dash, Warehouses], None] = _nothing
    help: tuple[str, ...] = ()
    """Three sentences that explain the page."""
    crumb: Callable[[Warehouse, Query], str] = _no_crumb
    """What stands after the title in the breadcrumb, for what the query shows."""
    modules: tuple[str, ...] = ()
    """Folders of assets/ whose scripts are fetched while the app starts."""
    styles: tuple[str, ...] = ()
    """Stylesheets that only this page and a few others need."""
    charts: bool = False
    """Draws Plotly charts."""
    lively: bool = False
    """Follows its own query in the browser: a change of query asks the server nothing."""
    listed: bool = True
    """Stands in the navigation."""
    placed: bool = False
    """Speaks of « mon territoire »: the bar offers to change it."""

    @property
    def base(self) -> str:
        """The address without its parameters."""
        return self.path.partition("/<")[0] or "/"

    def match(self, path: str) -> dict[str, str] | None:
        """The parameters that a path gives, or None where it is not one of this page."""
        wanted, given = _parts(self.path), _parts(path)
        fixed = [part for part in wanted if not part.startswith("<")]
        if len(given) > len(wanted) or given[: len(fixed)] != fixed:
            return None
        names = [part.strip("<>") for part in wanted[len(fixed) :]]
        return dict(zip(names, given[len(fixed) :], strict=False))


def _parts(path: str) -> list[str]:
    return [unquote(part) for part in path.split("/") if part]


def find(pages: Iterable[Page], address: str) -> tuple[Page, dict[str, str]] | None:
    """The page of an address and its query, path parameters first; None where there is none."""
    path, _, query = address.partition("?")
    for page in pages:
        parameters = page.match(path)
        if parameters is not None:
            return page, {**dict(parse_qsl(query)), **parameters}
    return None


def link(path: str, **query: Any) -> str:
    """`/donnees?indicateur=...`; what is None or empty is left out."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, safe=':,')}" if given else path
