"""/taches and /documents: long work asked for, followed, cancelled, taken away.

POST   /taches            {"adresse": "/documents/portrait/canton/4114.pdf"} -> 202, the task
GET    /taches/<nom>      {"nom", "etat", "mots", "part", "devant", "fichier"}
GET    /taches/<nom>/fichier
DELETE /taches/<nom>      204
GET    /documents/...     the same work, waited for: what a plain link asks
"""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from observatory.api.errors import refusal
from observatory.web.errors import error_page
from observatory.web.tasks import Full, State, Task, Tasks
from observatory.web.works import Made, known

PAUSE = 0.1
"""Seconds between two looks at a task that somebody waits for."""


class TaskRoutes:
    def __init__(self, tasks: Tasks) -> None:
        self.tasks = tasks

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/taches", self.ask, methods=["POST"]),
            Route("/taches/{name}", self.follow, methods=["GET"]),
            Route("/taches/{name}", self.cancel, methods=["DELETE"]),
            Route("/taches/{name}/fichier", self.file),
            Route("/documents/{path:path}", self.document),
        ]

    async def ask(self, request: Request) -> Response:
        """A page elsewhere cannot send JSON here: a browser would ask first, and is not answered."""
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return refusal(415, "La demande est en JSON.")
        address = await _address(request)
        if address is None or not known(address):
            return refusal(400, "« adresse » : le chemin d’un document ou d’un téléchargement était attendu.")
        try:
            task = self.tasks.submit(address)
        except Full as error:
            return refusal(503, str(error))
        return JSONResponse(self._told(task), 202, headers={"Location": f"/taches/{task.name}"})

    async def follow(self, request: Request) -> Response:
        task = self._task(request)
        return JSONResponse(self._told(task), headers={"Cache-Control": "no-store"}) if task else _unknown()

    async def cancel(self, request: Request) -> Response:
        task = self._task(request)
        if task is None:
            return _unknown()
        self.tasks.cancel(task)
        return Response(status_code=204)

    async def file(self, request: Request) -> Response:
        task = self._task(request)
        return _file(task.made) if task and task.made else _unknown()

    async def document(self, request: Request) -> Response:
        """Whoever leaves before the end cancels it."""
        if not known(request.url.path):
            return error_page(404, "Document introuvable", f"Aucun document n’est fait à l’adresse {request.url.path}.")
        try:
            task = self.tasks.submit(request.url.path)
        except Full as error:
            return error_page(503, "Réessayez dans une minute", str(error))
        while not task.over:
            if await request.is_disconnected():
                self.tasks.cancel(task)
            await asyncio.sleep(PAUSE)
        return _file(task.made) if task.made else error_page(404, "Document indisponible", task.words)

    def _task(self, request: Request) -> Task | None:
        return self.tasks.find(request.path_params["name"])

    def _told(self, task: Task) -> dict[str, Any]:
        return {
            "nom": task.name,
            "etat": task.state.value,
            "mots": task.words,
            "part": task.share,
            "devant": self.tasks.ahead(task),
            "fichier": f"/taches/{task.name}/fichier" if task.state is State.DONE else None,
        }


async def _address(request: Request) -> str | None:
    try:
        given = await request.json()
    except ValueError:
        return None
    address = given.get("adresse") if isinstance(given, dict) else None
    return address if isinstance(address, str) else None


def _file(made: Made) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"}
    return Response(made.content, media_type=made.media_type, headers=headers)


def _unknown() -> Response:
    return refusal(404, "Cette tâche n’est plus connue : demandez de nouveau le document.")
