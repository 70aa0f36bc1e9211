"""What a figure says, in plain French and by rule: value, gap to the collectivité, rank, evolution.

Every sentence carries the cells it rests on. Of a secret, absent or fragile cell, it says only that nothing is said.
"""

import math
import re
from dataclasses import dataclass

from observatory.catalogue import Indicator
from observatory.statistics.cell import Cell, CellKey
from observatory.statistics.french import Name, capital, typeset
from observatory.statistics.numbers import (
    SPACE,
    agreed,
    direction,
    distance,
    gap,
    is_share,
    number,
    ordinal,
    rounded,
    with_unit,
)
from observatory.statistics.ranking import Standing

_UNSAYABLE = {
    "secret": "la valeur est couverte par le secret statistique",
    "absent": "le producteur ne publie pas cette donnée",
    "non_disponible": "cette donnée ne peut pas être calculée à ce niveau",
}
STABLE = "stable"
_FRAGILE = "les effectifs sont trop petits pour commenter cette valeur"
_VALUE = re.compile(r"\{value\}(?: ([^,.;:()!?]*))?")

_POUR = re.compile(r"(?:^| )pour ")
_TERRITORY = re.compile(r"(?:\b(de|à|dans|que) )?\{territory\}", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    text: str
    cells: tuple[CellKey, ...]


@dataclass(frozen=True)
class Figure:
    """One indicator in one territory, with what it may be compared with."""

    indicator: Indicator
    name: Name
    cell: Cell
    reference: Cell | None = None
    """The cell of the collectivité that contains the territory, same indicator and period."""
    reference_name: Name | None = None
    standing: Standing | None = None
    earlier: Cell | None = None
    """The same territory, in an earlier period that may be compared: no break in the series between the two."""
    spread: float | None = None
    """Standard deviation of the comparable cells of the level."""


def sentences(figure: Figure) -> tuple[Sentence, ...]:
    """All that can be said: the value and its gap, then the rank, then the evolution."""
    told = (value_and_gap(figure), rank(figure), evolution(figure))
    return tuple(sentence for sentence in told if sentence is not None)


def value_and_gap(figure: Figure) -> Sentence:
    """`Blois : 9,2 % des ménages perçoivent le RSA fin 2024, soit 4,4 points de plus que le Loir-et-Cher (4,8 %).`"""
    if not figure.cell.sayable:
        return unsayable(figure)
    clause = _gap_clause(figure)
    text = reading(figure).removesuffix(".") + clause
    if figure.cell.quality == "prudence":
        text += " (valeur à lire avec prudence)"
    compared = (figure.reference.key,) if clause and figure.reference else ()
    return Sentence(text + ".", (figure.cell.key, *compared))


def unsayable(figure: Figure) -> Sentence:
    """`Oisly : la valeur est couverte par le secret statistique.`"""
    reason = _UNSAYABLE.get(figure.cell.status, _FRAGILE)
    return Sentence(typeset(f"{capital(figure.name.subject)} : {reason}."), (figure.cell.key,))


def reading(figure: Figure) -> str:
    """The indicator's declared reading: words agree with the number they follow, prepositions with the name.

    `À {territory}` becomes `Au Controis-en-Sologne`, `Dans le canton de Blois`, `En Loir-et-Cher`.
    """
    indicator, cell = figure.indicator, figure.cell
    shown = ("environ " if cell.status == "estime" else "") + number(cell.known, indicator.decimals)
    value = float(rounded(cell.known, indicator.decimals))
    filled = _VALUE.sub(lambda found: _with_words(shown, found[1], value), indicator.reading)
    filled = _TERRITORY.sub(lambda found: _placed(figure.name, found[1]), filled)
    filled = re.sub(r"\b(d|qu)e (?=environ )", r"\1’", filled).replace("{period}", str(cell.key.period))
    return capital(typeset(filled))


def _placed(name: Name, preposition: str | None) -> str:
    forms = {"de": name.of, "à": name.inside, "dans": name.inside, "que": name.than}
    return forms[preposition.lower()] if preposition else name.subject


def _with_words(shown: str, words: str, value: float) -> str:
    return shown + SPACE + agreed(value, words) if words else shown


def _gap_clause(figure: Figure) -> str:
    reference, name = figure.reference, figure.reference_name
    if not comparable(figure) or reference is None or name is None:
        return ""
    indicator, there = figure.indicator, _written(figure, reference)
    if gap_direction(figure):
        if rounded(figure.cell.known, indicator.decimals) == 0 and not is_share(indicator.unit):
            return f", contre {there} {name.inside}"
        apart = gap(figure.cell.known, reference.known, indicator.unit, indicator.decimals)
        return f", soit {apart} {name.than} ({there})"
    if _direction(indicator, figure.cell, reference) == 0:
        return f", comme {name.inside}"
    return f", un niveau proche de celui {name.of} ({there})"


def comparable(figure: Figure) -> bool:
    """True where a gap means something: a count of a part is always under the count of the whole."""
    reference = figure.reference
    if figure.indicator.kind == "count" or reference is None or figure.reference_name is None:
        return False
    return figure.cell.sayable and reference.sayable and figure.cell.key != reference.key


def gap_direction(figure: Figure) -> int:
    """1 above the collectivité, -1 below, 0 where they show the same or where roundings alone could part them."""
    if figure.reference is None or not comparable(figure):
        return 0
    return _beyond_margins(figure.indicator, figure.cell, figure.reference)


def _beyond_margins(indicator: Indicator, cell: Cell, other: Cell) -> int:
    if abs(cell.known - other.known) <= math.hypot(cell.margin, other.margin):
        return 0
    return _direction(indicator, cell, other)


def _direction(indicator: Indicator, cell: Cell, other: Cell) -> int:
    return direction(cell.known, other.known, indicator.decimals)


def _written(figure: Figure, cell: Cell) -> str:
    """The value without the `pour 1 000 habitants` that the sentence has said."""
    return with_unit(cell.known, _POUR.split(figure.indicator.unit)[0], figure.indicator.decimals)


def rank(figure: Figure) -> Sentence | None:
    """`C’est la 9ᵉ valeur la plus élevée parmi 183 communes comparables.`; from the lowest where the gap says so."""
    standing = figure.standing
    if not figure.cell.sayable or standing is None or standing.count < 2:
        return None
    among = f"parmi {with_unit(standing.count, standing.plural)} comparables"
    if standing.tied == standing.count - 1:
        return Sentence(f"La valeur est la même {among}.", (figure.cell.key,))
    high = (gap_direction(figure) or standing.from_lowest - standing.rank) >= 0
    place = standing.rank if high else standing.from_lowest
    words = ("" if place == 1 else ordinal(place) + SPACE) + f"valeur la plus {'élevée' if high else 'faible'}"
    shared = f", à égalité avec {with_unit(standing.tied, 'autres')}" if standing.tied else ""
    return Sentence(f"C’est la {words} {among}{shared}.", (figure.cell.key,))


def evolution(figure: Figure) -> Sentence | None:
    """`Depuis 2020 (8,0 %), la valeur est en hausse de 1,2 point.` or `Depuis 2021, la valeur est stable.`

    None for an indicator that is itself an evolution.
    """
    earlier, way = figure.earlier, trend(figure.indicator, figure.cell, figure.earlier)
    if earlier is None or way is None:
        return None
    before = "" if way == STABLE else f" ({_written(figure, earlier)})"
    return Sentence(f"Depuis {earlier.key.period}{before}, la valeur est {way}.", (figure.cell.key, earlier.key))


def trend_since(indicator: Indicator, cell: Cell, earlier: Cell | None) -> str | None:
    """`en hausse de 1,2 point depuis 2020`; None as for `evolution`."""
    way = trend(indicator, cell, earlier)
    return f"{way} depuis {earlier.key.period}" if way and earlier else None


def trend(indicator: Indicator, cell: Cell, earlier: Cell | None) -> str | None:
    """`en hausse de 1,2 point`; None as for `evolution`."""
    if earlier is None or indicator.kind == "evolution" or not (cell.sayable and earlier.sayable):
        return None
    return change_words(indicator, cell, earlier)


def change_words(indicator: Indicator, later: Cell, earlier: Cell) -> str:
    """`en hausse de 1,2 point`; STABLE where roundings alone could part two sayable cells, or they show the same."""
    way = _beyond_margins(indicator, later, earlier)
    if way == 0:
        return STABLE
    apart = distance(later.known, earlier.known, indicator.unit, indicator.decimals)
    return f"en {'hausse' if way > 0 else 'baisse'} de {apart}"
