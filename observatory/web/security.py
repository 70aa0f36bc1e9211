"""Headers that tell a browser what a page may do: load from here only, run no foreign script, be framed on purpose."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from observatory.dashboard.framed import FRAMED

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


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
    """Adds the headers to every answer; the map made to be embedded may be framed by the sites declared."""

    def __init__(self, app: ASGIApp, policy: str, framed_by: Sequence[str] = ()) -> None:
        self.app, self.policy, self.framed_by = app, policy, framed_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embedded = (scope["path"], QueryParams(scope["query_string"]).get("vue")) == FRAMED
        ancestors = " ".join(["'self'", *(self.framed_by if embedded else ())])
        policy = f"{self.policy}; frame-ancestors {ancestors}"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**FIXED, "Content-Security-Policy": policy})
            await send(message)

        await self.app(scope, receive, send_with_headers)
