"""The public process: the atlas and the API on the released file, nothing else. The dashboard is never loaded."""

from collections.abc import Callable
from functools import lru_cache

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from observatory import api
from observatory.api.http import IMMUTABLE, REVALIDATED, Packed, answer
from observatory.atlas.lookup import search
from observatory.atlas.opening import open_site
from observatory.atlas.site import Site
from observatory.settings import ROOT, Settings
from observatory.warehouse.read import Warehouse, Warehouses
from observatory.web.assets import Assets
from observatory.web.errors import HANDLERS
from observatory.web.security import SecurityHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "woff2": "font/woff2",
}
SEARCH = "recherche.html"
LONGEST_QUESTION = 200


class Single(Warehouses):
    """One file, for as long as the process lives."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse.file.parent)
        self.warehouse = warehouse

    def current(self) -> Warehouse:
        return self.warehouse


def create_public_app(settings: Settings) -> ASGIApp:
    """Everything the public is served. ObservatoryError when nothing is released, or a text does not hold."""
    site = open_site(settings)
    atlas = Atlas(site)
    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("/atlas/", 308)),
            Route("/atlas", lambda _: RedirectResponse("/atlas/", 308)),
            Route("/robots.txt", atlas.robots),
            Route("/atlas/{path:path}", atlas.file),
            Mount("/assets", Assets(directory=ROOT / "assets")),
            *api.routes(Single(site.answers.warehouse)),
        ],
        middleware=[Middleware(SecurityHeaders, policy=POLICY)],
        exception_handlers=HANDLERS,
    )


class Atlas:
    """The files of a site, each made and compressed when it is first asked for, then kept."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._files = site.files
        self._packed: Callable[[str], Packed] = lru_cache(maxsize=None)(self._pack)

    def file(self, request: Request) -> Response:
        """A page or a file; the page of searches answers the question it is asked."""
        path = request.path_params["path"] or "index.html"
        question = request.query_params.get("q", "").strip()[:LONGEST_QUESTION]
        if path == SEARCH and question:
            return self._found(question)
        if path not in self._files:
            raise HTTPException(404)
        caching = IMMUTABLE if path.startswith("assets/atlas.") or path.endswith(".woff2") else REVALIDATED
        return answer(request, self._packed(path), caching)

    def robots(self, request: Request) -> Response:
        return answer(request, self._packed("robots.txt"), REVALIDATED)

    def _found(self, question: str) -> Response:
        page = self.site.by_path[SEARCH]
        html = self.site.render(page, query=question, found=search(question, self.site.entries))
        return Response(html, media_type=MEDIA_TYPES["html"], headers={"Cache-Control": "no-store"})

    def _pack(self, path: str) -> Packed:
        return Packed.of(self._files[path](), MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream"))


def serve_public(settings: Settings) -> None:
    """Listen until interrupted."""
    print(f"Atlas des solidarités : http://{settings.host}:{settings.port}/atlas/", flush=True)
    app = create_public_app(settings)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", server_header=False)
