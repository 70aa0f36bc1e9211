"""Scripts whose address holds their version, compressed once and kept: the first visitor waits, the next do not."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from observatory.api.http import IMMUTABLE, Packed, answer

LARGEST = 64
"""Scripts kept: more than a page of Dash asks for."""
QUALITY, LONG = 10, 1_000_000
"""Brotli: 12 kB less on every page than at an answer's quality, for half a second once; longer scripts take more."""


class Packing:
    """Keeps the answers to GETs below `prefix` that are 200 and whole."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app, self.prefix = app, prefix
        self._kept: dict[str, Packed] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            recorded = Recorded()
            await self.app(scope, receive, recorded)
            if recorded.status != 200 or len(self._kept) >= LARGEST:
                await recorded.replay(send)
                return
            self._kept[path] = await run_in_threadpool(_packed, recorded)
        await answer(Request(scope), self._kept[path], IMMUTABLE)(scope, receive, send)


def _packed(recorded: "Recorded") -> Packed:
    body, media_type = recorded.body, recorded.media_type
    return Packed.of(body, media_type, quality=QUALITY) if len(body) <= LONG else Packed.of(body, media_type)


class Recorded:
    """A `send` that keeps what it is given."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def __call__(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def media_type(self) -> str:
        return Headers(raw=self.messages[0]["headers"]).get("content-type", "application/octet-stream")

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    async def replay(self, send: Send) -> None:
        for message in self.messages:
            await send(message)
