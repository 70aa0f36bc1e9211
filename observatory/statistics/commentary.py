"""A territory's commentary: what sets it apart from the collectivité, then what cannot be said.

Each indicator is told once, and one indicator only of each numerator: two sentences cannot contradict each other.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from observatory.statistics.cell import CellKey
from observatory.statistics.french import Name, capital, typeset
from observatory.statistics.numbers import with_unit
from observatory.statistics.ranking import Standing
from observatory.statistics.sentences import (
    Figure,
    Sentence,
    comparable,
    evolution,
    gap_direction,
    rank,
    value_and_gap,
)

REMARKABLE = 1.0
"""A gap of one standard deviation of the territories of the level, or more,"""
WORTH = 0.05
"""and of 5 % of the collectivité's value: three territories that are alike have a small deviation."""
EXTREME = 3
"""A rank is told within the three highest or the three lowest, and the highest or lowest fifth."""
PER_THEME = 2


def commentary(name: Name, collectivite: Name, figures: Sequence[Figure], limit: int = 6) -> tuple[Sentence, ...]:
    """An opening, the most remarkable figures (each with its rank where extreme, and its evolution), a closing."""
    compared = [f for f in figures if comparable(f)]
    chosen = remarkable(compared, limit)
    told = [sentence for figure in chosen for sentence in _told(figure)]
    return (_opening(name, collectivite, compared, chosen), *told, *_closing(figures))


def remarkable(figures: Iterable[Figure], limit: int) -> list[Figure]:
    """The widest gaps first; at most two of a theme and one of a numerator."""
    themes: Counter[str] = Counter()
    numerators: set[str] = set()
    chosen: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (-gap_in_spreads(f), f.indicator.slug)):
        indicator = figure.indicator
        novel = themes[indicator.theme] < PER_THEME and indicator.numerator.measure not in numerators
        if novel and gap_in_spreads(figure) >= REMARKABLE and len(chosen) < limit:
            chosen.append(figure)
            themes[indicator.theme] += 1
            numerators.add(indicator.numerator.measure)
    return chosen


def gap_in_spreads(figure: Figure) -> float:
    """The gap to the collectivité in standard deviations of the level; 0 where it is none, uncertain or too small."""
    if not gap_direction(figure) or not figure.spread or figure.reference is None:
        return 0.0
    apart = abs(figure.cell.known - figure.reference.known)
    return apart / figure.spread if apart >= WORTH * abs(figure.reference.known) else 0.0


def _told(figure: Figure) -> list[Sentence]:
    first = value_and_gap(figure)
    opening = typeset(f"{capital(figure.name.subject)} : ")
    told = [Sentence(capital(first.text.removeprefix(opening)), first.cells)]
    place, trend = rank(figure), evolution(figure)
    if place and _extreme(figure.standing):
        told.append(place)
    return [*told, trend] if trend else told


def _extreme(standing: Standing | None) -> bool:
    if standing is None or standing.tied > EXTREME:
        return False
    return min(standing.rank, standing.from_lowest) <= min(EXTREME, standing.count / 5)


def _opening(name: Name, collectivite: Name, compared: Sequence[Figure], chosen: Sequence[Figure]) -> Sentence:
    if not compared:
        return Sentence(f"Aucune donnée ne permet de comparer {name.subject} {collectivite.to}.", ())
    pair = f"{name.subject} {collectivite.of}"
    keys = tuple(key for f in (chosen or compared) for key in _keys(f))
    if chosen:
        return Sentence(typeset(f"Ce qui distingue le plus {pair} :"), keys)
    many = f"les {with_unit(len(compared), 'indicateurs')} comparés en sont proches"
    one = "le seul indicateur comparé en est proche"
    return Sentence(typeset(f"Rien ne distingue nettement {pair} : {many if len(compared) > 1 else one}."), keys)


def _keys(figure: Figure) -> tuple[CellKey, ...]:
    return (figure.cell.key, figure.reference.key) if figure.reference else (figure.cell.key,)


def _closing(figures: Sequence[Figure]) -> tuple[Sentence, ...]:
    silent = tuple(f.cell.key for f in figures if not f.cell.sayable)
    if not silent:
        return ()
    cannot = "ne peuvent pas être commentés" if len(silent) > 1 else "ne peut pas être commenté"
    why = "secret statistique, donnée absente ou effectifs trop petits"
    return (Sentence(f"{with_unit(len(silent), 'indicateurs')} {cannot} ({why}).", silent),)
