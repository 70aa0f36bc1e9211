"""The words of a map: what a status is called, a value as people read it, a rank, a range."""

import re
from collections.abc import Mapping
from decimal import Decimal

from observatory.statistics.numbers import NARROW, SPACE, joined, number, ordinal, rounded, with_unit

STATUSES: Mapping[str, str] = {
    "secret": "secret statistique",
    "absent": "donnée absente",
    "non_disponible": "non disponible à ce niveau",
    "estime": "valeur estimée",
}
FRAGILE = "valeur fragile (petits effectifs ou arrondis)"
_PARTED = re.compile(r"(?P<about>environ\s)?(?P<number>[\u2212\d,\s]*\d(?:\s[%‰€])?)")
FEMININE = frozenset({"commune", "region"})


def value_text(value: float, unit: str, decimals: int, approximate: bool = False) -> str:
    """`9,2 %`, `47 219 habitants`; a census estimate of a count reads `environ 1 240 ménages`."""
    return about(value, unit) if approximate else with_unit(value, unit, decimals)


def short(text: str) -> str:
    """`environ 4 610 ménages` -> `≈ 4 610`; a sign stays: `9,2 %`."""
    found = _PARTED.match(text)
    return text if found is None else ("≈" + NARROW if found["about"] else "") + found["number"]


def about(value: float, unit: str) -> str:
    """A weighted count, to the nearest 5 under 100 and the nearest 10 above: it is an estimate, and says so."""
    return f"environ{SPACE}{with_unit(coarse(value), unit)}"


def coarse(value: float) -> float:
    step = 5 if abs(value) < 100 else 10
    return float(rounded(value / step) * Decimal(step))


def rank_text(rank: float, ranked: int, level: str) -> str:
    """`9ᵉ sur 183`."""
    return f"{ordinal(int(rank), level in FEMININE)} sur {number(ranked)}"


def range_text(low: float, high: float, unit: str, decimals: int) -> str | None:
    """`entre 8,8 et 9,6 %`, or None where the two read the same."""
    if not low < high or rounded(low, decimals) == rounded(high, decimals):
        return None
    return f"entre {number(low, decimals)} et {with_unit(high, unit, decimals)}"


def listed(words: list[str]) -> str:
    """`a, b et c`."""
    return " et ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def plural_text(count: int, one: str, many: str) -> str:
    """`1 commune`, `12 communes`."""
    return joined(number(count), one if count < 2 else many)
