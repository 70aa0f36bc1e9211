"""The home page is drawn once while the server starts, so that the first visitor does not wait for eighteen maps."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.applications import Starlette

from observatory.dashboard.app import PAGES, page_of
from observatory.errors import ObservatoryError
from observatory.warehouse.read import Warehouses


def warming(warehouses: Warehouses) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The application's lifespan: a thread draws the home page, and nobody waits for it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        threading.Thread(target=_draw_home, args=(warehouses,), daemon=True).start()
        yield

    return lifespan


def _draw_home(warehouses: Warehouses) -> None:
    with suppress(ObservatoryError):  # no warehouse yet: visitors are told so
        page_of(warehouses.current(), "/", PAGES)
