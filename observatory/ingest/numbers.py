"""From the text of a cell to a number and a status, or the reason why it is neither."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, repeat

import numpy as np
import numpy.typing as npt

from observatory.ingest.table import Texts, matches

THOUSANDS = "[ \u00a0\u202f]"
PLAIN = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", ",": "."})
"""From a number as it is written to one that Python reads."""
NUMBERS = {
    mark: re.compile(rf"[+-]?(\d+|\d{{1,3}}({THOUSANDS}\d{{3}})+)({re.escape(mark)}\d+)?", re.ASCII)
    for mark in (".", ",")
}
USUAL = {mark: rf"\d+({re.escape(mark)}\d+)?" for mark in (".", ",")}
"""How most numbers are written: they are read all together."""
RANKS = ("valeur", "estime", "absent", "secret", "non_disponible")
"""Statuses from the surest down: a sum has the last status of its parts."""
REFUSED = RANKS.index("non_disponible")
Ranks = npt.NDArray[np.int8]
"""Places in RANKS."""


@dataclass(frozen=True)
class Cells:
    """One column: `values` (NaN without one), `ranks`, `reasons` (an empty text where sound)."""

    values: npt.NDArray[np.float64]
    ranks: Ranks
    reasons: Texts


def parse(texts: Texts, marks: Mapping[str, str], decimal: str, low: float, high: float) -> Cells:
    """Read a column under its declaration. Each distinct text is read once."""
    distinct, size, said = texts.distinct, len(texts.distinct), {"": 0}
    values, ranks, why = np.full(size, np.nan), np.zeros(size, dtype=np.int8), np.zeros(size, dtype=np.int64)
    usual = ~np.fromiter(map(marks.__contains__, distinct), dtype=bool, count=size)
    usual[usual] = matches(USUAL[decimal], list(compress(distinct, usual)))
    values[usual] = list(map(float, map(str.replace, compress(distinct, usual), repeat(decimal), repeat("."))))
    for place in np.flatnonzero(~((values >= low) & (values <= high))).tolist():
        values[place], ranks[place], reason = _cell(distinct[place], marks, decimal, low, high)
        why[place] = said.setdefault(reason, len(said))
    return Cells(values[texts.places], ranks[texts.places], Texts(why[texts.places], list(said)))


def under(cells: Cells, statuses: Texts, marks: Mapping[str, str]) -> Cells:
    """The same column where another one says what each value is worth; a text that is not declared is refused."""
    ranks = np.array([RANKS.index(marks.get(text, "non_disponible")) for text in statuses.distinct], dtype=np.int8)
    unknown = np.array([text not in marks for text in statuses.distinct], dtype=bool)[statuses.places]
    said = ranks[statuses.places]
    hidden = said > RANKS.index("estime")
    reasons = [*cells.reasons.distinct, "statut que la source ne déclare pas"]
    why = np.where(unknown, len(reasons) - 1, np.where(hidden, 0, cells.reasons.places))
    values, worst = np.where(hidden, np.nan, cells.values), np.where(hidden, said, np.maximum(said, cells.ranks))
    return Cells(values, worst, Texts(why, reasons))


def _cell(plain: str, marks: Mapping[str, str], decimal: str, low: float, high: float) -> tuple[float, int, str]:
    """(value, place of the status in RANKS, reason of a refusal)."""
    if plain in marks:
        return math.nan, RANKS.index(marks[plain]), ""
    if NUMBERS[decimal].fullmatch(plain):
        value = float(plain.translate(PLAIN))
    else:
        return math.nan, REFUSED, _why_not(plain, decimal)
    if value < low:
        return math.nan, REFUSED, "valeur négative" if low == 0 else f"valeur sous le minimum déclaré ({low:g})"
    if value > high:
        return math.nan, REFUSED, f"valeur au-dessus du maximum déclaré ({high:g})"
    return value, 0, ""


def _why_not(plain: str, decimal: str) -> str:
    if not plain:
        return "cellule vide, que la source ne déclare pas"
    other = "," if decimal == "." else "."
    if NUMBERS[other].fullmatch(plain):
        said = {",": "une virgule", ".": "un point"}
        return f"nombre écrit avec {said[other]}, alors que la source déclare {said[decimal]}"
    return "ni un nombre ni une marque déclarée"
