"""Numbers as French people read them: `1 234,5`, `9,2 %`, `1 habitant`, `9ᵉ`, `0,3 point de plus`.

What is shown is rounded half away from zero on the decimal writing (2,675 -> 2,68), and a gap is the difference of the
two figures as shown, so that a reader who subtracts them finds the same answer.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NARROW = "\u202f"
"""Narrow no-break space: inside thousands, before % and before high punctuation."""
SPACE = "\u00a0"
"""No-break space: between a number and its word."""
MINUS = "\u2212"
KNOWN = 4096
"""Answers kept: a sentence, its gap and its rank say the same figure many times."""

_INVARIABLE = re.compile(
    r"accès|avis|bois|cas|concours|corps|décès|fois|logis|mois|parcours|pas|pays|relais|rendez-vous|repas|secours|temps"
)
_STOP = re.compile(
    r"/|d['’].*|à|aux?|avec|chez|dans|de|des|dont|du|en|entre|hors|moins|par|plus|pour|sans|selon|soit|sous|sur|[A-Z].*"
)
"""The words from which a unit no longer agrees with its number: `demandeurs d’emploi`, `places pour 100 enfants`."""


@lru_cache(KNOWN)
def rounded(value: float, decimals: int = 0) -> Decimal:
    """The value as it is shown, never a negative zero; ValueError for a value that is not a finite number."""
    if not math.isfinite(value):
        raise ValueError(f"{value} n'est pas un nombre : une valeur manquante se dit avec les mots de son statut.")
    shown = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(shown) if shown == 0 else shown


def number(value: float, decimals: int = 0) -> str:
    """`1 234,5`, with narrow no-break spaces and a true minus sign."""
    shown = rounded(value, decimals)
    return f"{shown:,f}".replace(",", NARROW).replace(".", ",").replace("-", MINUS)


def with_unit(value: float, unit: str, decimals: int = 0) -> str:
    """`9,2 %` or `47 219 habitants`: `unit` is written in the plural and agrees with the number shown."""
    return joined(number(value, decimals), agreed(float(rounded(value, decimals)), unit))


def joined(text: str, unit: str) -> str:
    """A written number and its unit, which no line break may part."""
    if not unit:
        return text
    gap = NARROW if is_share(unit) else SPACE
    return f"{text}{gap}{unit.replace(chr(39), '’')}"


def is_share(unit: str) -> bool:
    """Shares differ by points; other figures differ by a percentage."""
    return unit.startswith(("%", "‰"))


@lru_cache(KNOWN)
def agreed(value: float, unit: str) -> str:
    """The unit in the singular where the number shown is under 2: `1 foyer allocataire`, `0 place`."""
    if abs(value) >= 2:
        return unit
    words = unit.split(" ")
    head = next((i for i, word in enumerate(words) if _STOP.fullmatch(word)), len(words))
    return " ".join([_singular(word) for word in words[:head]] + words[head:])


def _singular(word: str) -> str:
    """Each part of a compound loses its mark of the plural: `sages-femmes`, `libéraux`, `lieux`, `ans`."""
    if not _INVARIABLE.fullmatch(word):
        return "-".join(_without_mark(part) for part in word.split("-"))
    return word


def _without_mark(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 2 and word.endswith(("s", "eaux", "eux")) and not word.endswith("ss") else word


def ordinal(rank: int, feminine: bool = False) -> str:
    """`1ᵉʳ`, `1ʳᵉ`, `9ᵉ`."""
    first = "ʳᵉ" if feminine else "ᵉʳ"
    return number(rank) + (first if rank == 1 else "ᵉ")


def gap(value: float, reference: float, unit: str, decimals: int = 0) -> str:
    """How far the value is from the reference, as both are shown.

    `4,4 points de plus` between shares; `12 % de moins`, then `2,3 fois plus` from the double, between other figures;
    `autant`.
    """
    sign = direction(value, reference, decimals)
    here, there = rounded(value, decimals), rounded(reference, decimals)
    if sign > 0 and not is_share(unit) and here >= 2 * there > 0:
        times = float(here / there)
        return f"{number(times, 0 if times >= 10 else 1)}{SPACE}fois plus"
    way = {1: " de plus", -1: " de moins"}
    return distance(value, reference, unit, decimals) + way[sign] if sign else "autant"


def direction(value: float, reference: float, decimals: int = 0) -> int:
    """1 above the reference, -1 below, 0 where both show the same."""
    here, there = rounded(value, decimals), rounded(reference, decimals)
    return (here > there) - (here < there)


def distance(value: float, reference: float, unit: str, decimals: int = 0) -> str:
    """`4,4 points` between shares, `12 %` between other figures; their difference where a percentage has no meaning."""
    here, there = rounded(value, decimals), rounded(reference, decimals)
    if is_share(unit):
        return with_unit(float(abs(here - there)), "points", decimals)
    if there <= 0 or here < 0:
        return with_unit(float(abs(here - there)), unit, decimals)
    return _percentage(float(abs(here - there) / there) * 100)


def _percentage(percent: float) -> str:
    """A whole percentage, with a decimal under 1 so that a small gap never reads as none."""
    if percent < 0.1:
        return joined("moins de 0,1", "%")
    return with_unit(percent, "%", 1 if percent < 1 else 0)
