"""How a figure changed: from which year it may be told, and in which words."""

import math

from observatory.atlas.answers import Answers, Territory
from observatory.atlas.selection import Asked
from observatory.catalogue import Indicator
from observatory.statistics.cell import Cell, cell_of
from observatory.statistics.evolution import change, earlier_period
from observatory.statistics.numbers import distance, rounded


def cells_over_time(slug: str, territory: Territory, answers: Answers) -> dict[int, Cell]:
    """Year -> cell."""
    return {year: cell_of(slug, row) for year, row in answers.rows(slug, territory).items()}


def comparable_year(question: Asked, answers: Answers) -> int | None:
    """The earliest year within twelve that no break in the sources parts from the year asked for."""
    slug, level = question.indicator.slug, question.level
    return earlier_period(answers.available[slug, level], question.period, answers.breaks(slug))


def trend(question: Asked, territory: Territory, answers: Answers) -> str:
    """`en hausse de 0,4 point depuis 2020`; nothing where an evolution means nothing or cannot be told."""
    since = comparable_year(question, answers)
    cells = cells_over_time(question.indicator.slug, territory, answers)
    if question.indicator.kind == "evolution" or since is None or not both_sayable(cells, question.period, since):
        return ""
    return f"{change_words(question.indicator, cells[question.period], cells[since])} depuis {since}"


def both_sayable(cells: dict[int, Cell], later: int, before: int) -> bool:
    return all(year in cells and cells[year].sayable for year in (later, before))


def change_words(indicator: Indicator, later: Cell, before: Cell) -> str:
    """`en hausse de 0,4 point`; `stable` where roundings alone could part the two, or where they show the same."""
    within = abs(later.known - before.known) <= math.hypot(later.margin, before.margin)
    if within or rounded(later.known, indicator.decimals) == rounded(before.known, indicator.decimals):
        return "stable"
    way = "hausse" if change(later.known, before.known, indicator.unit) > 0 else "baisse"
    return f"en {way} de {distance(later.known, before.known, indicator.unit, indicator.decimals)}"
