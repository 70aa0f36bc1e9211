"""One build, one file: a finished file gets its name, then one pointer moves. A killed build changes nothing.

DuckDB keeps the old data of a path that is replaced while a connection is open, so no path is ever written twice:
a file's name holds its content hash.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from observatory.errors import ObservatoryError

POINTER = "current"
PUBLIC, REHEARSAL = "public", "repetition"
"""The pointers to the release that the public reads, and to its rehearsal on invented figures."""
KEPT_BUILDS = 3
"""The served file and the two before it, for readers that still hold them and for comparison."""


def served(home: Path, pointer: str = POINTER) -> Path | None:
    """The file that the pointer names, or None before the first build."""
    try:
        name = (home / pointer).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return home / name


@contextmanager
def workspace(home: Path) -> Iterator[Path]:
    """A path to build at, for one build at a time; whatever an earlier killed build left there is removed."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ObservatoryError(f"{home} : une autre construction est en cours ; attendez sa fin.") from None
        _remove_leftovers(home)
        try:
            yield home / f".building-{os.getpid()}.duckdb"
        finally:
            _remove_leftovers(home)


def publish(built: Path, home: Path, build: str) -> Path:
    """Name a finished file after its content and point to it; both steps reach the disk before the next."""
    target = home / f"warehouse-{build}.duckdb"
    place(built, target)
    point(target, POINTER)
    _forget_old(home, target)
    return target


def place(built: Path, target: Path) -> None:
    """Give a finished file its name, on the disk when this returns."""
    _sync(built)
    built.replace(target)
    _sync(target.parent)


def point(target: Path, pointer: str) -> None:
    """Make a pointer, beside the file, name it."""
    fresh = target.parent / ".building-pointer"
    fresh.write_text(target.name + "\n", encoding="utf-8")
    place(fresh, target.parent / pointer)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_leftovers(home: Path) -> None:
    for leftover in home.glob(".building-*"):
        leftover.unlink(missing_ok=True)


def _forget_old(home: Path, target: Path) -> None:
    others = [file for file in home.glob("warehouse-*.duckdb") if file != target]
    others.sort(key=lambda file: file.stat().st_mtime, reverse=True)
    for file in others[KEPT_BUILDS - 1 :]:
        file.unlink(missing_ok=True)
