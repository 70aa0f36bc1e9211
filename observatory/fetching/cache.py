"""Downloads on the disk.

contents/<hash>          a whole file, under the SHA-256 of its content, never written twice
addresses/<key>.json     what an address gave last: its content's hash, and what lets a server say that nothing changed
partial/<key>/           a body that has not arrived whole, and which version of the file it belongs to
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from observatory.errors import FetchError

Model = TypeVar("Model", bound=BaseModel)


class Version(BaseModel):
    """How a server tells one version of a file from the next: its ETag, its date, its size in bytes."""

    model_config = ConfigDict(frozen=True)

    etag: str | None = None
    modified: str | None = None
    size: int | None = None

    @property
    def resumable(self) -> str | None:
        """What `If-Range` may hold: a strong ETag, or a date; without either, nothing can be resumed."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


class Remembered(BaseModel):
    """What an address gave: `name` is the file's own, as the server or the address tells it."""

    model_config = ConfigDict(frozen=True)

    address: str
    sha256: str
    name: str
    version: Version


@dataclass(frozen=True)
class Fetched:
    """A whole file of the cache; `unchanged` when the server said so and nothing was downloaded."""

    path: Path
    sha256: str
    name: str
    unchanged: bool


@dataclass(frozen=True)
class Partial:
    """The beginning of a body, and the version it is the beginning of."""

    folder: Path

    @property
    def body(self) -> Path:
        return self.folder / "body"

    @property
    def size(self) -> int:
        return self.body.stat().st_size if self.body.exists() else 0

    @property
    def version(self) -> Version:
        return _read(self.folder / "version.json", Version) or Version()

    def start(self, version: Version) -> None:
        """Forget what came before: the body of this version begins."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.body.write_bytes(b"")
        (self.folder / "version.json").write_text(version.model_dump_json(), encoding="utf-8")

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class Cache:
    root: Path

    def content(self, sha256: str) -> Path:
        return self.root / "contents" / sha256

    def remembered(self, address: str) -> Remembered | None:
        """What the address gave last, if that content is still here and whole."""
        known = _read(self._index(address), Remembered)
        return known if known and digest(self.content(known.sha256)) == known.sha256 else None

    def partial(self, address: str) -> Partial:
        return Partial(self.root / "partial" / _key(address))

    def keep(self, body: Path, remembered: Remembered) -> Path:
        """Move a whole body to its content's name, then remember the address; both reach the disk."""
        target = self.content(remembered.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        _sync(body)
        body.replace(target)
        write_whole(self._index(remembered.address), remembered.model_dump_json().encode())
        return target

    def forget(self, address: str) -> None:
        """Ask for the whole file next time."""
        self._index(address).unlink(missing_ok=True)

    @contextmanager
    def alone(self, address: str) -> Iterator[None]:
        """One download of an address at a time; raise FetchError while another one is under way."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f".{_key(address)}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FetchError(address, "un autre téléchargement de ce fichier est en cours") from None
            yield

    def _index(self, address: str) -> Path:
        return self.root / "addresses" / f"{_key(address)}.json"


def digest(path: Path) -> str:
    """The SHA-256 of a file, "" when there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there: never half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        _sync(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:32]


def _read(file: Path, model: type[Model]) -> Model | None:
    """A model off the disk; None where there is none, or where a kill left something else."""
    try:
        return model.model_validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
