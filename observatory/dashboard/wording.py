"""Text as pages show it: dates, and ordinals with real superscripts."""

import re
from typing import Any

from dash import html

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_ORDINAL = re.compile("(ᵉʳ|ʳᵉ|ᵉ)")


def day(timestamp: str) -> str:
    """`2026-03-02T10:11:12` -> `2 mars 2026`."""
    year, month, rest = timestamp[:10].split("-")
    return f"{'1ᵉʳ' if rest == '01' else int(rest)} {MONTHS[int(month) - 1]} {year}"


def with_superscripts(text: str) -> list[Any]:
    """`9ᵉ` -> 9 and a superscript e, whatever the font has."""
    parts = _ORDINAL.split(text)
    return [html.Sup(part.replace("ᵉ", "e").replace("ʳ", "r")) if i % 2 else part for i, part in enumerate(parts)]
