"""Every address of the API and of the files, each family behind the same refusals and open to other sites' pages."""

from collections.abc import Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from observatory.api import questions
from observatory.api.docs import docs_page
from observatory.api.downloads import Downloads
from observatory.api.errors import HANDLERS
from observatory.api.files import Files
from observatory.api.groups import Groups
from observatory.api.http import REVALIDATED, Kept, Packed, answer, to_json
from observatory.api.openapi import openapi
from observatory.api.parameters import read_parameters
from observatory.api.table import ENDPOINTS, Endpoint
from observatory.warehouse.read import Warehouse, Warehouses

CSV = "text/csv; charset=utf-8"
Handler = Callable[[Request], Response]


def routes(warehouses: Warehouses, working: bool = False, ahead: bool = False) -> list[BaseRoute]:
    """/api, /vues, /geo and /telechargements; `working`: with what only people at work may ask.

    `ahead`: for people who go from map to map, and for whom views are made ahead.
    """
    files = Files(warehouses, ahead)
    return [
        Mount("/api", _app(_api_routes(warehouses))),
        Mount("/vues", _app([*(Groups(warehouses).routes() if working else []), *_view_routes(files)])),
        Mount("/offre", _app([Route("/{build}/{measure}.json", files.offer)])),
        Mount("/geo", _app([Route("/{name}", files.geometry)])),
        Mount("/telechargements", _app(_downloads(warehouses, working))),
    ]


def _view_routes(files: Files) -> list[BaseRoute]:
    return [
        Route("/{build}/{slug}/{level}/annees.json", files.series),
        Route("/{build}/{slug}/{level}/{period}.json", files.view),
        Route("/{build}/{slug}/{level}/{period}/classes.json", files.classes),
        Route("/{build}/{slug}/{level}/{period}/analyse.json", files.analysis),
    ]


def _downloads(warehouses: Warehouses, working: bool) -> list[BaseRoute]:
    downloads = Downloads(warehouses)
    return [*(downloads.working_routes() if working else []), *downloads.routes()]


def _app(routes: Sequence[BaseRoute]) -> Starlette:
    cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"], expose_headers=["ETag"])
    return Starlette(routes=routes, middleware=[cors], exception_handlers=HANDLERS)


def _api_routes(warehouses: Warehouses) -> list[BaseRoute]:
    kept = Kept(200)
    endpoints = [_route(endpoint, warehouses, kept) for endpoint in ENDPOINTS]
    document = Packed.of(to_json(openapi()), "application/json")
    page = Packed.of(docs_page().encode(), "text/html; charset=utf-8")
    return [
        *endpoints,
        Route("/openapi.json", lambda request: answer(request, document, REVALIDATED)),
        Route("/docs", lambda request: answer(request, page, REVALIDATED)),
    ]


def _route(endpoint: Endpoint, warehouses: Warehouses, kept: Kept) -> Route:
    """Parameters held to the table, then the endpoint's own question."""

    def handle(request: Request) -> Response:
        given = {**read_parameters(request, endpoint.parameters), **request.path_params}
        warehouse = warehouses.current()
        key = (endpoint.name, *sorted(given.items()))
        packed = kept.get(warehouse.build, key, lambda: QUESTIONS[endpoint.name](warehouse, given))
        return answer(request, packed, REVALIDATED)

    return Route(endpoint.path.removeprefix("/api"), handle)


def _json(value: Any) -> Packed:
    return Packed.of(to_json(value), "application/json")


def _cells(warehouse: Warehouse, given: dict[str, str]) -> Packed:
    asked = (given["indicator"], given["level"], given.get("period", "latest"), given.get("territory"))
    if given.get("format") == "csv":
        return Packed.of(questions.cells_csv(warehouse, *asked), CSV)
    return _json(questions.cells(warehouse, *asked))


QUESTIONS: dict[str, Callable[[Warehouse, dict[str, str]], Packed]] = {
    "indicators": lambda warehouse, _: _json(questions.indicators(warehouse)),
    "indicator": lambda warehouse, given: _json(questions.indicator(warehouse, given["slug"])),
    "territories": lambda warehouse, given: _json(questions.territories(warehouse, given["level"])),
    "cells": _cells,
}
