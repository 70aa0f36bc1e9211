"""Maps and rankings: the territories of one level, in one year."""

from collections.abc import Mapping
from typing import Any

from observatory.atlas.answers import WHOLE, Answers, Missing
from observatory.atlas.blocks import Bar, MapBlock, RankingBlock
from observatory.atlas.grammar import Directive
from observatory.atlas.inline_map import look_of, looks
from observatory.atlas.selection import Asked
from observatory.figures.choice import Choice
from observatory.figures.svg_map import zeros
from observatory.figures.words import short
from observatory.statistics.french import capital, typeset
from observatory.statistics.numbers import number
from observatory.statistics.ranking import common

ALL = 18
"""Up to that many territories, a ranking lists every one."""
SHOWN = 12


def map_of(directive: Directive, answers: Answers) -> MapBlock:
    directive.allow(1, ("niveau", "periode", "classes", "methode", "ecart", "seuils"))
    question = levelled(directive, answers)
    choice = Choice.read({key: value for key, value in directive.options if key not in ("niveau", "periode")})
    return map_block(question, choice, answers)


def map_block(question: Asked, choice: Choice, answers: Answers) -> MapBlock:
    view = answers.view(question.indicator.slug, question.level, question.period, choice)
    title = str(answers.levels.at[question.level, "title"])
    return MapBlock(view, answers.geometry(question.level), common(title), choice, _counts(question, answers))


def _counts(question: Asked, answers: Answers) -> tuple[str, str] | None:
    one = question.indicator
    if one.kind != "ratio" or one.denominator is None:
        return None
    titles = answers.data(one.slug, question.level, question.period).measures.set_index("measure")["title"]
    return typeset(str(titles[one.numerator.terms[0][0]])), typeset(str(titles[one.denominator.terms[0][0]]))


def levelled(directive: Directive, answers: Answers, word: int = 0) -> Asked:
    """A question about the territories of a level; Missing where only the collectivité has values."""
    slug = directive.words[word]
    level = answers.level(slug, directive.level)
    if level == WHOLE:
        raise Missing(f"« {slug} » n'a de valeur que pour {answers.facts['subject']} entier")
    return Asked(answers.indicator(slug), level, answers.period(slug, level, directive.option("periode", "latest")))


def ranking(directive: Directive, answers: Answers) -> RankingBlock:
    directive.allow(1, ("niveau", "periode", "n", "sens"))
    question = levelled(directive, answers)
    view = map_block(question, Choice(), answers).view
    names = dict(zip(*(answers.geometry(question.level)[part] for part in ("codes", "names")), strict=True))
    ranked = sorted((c for c in view["cells"] if c["rank"]), key=lambda c: (c["rank"], names[c["code"]]))
    if not ranked:
        raise Missing(f"« {question.indicator.slug} » n'a pas de valeur classée au niveau {question.level}")
    lowest_first = directive.option("sens") == "croissant"
    count = int(directive.option("n") or (len(ranked) if len(ranked) <= ALL else SHOWN))
    shown = ranked[: -count - 1 : -1] if lowest_first else ranked[:count]
    title = capital(str(answers.levels.at[question.level, "plural"]))
    note = _ranking_note(len(shown), len(ranked), len(view["cells"]), "basses" if lowest_first else "hautes")
    return RankingBlock(title, f"{view['title']}, {view['period']}", _bars(shown, ranked, view, names), note)


def _ranking_note(shown: int, ranked: int, cells: int, extreme: str) -> str:
    """How many are ranked, and how many could not be."""
    first = f"Les {number(shown)} valeurs les plus {extreme}, sur {number(ranked)}. " if shown < ranked else ""
    apart = cells - ranked
    if apart == 1:
        return first + "Une valeur fragile ou manquante n’est pas classée."
    return first + (f"{number(apart)} valeurs fragiles ou manquantes ne sont pas classées." if apart else "")


def _bars(
    shown: list[Mapping[str, Any]], ranked: list[Mapping[str, Any]], view: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[Bar, ...]:
    """From a zero that all share."""
    low, high = min(0.0, ranked[-1]["value"]), max(0.0, ranked[0]["value"])
    room, of_class, zeros_apart = high - low or 1, looks(view), zeros(view) > 0

    def bar(cell: Mapping[str, Any]) -> Bar:
        look = "sequential-6" if view["drawing"] == "circles" else look_of(cell, view, of_class, zeros_apart)
        start, length = 100 * (min(0.0, cell["value"]) - low) / room, 100 * abs(cell["value"]) / room
        return Bar(names[cell["code"]], short(cell["text"]), look, start, length, view["level"], cell["code"])

    return tuple(map(bar, shown))
