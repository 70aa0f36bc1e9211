"""Headers that tell a browser what a page may do: load from here only, run no foreign script, be framed on purpose."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FRAME = "frame-ancestors 'self'"
FRAME_ANYWHERE = "frame-ancestors *"


def content_policy(script_hashes: Sequence[str], images: str = "") -> str:
    """`script_hashes` are those of the inline scripts that Dash writes; it sets inline styles as well.

    `images` is the site of a declared base layer: the only place elsewhere that a page may fetch from.
    """
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes)}".strip(),
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {images}".strip(),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


class SecurityHeaders:
    """Adds the headers to every answer; a view made to be embedded (`?vue=integree`) may be framed anywhere."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app, self.policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embedded = QueryParams(scope["query_string"]).get("vue") == "integree"
        policy = f"{self.policy}; {FRAME_ANYWHERE if embedded else FRAME}"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**FIXED, "Content-Security-Policy": policy})
            await send(message)

        await self.app(scope, receive, send_with_headers)
