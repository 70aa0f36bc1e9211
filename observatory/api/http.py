"""What every answer shares: an ETag, a caching rule, one JSON form; and answers kept ready for one build."""

import hashlib
import json
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import brotli
import numpy as np
import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

IMMUTABLE = "public, max-age=31536000, immutable"
"""For an address that holds a hash of what it serves."""
REVALIDATED = "public, no-cache"
"""For an address whose content may change: kept, and asked about every time."""
QUALITY = 9
"""Brotli: a tenth smaller than on the fly, and done once."""


@dataclass(frozen=True)
class Packed:
    """A body, compressed once."""

    brotli: bytes
    media_type: str
    etag: str
    filename: str | None = None
    """The name of what is taken away, in ASCII."""

    @classmethod
    def of(cls, body: bytes, media_type: str, filename: str | None = None, quality: int = QUALITY) -> "Packed":
        # weak: the same tag stands for the body and for its compressed forms
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
        return cls(brotli.compress(body, quality=quality), media_type, etag, filename)


def answer(request: Request, packed: Packed, caching: str) -> Response:
    """The body in brotli where it is accepted, as it is otherwise; 304 when the reader has it already."""
    headers = {"ETag": packed.etag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if packed.filename:
        headers["Content-Disposition"] = f'attachment; filename="{packed.filename}"'
    if packed.etag in [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        return Response(packed.brotli, media_type=packed.media_type, headers={**headers, "Content-Encoding": "br"})
    return Response(brotli.decompress(packed.brotli), media_type=packed.media_type, headers=headers)


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8; NaN is refused: what is missing is null."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain).encode()


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts of plain Python values, what is missing as None."""
    rows = frame.to_dict("records")
    return [{str(name): None if _missing(value) else value for name, value in row.items()} for row in rows]


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value))


def _plain(value: object) -> object:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} n'a pas de forme en JSON")


class Kept:
    """The latest answers of the served build, at most `size`; another build forgets them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._build = ""
        self._answers: OrderedDict[Hashable, Packed] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, build: str, key: Hashable, make: Callable[[], Packed]) -> Packed:
        found = self._find(build, key)
        return found if found is not None else self._keep(build, key, make())

    def _find(self, build: str, key: Hashable) -> Packed | None:
        with self._lock:
            if build != self._build:
                self._build, self._answers = build, OrderedDict()
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, build: str, key: Hashable, packed: Packed) -> Packed:
        with self._lock:
            if build == self._build:
                self._answers[key] = packed
            while len(self._answers) > self.size:
                self._answers.popitem(last=False)
        return packed
