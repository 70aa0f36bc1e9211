"""Which territories a directive is about: a code, a rank, the collectivité itself.

tout                 the collectivité (the default)
1er, 2e, 3e          by rank, the highest value first; fragile values have no rank
dernier, avant-dernier, 3e-dernier    from the lowest
41018                a code of the level
"""

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from observatory.atlas.answers import WHOLE, Answers, Missing, Territory
from observatory.atlas.grammar import Directive
from observatory.catalogue import Indicator

EVERYTHING = "tout"
_FROM_TOP = re.compile(r"(\d+)(?:er|re|e)")
_FROM_BOTTOM = re.compile(r"(?:(avant|\d+e)-)?dernier")


@dataclass(frozen=True)
class Asked:
    """An indicator at one level and year."""

    indicator: Indicator
    level: str
    period: int


def asked(directive: Directive, answers: Answers, word: int = 0) -> Asked:
    """From the slug and the options `niveau` and `periode`; the collectivité's own level when no territory is told."""
    slug = directive.words[word]
    whole = directive.option("territoire", EVERYTHING) == EVERYTHING and not directive.option("niveau")
    level = answers.level(slug, WHOLE if whole else directive.level)
    period = answers.period(slug, level, directive.option("periode", "latest"))
    return Asked(answers.indicator(slug), level, period)


def selected(selector: str, question: Asked, answers: Answers) -> Territory:
    """One territory; Missing where no value has that rank, UnknownValue for a code that does not exist."""
    if selector == EVERYTHING:
        return answers.whole
    rank = _rank(selector)
    if rank is None:
        return answers.territory(question.level, selector)
    ordered = ordered_codes(question, answers)
    if len(ordered) < abs(rank) or question.level == WHOLE:
        raise Missing(f"« {question.indicator.slug} » n'a pas de rang {selector} au niveau {question.level}")
    return answers.territory(question.level, ordered[rank - 1 if rank > 0 else rank])


def ordered_codes(question: Asked, answers: Answers) -> list[str]:
    """Ranked territories, highest first; those that tie in the order of their names."""
    frame = answers.cells(question.indicator.slug, question.level, question.period)
    ranked = frame[frame["rank"].notna()].reset_index(drop=True)
    return [str(code) for code in ranked.sort_values(["rank", "name"])["code"]]


def row_of(territory: Territory, question: Asked, answers: Answers) -> dict[str, Any]:
    """The territory's cell, with its rank; Missing where it has no value."""
    frame = answers.cells(question.indicator.slug, territory.level, _period(territory, question, answers))
    row = {str(name): value for name, value in frame.loc[territory.code].items()}
    if pd.isna(row["value"]):
        raise Missing(f"« {question.indicator.slug} » n'a pas de valeur pour {territory.plain}")
    return row


def _period(territory: Territory, question: Asked, answers: Answers) -> int:
    return answers.period(question.indicator.slug, territory.level, str(question.period))


def _rank(selector: str) -> int | None:
    """2 for `2e`, -1 for `dernier`, None for a code."""
    top, bottom = _FROM_TOP.fullmatch(selector), _FROM_BOTTOM.fullmatch(selector)
    if top:
        return int(top[1])
    if bottom:
        before = bottom[1] or "1e"
        return -2 if before == "avant" else -int(before[:-1])
    return None
