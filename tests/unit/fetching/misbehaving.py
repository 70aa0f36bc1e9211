"""A small HTTP server on this machine whose every answer is scripted, most of them badly."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Play = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """Plays one `Play` per request, the last one for ever; `asked` holds the headers of each request."""

    address: str
    port: int
    plays: list[Play] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append(dict(self.headers))
            self.close_connection = True
            play = server.plays.pop(0) if len(server.plays) > 1 else server.plays[0]
            play(self)

        def log_message(self, *_: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    port = listener.server_address[1]
    server = Server(f"http://127.0.0.1:{port}/donnees/caf_2025.csv", port)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def answer(status: int, headers: dict[str, str], body: bytes = b"") -> Play:
    """Exactly these headers and bytes, whatever they say of each other."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return play


def whole(body: bytes, **headers: str) -> Play:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(200, {"Content-Length": str(len(body)), **named}, body)


def cut(body: bytes, at: int, **headers: str) -> Play:
    """The length of the whole body, and its first bytes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(200, {"Content-Length": str(len(body)), **named}, body[:at])


def rest(body: bytes, start: int, total: int | None = None, **headers: str) -> Play:
    """The end of a body, as an answer to Range."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    told = f"bytes {start}-{len(body) - 1}/{total or len(body)}"
    return answer(206, {"Content-Length": str(len(body) - start), "Content-Range": told, **named}, body[start:])


def redirect(address: str) -> Play:
    return answer(302, {"Location": address, "Content-Length": "0"})


def drip(body: bytes, pause: float) -> Play:
    """One byte at a time."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        answer(200, {"Content-Length": str(len(body))})(handler)
        for byte in body:
            time.sleep(pause)
            try:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
            except OSError:
                return

    return play


def silence(seconds: float) -> Play:
    return lambda _: time.sleep(seconds)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Not even a status line."""


def packed(body: bytes, cut_at: int | None = None) -> Play:
    """A gzip that nobody asked for, its length told right even when it is cut."""
    content = gzip.compress(body)[:cut_at]
    return answer(200, {"Content-Length": str(len(content)), "Content-Encoding": "gzip"}, content)
