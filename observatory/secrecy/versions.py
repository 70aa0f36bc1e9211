"""Every release that was ever out, one file each, and the pointer to the one in service.

A release stays out whatever is served since: people have read it. Hence no file is ever forgotten here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from observatory.errors import DataError, SecrecyError, UnknownValue
from observatory.secrecy.earlier import Earlier
from observatory.statistics.numbers import NARROW, SPACE
from observatory.warehouse import read, swap

SHOWN = """
WITH roundings AS (
    SELECT measure, period, min(rounding) // 2 AS reach FROM origins JOIN sources USING (source) GROUP BY ALL
), sizes AS (SELECT level, code, count(*) AS communes FROM memberships GROUP BY ALL)
SELECT measure, level, code, '' AS part, period, value, coalesce(reach * communes, 0) AS reach
FROM counts LEFT JOIN roundings USING (measure, period) LEFT JOIN sizes USING (level, code)"""
"""A territory is the sum of its communes, each of them rounded; what any source gives exactly is taken to be exact."""


@dataclass(frozen=True)
class Edition:
    """What a release is for: `mark` stands on every page of a rehearsal."""

    name: str
    pointer: str
    stem: str
    rehearsal: bool = False
    mark: str = ""


PUBLIC = Edition("publique", swap.PUBLIC, "release")
REHEARSAL = Edition(
    "répétition", swap.REHEARSAL, "repetition", rehearsal=True, mark=f"Répétition{SPACE}· données de démonstration"
)


@dataclass(frozen=True)
class Version:
    name: str
    file: Path
    released_at: str
    cells: int
    hidden: int
    served: bool


def files(home: Path, edition: Edition) -> list[Path]:
    return sorted(home.glob(f"{edition.stem}-*.duckdb"))


def listed(home: Path, edition: Edition) -> list[Version]:
    """Every release, the latest first."""
    now = swap.served(home, edition.pointer)
    found = [_version(file, edition, file == now) for file in files(home, edition)]
    return sorted(found, key=lambda version: version.released_at, reverse=True)


def _version(file: Path, edition: Edition, served: bool) -> Version:
    with _opened(file) as connection:
        told = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        cells, hidden = connection.execute("SELECT count(*), count(*) - count(value) FROM counts").fetchall()[0]
    return Version(_name(file, edition), file, str(told["built_at"]), int(cells), int(hidden), served)


def _name(file: Path, edition: Edition) -> str:
    return file.stem.removeprefix(f"{edition.stem}-")


def earlier(home: Path, edition: Edition) -> Sequence[Earlier]:
    """What every release that is out has shown of its secret counts."""
    return [_shown(file) for file in files(home, edition)]


def _shown(file: Path) -> Earlier:
    with _opened(file) as connection:
        cells = connection.execute(SHOWN).df()
        memberships = connection.execute("FROM memberships").df()
    return Earlier(file.stem, cells.assign(period=cells["period"].astype(str)), memberships)


def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(file), read_only=True, config=dict(read.SERVING))
    except duckdb.Error as error:
        raise DataError(
            f"{file}{NARROW}: cette diffusion ne se lit plus ({error}). Elle est sortie{NARROW}: il faut la connaître "
            f"pour protéger la suivante. Remettez-la depuis une sauvegarde."
        ) from error


def publish(built: Path, home: Path, edition: Edition, version: str, audit: str, page: str) -> Path:
    """Name the finished file, put its audit beside it, and move the pointer. The same content keeps its first file."""
    target = home / f"{edition.stem}-{version}.duckdb"
    for content, suffix in ((audit, ".json"), (page, ".html")):
        fresh = home / f".building-audit{suffix}"
        fresh.write_text(content, encoding="utf-8")
        swap.place(fresh, target.with_suffix(suffix))
    if not target.exists():
        swap.place(built, target)
    swap.point(target, edition.pointer)
    return target


def go_back(home: Path, edition: Edition, version: str) -> Path:
    """Serve an earlier release again; UnknownValue lists those that there are."""
    known = {_name(file, edition): file for file in files(home, edition)}
    if version not in known:
        raise UnknownValue("version", version, list(known))
    file = known[version]
    if read.Warehouse(file).build != version:
        raise SecrecyError(f"{file}{NARROW}: ce fichier n’est pas la version que dit son nom.")
    with swap.workspace(home):
        swap.point(file, edition.pointer)
    return file
