"""Text as pages show it: ordinals with real superscripts, a unit once."""

import re
from collections.abc import Iterable
from typing import Any

from dash import html

from observatory.catalogue import Indicator
from observatory.figures.words import short
from observatory.statistics.french import typeset

_ORDINAL = re.compile("(ᵉʳ|ʳᵉ|ᵉ)")


def with_superscripts(text: str) -> list[Any]:
    """`9ᵉ` -> 9 and a superscript e, whatever the font has."""
    parts = _ORDINAL.split(text)
    return [html.Sup(part.replace("ᵉ", "e").replace("ʳ", "r")) if i % 2 else part for i, part in enumerate(parts)]


def with_ends(ends: Iterable[tuple[str, str]]) -> list[html.Span]:
    """The lowest and the highest value of a small map, a line each; nothing where too few are sure."""
    return [
        html.Span([f"{word} ", html.B(text), f" · {who}"]) for word, (text, who) in zip(("de", "à"), ends, strict=False)
    ]


SIGN = 2
"""Letters up to which a unit is a sign, which a number always wears: `13,0 %`, `2,8 km`."""


def is_told(indicator: Indicator) -> bool:
    """Whether the title tells the unit already: `Infirmiers libéraux, pour 100 000 habitants`."""
    return len(indicator.unit) > SIGN and typeset(indicator.unit).lower() in typeset(indicator.title).lower()


def beside_its_title(text: str, indicator: Indicator) -> str:
    """A value on a line that is named: `138 pour 100 000 habitants` -> `138` where the title tells the rest."""
    return short(text) if is_told(indicator) else text
