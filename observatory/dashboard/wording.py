"""Text as pages show it: ordinals with real superscripts."""

import re
from typing import Any

from dash import html

_ORDINAL = re.compile("(ᵉʳ|ʳᵉ|ᵉ)")


def with_superscripts(text: str) -> list[Any]:
    """`9ᵉ` -> 9 and a superscript e, whatever the font has."""
    parts = _ORDINAL.split(text)
    return [html.Sup(part.replace("ᵉ", "e").replace("ʳ", "r")) if i % 2 else part for i, part in enumerate(parts)]
