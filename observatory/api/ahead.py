"""The views that people ask for most, made before they do, in a process that gives way to every other."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from observatory.api.http import Kept, Packed, to_json
from observatory.figures.choice import Choice
from observatory.publishing import views
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

LAST = 19
"""The niceness of a process that only takes what is left."""
Asked = tuple[str, str, str]
"""Indicator, level, year."""


def packed_view(warehouse: Warehouse, asked: Asked) -> Packed:
    """One view as it is drawn first, as it is sent."""
    return Packed.of(to_json(views.view_of(warehouse, *asked, Choice())), "application/json")


def likely(warehouse: Warehouse) -> Iterator[Asked]:
    """The latest year of each indicator: at the level where it opens, then at the others."""
    slugs = [indicator.slug for indicator in read.indicators(warehouse)]
    levels = {slug: read.levels_of(warehouse, slug) for slug in slugs}
    opening = [(slug, read.default_level(warehouse, slug)) for slug in slugs if levels[slug]]
    others = [(slug, level) for slug in slugs for level in levels[slug]]
    for slug, level in dict.fromkeys((*opening, *others)):
        yield slug, level, str(read.period_of(warehouse, slug, level, "latest"))


def make(file: Path, line: Connection) -> None:
    """Send every likely view of a build, until nobody listens."""
    os.nice(LAST)
    warehouse = Warehouse(file)
    with suppress(BrokenPipeError):
        for asked in likely(warehouse):
            line.send((asked, packed_view(warehouse, asked)))


class Ahead:
    """Fills what is kept ready, once for each build that is asked about."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._file: Path | None = None
        self._lock = threading.Lock()

    def follow(self, warehouse: Warehouse) -> None:
        """Begin with a build that is not the one before; nobody waits."""
        with self._lock:
            begun, self._file = self._file == warehouse.file, warehouse.file
        if not begun:
            asked = (warehouse.file, warehouse.build)  # and not the warehouse, which the thread would hold open
            threading.Thread(target=self._receive, args=asked, daemon=True, name="vues").start()

    def _receive(self, file: Path, build: str) -> None:
        context = get_context("spawn")
        mine, theirs = context.Pipe(duplex=False)
        maker = context.Process(target=make, args=(file, theirs), daemon=True)
        maker.start()
        theirs.close()
        with mine, suppress(EOFError):  # it has made them all
            while self._file == file:
                self._take(build, *mine.recv())
        maker.join()

    def _take(self, build: str, asked: Asked, packed: Packed) -> None:
        self.kept.get(build, asked, lambda: packed)
