"""One ASGI application: files and API answered natively, the dashboard through its WSGI server."""

from typing import cast

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware

from observatory import api
from observatory.dashboard.app import create_dashboard
from observatory.settings import ROOT, Settings
from observatory.warehouse.read import Warehouses
from observatory.web.assets import Assets
from observatory.web.errors import HANDLERS, BeforeFirstBuild
from observatory.web.forged import refuse_forged_requests
from observatory.web.packing import Packing
from observatory.web.security import SecurityHeaders, content_policy
from observatory.web.task_routes import TaskRoutes
from observatory.web.tasks import Tasks
from observatory.web.warm import warming

LARGEST_BODY = 1_000_000
"""Bytes: a callback's choices are a thousand times smaller."""


def create_app(settings: Settings, ahead: bool = True) -> ASGIApp:
    """Everything served on one address; `ahead`: the views that people ask for most are made before they do."""
    warehouses = Warehouses(settings.home)
    dashboard = create_dashboard(warehouses, _links(settings), _base(settings))
    dashboard.server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    refuse_forged_requests(dashboard)
    return Starlette(
        routes=[
            Mount("/assets", Assets(directory=ROOT / "assets")),
            *api.routes(warehouses, working=True, ahead=ahead),
            *TaskRoutes(Tasks(settings)).routes(),
            Mount("/", cast(ASGIApp, WSGIMiddleware(dashboard.server))),
        ],
        middleware=[
            Middleware(
                SecurityHeaders,
                policy=content_policy(dashboard.csp_hashes(), settings.base_origin),
                framed_by=settings.framed_by,
            ),
            Middleware(CompressMiddleware, zstd=False, brotli_quality=5),
            Middleware(Packing, prefix="/_dash-component-suites/"),
            Middleware(BeforeFirstBuild, home=settings.home),
        ],
        exception_handlers=HANDLERS,
        lifespan=warming(warehouses),
    )


def _links(settings: Settings) -> list[tuple[str, str]]:
    """At the foot of every page: the API, and the public atlas where it is known to be published."""
    atlas = [("Atlas public", settings.address)] if settings.published_at else []
    return [*atlas, ("Données par l’API", "/api/docs")]


def _base(settings: Settings) -> dict[str, str] | None:
    """The declared base layer, as the page of maps is told it."""
    return {"address": settings.base, "mention": settings.base_mention} if settings.base else None
