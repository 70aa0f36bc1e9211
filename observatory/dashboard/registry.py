"""What a page is to the app."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import Dash, html

from observatory.warehouse.read import Warehouses


@dataclass(frozen=True)
class Page:
    """`layout(warehouse, **query)` is a pure function of the address; `register` declares the page's callbacks."""

    path: str
    title: str
    layout: Callable[..., html.Div]
    register: Callable[[Dash, Warehouses], None]
