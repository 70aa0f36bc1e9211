"""Pages that say what went wrong and what to do; the details stay in the server's log."""

from html import escape
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from observatory.api.page import page
from observatory.warehouse.swap import served

HOME = '<p><a href="/">Revenir à l’accueil</a></p>'


def error_page(status: int, title: str, message: str, more: str = HOME) -> HTMLResponse:
    body = f"<p>{escape(message)}</p>\n{more}"
    return HTMLResponse(page(title, body), status, headers={"Cache-Control": "no-store"})


async def http_error(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return error_page(404, "Page introuvable", f"Rien n’est servi à l’adresse {request.url.path}.")
    return error_page(error.status_code, "Demande refusée", "Cette demande n’est pas admise à cette adresse.")


async def failure(_: Request, __: Exception) -> HTMLResponse:
    text = "La page n’a pas pu être préparée. Rechargez-la ; si l’erreur revient, signalez l’adresse de la page."
    return error_page(500, "Erreur du serveur", text.replace(" ;", "\u202f;"))


HANDLERS: dict[Any, Any] = {HTTPException: http_error, Exception: failure}


class BeforeFirstBuild:
    """Until there is a warehouse, every page says how to build it."""

    def __init__(self, app: ASGIApp, home: Path) -> None:
        self.app, self.home = app, home

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._answers(scope["path"]) or served(self.home):
            await self.app(scope, receive, send)
            return
        command = "<pre><code>observatory build</code></pre><p>Puis rechargez cette page.</p>"
        text = "Aucune donnée n’a encore été préparée pour cette collectivité. Construisez l’entrepôt avec\u202f:"
        await error_page(503, "L’entrepôt n’est pas construit", text, command)(scope, receive, send)

    def _answers(self, path: str) -> bool:
        """Style sheets are needed by the page itself; the API refuses in its own form."""
        return path.startswith(("/assets/", "/api/", "/vues/", "/geo/", "/telechargements/"))
