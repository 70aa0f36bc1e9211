"""The public process: the atlas and the API on the released file, nothing else. The dashboard is never loaded."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock

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
from observatory.atlas.opening import Releases, printed_of, site_of
from observatory.atlas.site import Site
from observatory.settings import ROOT, Settings
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
    "json": "application/json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "woff2": "font/woff2",
}
SEARCH = "recherche.html"
LONGEST_QUESTION = 200


def create_public_app(settings: Settings, rehearsal: bool = False) -> ASGIApp:
    """Everything the public is served. ObservatoryError when nothing is released, or a text does not hold."""
    releases = Releases(settings, rehearsal)
    atlas = Atlas(settings, releases)
    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("/atlas/", 308)),
            Route("/atlas", lambda _: RedirectResponse("/atlas/", 308)),
            Route("/robots.txt", atlas.robots),
            Route("/atlas/{path:path}", atlas.file),
            Mount("/assets", Assets(directory=ROOT / "assets")),
            *api.routes(releases),
        ],
        middleware=[Middleware(SecurityHeaders, policy=POLICY)],
        exception_handlers=HANDLERS,
    )


class Served:
    """The files of one release and of its PDF, each made and compressed when it is first asked for, then kept."""

    def __init__(self, site: Site) -> None:
        self.site, self.printed = site, site.printed
        self.files = site.files
        self.packed: Callable[[str], Packed] = lru_cache(maxsize=None)(self._pack)

    @property
    def build(self) -> str:
        return self.site.answers.warehouse.build

    def _pack(self, path: str) -> Packed:
        return Packed.of(self.files[path](), MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream"))


class Atlas:
    """The atlas of the release in service, changing over between two requests when another one, or a PDF, is there."""

    def __init__(self, settings: Settings, releases: Releases) -> None:
        self.settings, self.releases = settings, releases
        self._lock = Lock()
        self._served = Served(site_of(settings, releases.current()))

    def served(self) -> Served:
        release = self.releases.current()
        with self._lock:
            if self._served.build != release.build:
                self._served = Served(site_of(self.settings, release))
            site = self._served.site
            site.printed = printed_of(self.settings, site)
            if self._served.printed != site.printed:
                self._served = Served(site)
            return self._served

    def file(self, request: Request) -> Response:
        """A page or a file; the page of searches answers the question it is asked."""
        served, path = self.served(), request.path_params["path"] or "index.html"
        question = request.query_params.get("q", "").strip()[:LONGEST_QUESTION]
        if path == SEARCH and question:
            return _found(served.site, question)
        if path not in served.files:
            raise HTTPException(404)
        caching = IMMUTABLE if path.startswith("assets/atlas.") or path.endswith(".woff2") else REVALIDATED
        return answer(request, served.packed(path), caching)

    def robots(self, request: Request) -> Response:
        return answer(request, self.served().packed("robots.txt"), REVALIDATED)


def _found(site: Site, question: str) -> Response:
    html = site.render(site.by_path[SEARCH], query=question, found=search(question, site.entries))
    return Response(html, media_type=MEDIA_TYPES["html"], headers={"Cache-Control": "no-store"})


def serve_public(settings: Settings, rehearsal: bool = False) -> None:
    """Listen until interrupted."""
    print(f"Atlas des solidarités : http://{settings.host}:{settings.port}/atlas/", flush=True)
    app = create_public_app(settings, rehearsal)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", server_header=False)
