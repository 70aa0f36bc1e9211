"""How a figure changed: from which year it may be told, and in which words."""

from observatory.atlas.answers import Answers, Territory
from observatory.atlas.selection import Asked
from observatory.statistics.cell import Cell, cell_of
from observatory.statistics.evolution import earlier_period
from observatory.statistics.sentences import trend_since


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
    if since is None or question.period not in cells:
        return ""
    return trend_since(question.indicator, cells[question.period], cells.get(since)) or ""


def both_sayable(cells: dict[int, Cell], later: int, before: int) -> bool:
    return all(year in cells and cells[year].sayable for year in (later, before))
