"""One file over HTTP: what is asked, what is resumed, what is believed.

The body is asked without compression, so that its bytes can be counted and resumed. A redirection to another host is
followed only where the declaration tells the file's hash: otherwise nobody vouches for what that host would give.
"""

import gzip
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import httpx2

from observatory.errors import FetchError
from observatory.fetching.cache import Partial, Version

Progress = Callable[[int, int | None], None]
"""Told the bytes received and, where the server says so, the bytes expected."""
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be better in a moment."""
BLOCK = 1 << 16


@dataclass(frozen=True)
class Limits:
    """Seconds, attempts and bytes beyond which a download is given up."""

    connect: float = 10
    read: float = 30
    attempt: float = 900
    """For a whole attempt: a server that drips never breaks the time-out between two bytes."""
    attempts: int = 5
    backoff: float = 1
    """Before the second attempt; twice as long before each following one."""
    longest_wait: float = 60
    redirects: int = 5
    most: int = 2 * 1024**3


class Passing(Exception):
    """A failure that the next attempt may not meet; `wait` is the seconds that the server asks for."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Request:
    """An address to read, the version that the cache holds of it, and whether its content is vouched for by a hash."""

    address: str
    held: Version | None
    vouched: bool
    limits: Limits


def receive(request: Request, partial: Partial, progress: Progress) -> httpx2.Headers | None:
    """Fill `partial` with the whole body, in as many attempts as allowed; raise FetchError when they are over.

    Give back the response's headers, or None where the server says that the held version is the present one."""
    limits, reason = request.limits, ""
    timeout = httpx2.Timeout(limits.read, connect=limits.connect)
    with httpx2.Client(timeout=timeout, headers={"User-Agent": "observatoire-des-solidarites"}) as client:
        for attempt in range(limits.attempts):
            try:
                return _attempt(client, request, partial, progress)
            except (httpx2.TransportError, Passing) as error:
                reason = _in_words(error)
                wait = max(limits.backoff * 2**attempt, getattr(error, "wait", 0))
                if attempt + 1 < limits.attempts:
                    time.sleep(min(wait, limits.longest_wait))
    raise FetchError(request.address, f"abandon après {limits.attempts} essais ; le dernier : {reason}")


def _attempt(client: httpx2.Client, request: Request, partial: Partial, progress: Progress) -> httpx2.Headers | None:
    start = time.monotonic()
    with closing(_answer(client, request, partial)) as response:
        if response.status_code == httpx2.codes.NOT_MODIFIED and request.held:
            return None
        _begin(request, response, partial)
        expected = partial.version.size
        with partial.body.open("ab") as body:
            for chunk in response.iter_raw():
                body.write(chunk)
                progress(body.tell(), expected)
                _refuse_endless(request, body.tell(), time.monotonic() - start)
    if expected is not None and partial.size != expected:
        raise Passing(f"{partial.size} octets reçus au lieu de {expected}")
    _decode(request, response.headers.get("Content-Encoding", "identity"), partial)
    return response.headers


def _answer(client: httpx2.Client, request: Request, partial: Partial) -> httpx2.Response:
    """The response at the end of the redirections, its body unread."""
    asked = client.build_request("GET", request.address, headers=_headers(request, partial))
    for _ in range(request.limits.redirects + 1):
        response = client.send(asked, stream=True)
        if not response.has_redirect_location or response.next_request is None:
            return response
        response.close()
        _refuse_stray(request, asked.url, response.next_request.url)
        asked = response.next_request
    raise FetchError(request.address, "les redirections tournent en rond")


def _headers(request: Request, partial: Partial) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity"}
    version, held = partial.version, request.held
    if partial.size and version.resumable:
        return headers | {"Range": f"bytes={partial.size}-", "If-Range": version.resumable}
    if held and held.etag:
        headers["If-None-Match"] = held.etag
    if held and held.modified:
        headers["If-Modified-Since"] = held.modified
    return headers


def _refuse_stray(request: Request, before: httpx2.URL, after: httpx2.URL) -> None:
    if before.scheme == "https" and after.scheme != "https":
        raise FetchError(request.address, f"redirection en clair vers {after}, refusée")
    if before.host != after.host and not request.vouched:
        raise FetchError(
            request.address,
            f"redirection vers un autre hôte, {after.host}, refusée ; si c’est bien là qu’est le fichier, déclarez "
            f"cette adresse ({after}), ou l’empreinte sha256 du fichier",
        )


def _begin(request: Request, response: httpx2.Response, partial: Partial) -> None:
    """Start or resume the body that this response carries; raise for a response that carries none."""
    status = response.status_code
    if status == httpx2.codes.OK:
        partial.start(_version_of(response.headers))
    elif status in (httpx2.codes.PARTIAL_CONTENT, httpx2.codes.RANGE_NOT_SATISFIABLE):
        _resume(response, partial)
    elif status in PASSING_STATUSES:
        raise Passing(f"réponse {status} du serveur", _asked_wait(response))
    else:
        raise FetchError(request.address, f"réponse {status} du serveur ({response.reason_phrase})")


def _resume(response: httpx2.Response, partial: Partial) -> None:
    """Go on only where the rest is that of the same version; otherwise drop the beginning and start again."""
    version, headers = partial.version, response.headers
    begins = headers.get("Content-Range", "").startswith(f"bytes {partial.size}-")
    total = headers.get("Content-Range", "").rpartition("/")[2]
    same_size = version.size is None or total in ("*", str(version.size))
    same_tag = headers.get("ETag", version.etag) == version.etag
    same_date = headers.get("Last-Modified", version.modified) == version.modified
    if not (response.status_code == httpx2.codes.PARTIAL_CONTENT and begins and same_size and same_tag and same_date):
        partial.drop()
        raise Passing("le fichier a changé pendant le téléchargement ; il est repris du début")


def _refuse_endless(request: Request, received: int, elapsed: float) -> None:
    if received > request.limits.most:
        raise FetchError(request.address, f"le fichier dépasse {request.limits.most} octets")
    if elapsed > request.limits.attempt:
        raise Passing(f"délai de {request.limits.attempt:g} secondes dépassé")


def _decode(request: Request, encoding: str, partial: Partial) -> None:
    """Undo the compression of a server that compresses whatever it is asked."""
    if encoding == "identity":
        return
    if encoding != "gzip":
        raise FetchError(request.address, f"le serveur compresse en {encoding}, ce qui n’a pas été demandé")
    plain = partial.body.with_name("plain")
    try:
        with gzip.open(partial.body) as packed, plain.open("wb") as unpacked:
            while block := packed.read(BLOCK):
                unpacked.write(block)
                _refuse_endless(request, unpacked.tell(), 0)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        partial.drop()
        raise Passing("le contenu compressé est coupé ou abîmé") from None
    plain.replace(partial.body)


def _version_of(headers: httpx2.Headers) -> Version:
    size = headers.get("Content-Length", "")
    return Version(
        etag=headers.get("ETag"), modified=headers.get("Last-Modified"), size=int(size) if size.isdigit() else None
    )


def _asked_wait(response: httpx2.Response) -> float:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else 0


def _in_words(error: Exception) -> str:
    if isinstance(error, httpx2.TimeoutException):
        return "délai dépassé"
    if isinstance(error, httpx2.ConnectError):
        return "connexion impossible"
    return str(error) if isinstance(error, Passing) else f"connexion coupée ({error})"
