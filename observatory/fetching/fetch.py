"""`fetch`: an address in, a whole file of the cache out."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx2

from observatory.errors import FetchError
from observatory.fetching.cache import Cache, Fetched, Partial, Remembered, digest
from observatory.fetching.transfer import Limits, Progress, Request, receive


def fetch(address: str, sha256: str | None, cache: Cache, progress: Progress, limits: Limits | None = None) -> Fetched:
    """Download an address into the cache, unless the server says that what is there has not changed.

    Raise FetchError for an address that does not answer well enough, or for another content than the declared one.
    """
    with cache.alone(address):
        held = cache.remembered(address)
        if held and sha256 not in (None, held.sha256):
            held = None
        partial = cache.partial(address)
        request = Request(address, held.version if held else None, sha256 is not None, limits or Limits())
        headers = receive(request, partial, progress)
        if held and headers is None:
            return Fetched(cache.content(held.sha256), held.sha256, held.name, unchanged=True)
        return _kept(address, sha256, cache, partial, headers or httpx2.Headers())


def _kept(address: str, sha256: str | None, cache: Cache, partial: Partial, headers: httpx2.Headers) -> Fetched:
    found, version, name = digest(partial.body), partial.version, _name(address, headers)
    try:
        if sha256 not in (None, found):
            reason = f"l’empreinte {found} n’est pas celle que la source déclare ({sha256})\u202f; le fichier a changé"
            raise FetchError(address, reason)
        remembered = Remembered(address=address, sha256=found, name=name, version=version)
        return Fetched(cache.keep(partial.body, remembered), found, name, unchanged=False)
    finally:
        partial.drop()


def _name(address: str, headers: httpx2.Headers) -> str:
    """The file's own name: the server's, else the end of the address; never a path."""
    told = re.search(r'filename="?([^";]+)', headers.get("Content-Disposition", ""))
    raw = told[1] if told else unquote(urlsplit(address).path)
    return PurePosixPath(raw.replace("\\", "/")).name
