"""The directives that stand for a figure in a sentence, and that claims compare: each is a number and its words.

valeur     taux-foyers-rsa                                       4,8 %
part       foyers-rsa niveau=canton premiers=2                   48 %, of the collectivité's total
rang       taux-foyers-rsa niveau=canton territoire=4199         1ᵉʳ
ecart      taux-foyers-rsa niveau=canton territoire=1er          5,0 points de plus
rapport    taux-foyers-rsa niveau=canton territoire=1er avec=dernier      5,2
variation  taux-foyers-rsa depuis=2020                           en baisse de 0,3 point
compte     taux-foyers-rsa niveau=canton plus-que=tout           4 cantons et villes
annee      taux-foyers-rsa                                       2024
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from observatory.atlas.answers import Answers, Missing, Territory
from observatory.atlas.grammar import Directive
from observatory.atlas.selection import EVERYTHING, Asked, asked, ordered_codes, row_of, selected
from observatory.atlas.trends import both_sayable, cells_over_time, comparable_year
from observatory.figures.words import FEMININE
from observatory.statistics.cell import cell_of
from observatory.statistics.evolution import change
from observatory.statistics.french import capital
from observatory.statistics.numbers import gap, number, ordinal, rounded, with_unit
from observatory.statistics.ranking import common
from observatory.statistics.sentences import change_words

WHERE = ("niveau", "periode", "territoire")


@dataclass(frozen=True)
class Quantity:
    """`value` is what a claim compares, `text` what a reader reads."""

    value: float
    text: str


def quantity(directive: Directive, answers: Answers) -> Quantity:
    """The figure a directive stands for; the directive's name is one of QUANTITIES."""
    options, evaluate = QUANTITIES[directive.name]
    directive.allow(1, options)
    with directive.located():
        return evaluate(directive, answers)


def _value(directive: Directive, answers: Answers) -> Quantity:
    question, territory = _target(directive, answers)
    value = _said(directive, territory, question, answers)
    return Quantity(value, answers.text(question.indicator.slug, {"value": value}))


def _share(directive: Directive, answers: Answers) -> Quantity:
    """Of a count: what some territories hold of the collectivité's total."""
    question = _levelled(directive, answers)
    if question.indicator.kind != "count":
        raise directive.error("« part » se dit d'un effectif (kind = \"count\"), qui s'additionne")
    if directive.option("premiers"):
        codes = ordered_codes(question, answers)[: int(directive.option("premiers"))]
        held = [answers.territory(question.level, code) for code in codes]
    else:
        held = [selected(one, question, answers) for one in directive.option("territoire", "1er").split(",")]
    total = row_of(answers.whole, question, answers)["value"]
    percent = 100 * sum(_said(directive, one, question, answers) for one in held) / total
    return Quantity(percent, with_unit(percent, "%"))


def _rank(directive: Directive, answers: Answers) -> Quantity:
    question, territory = _target(directive, answers)
    rank = row_of(territory, question, answers)["rank"]
    if pd.isna(rank):
        raise directive.error(f"{territory.plain} n'a pas de rang : sa valeur est fragile")
    return Quantity(float(rank), ordinal(int(rank), question.level in FEMININE))


def _gap(directive: Directive, answers: Answers) -> Quantity:
    question, territory = _target(directive, answers)
    other = selected(directive.option("avec", EVERYTHING), question, answers)
    here, there = (_said(directive, one, question, answers) for one in (territory, other))
    one = question.indicator
    return Quantity(here - there, gap(here, there, one.unit, one.decimals))


def _times(directive: Directive, answers: Answers) -> Quantity:
    """How many times the other value, from the two figures as they are shown."""
    question, territory = _target(directive, answers)
    other = selected(directive.option("avec", EVERYTHING), question, answers)
    decimals = question.indicator.decimals
    here, there = (float(rounded(_said(directive, one, question, answers), decimals)) for one in (territory, other))
    if there <= 0:
        raise Missing(
            f"« {question.indicator.slug} » : un rapport à {other.plain}, qui vaut {there:g}, n'a pas de sens"
        )
    times = here / there
    return Quantity(times, number(times, 0 if times >= 10 or abs(times - round(times)) < 0.05 else 1))


def _variation(directive: Directive, answers: Answers) -> Quantity:
    """Since `depuis`, by default the earliest comparable year within twelve."""
    question, territory = _target(directive, answers)
    cells = cells_over_time(question.indicator.slug, territory, answers)
    since = _earlier(directive, question, answers)
    if not both_sayable(cells, question.period, since):
        raise Missing(f"« {question.indicator.slug} » : pas d'évolution depuis {since} pour {territory.plain}")
    later, before = cells[question.period], cells[since]
    value = float(change(later.known, before.known, question.indicator.unit))
    return Quantity(value, change_words(question.indicator, later, before))


def _since(directive: Directive, answers: Answers) -> Quantity:
    """The year from which `variation` is told."""
    since = _earlier(directive, asked(directive, answers), answers)
    return Quantity(since, str(since))


def _earlier(directive: Directive, question: Asked, answers: Answers) -> int:
    """The year asked for, or the one that an evolution is told from; Missing where there is none."""
    if directive.option("depuis"):
        return answers.period(question.indicator.slug, question.level, directive.option("depuis"))
    found = comparable_year(question, answers)
    if found is None:
        raise Missing(f"« {question.indicator.slug} » n'a pas d'année à laquelle comparer {question.period}")
    return found


def _count(directive: Directive, answers: Answers) -> Quantity:
    """How many territories, fragile ones aside, are above or below a value or the collectivité's."""
    question = _levelled(directive, answers)
    frame = answers.cells(question.indicator.slug, question.level, question.period)
    values = frame.loc[frame["rank"].notna(), "value"]
    above, below = directive.option("plus-que"), directive.option("moins-que")
    if bool(above) == bool(below):
        raise directive.error("plus-que=… ou moins-que=…, l'un des deux : un nombre, ou « tout »")
    bound = _bound(directive, above or below, question, answers)
    count = int((values > bound).sum() if above else (values < bound).sum())
    plural = common(str(answers.levels.at[question.level, "plural"]))
    return Quantity(count, with_unit(count, plural))


def _bound(directive: Directive, text: str, question: Asked, answers: Answers) -> float:
    if text == EVERYTHING:
        return float(row_of(answers.whole, question, answers)["value"])
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise directive.error(f"« {text} » : un nombre ou « tout » était attendu") from error


def _year(directive: Directive, answers: Answers) -> Quantity:
    question = asked(directive, answers)
    return Quantity(question.period, str(question.period))


def _levelled(directive: Directive, answers: Answers) -> Asked:
    """A question about the territories of a level, whichever are selected."""
    slug = directive.words[0]
    level = answers.level(slug, directive.level)
    return Asked(answers.indicator(slug), level, answers.period(slug, level, directive.option("periode", "latest")))


def _target(directive: Directive, answers: Answers) -> tuple[Asked, Territory]:
    question = asked(directive, answers)
    return question, selected(directive.option("territoire", EVERYTHING), question, answers)


def _said(directive: Directive, territory: Territory, question: Asked, answers: Answers) -> float:
    """A value that a sentence may state: never a fragile one."""
    row = row_of(territory, question, answers)
    if not cell_of(question.indicator.slug, row).sayable:
        raise directive.error(f"la valeur de {territory.plain} est fragile : aucune phrase ne repose sur elle")
    return float(row["value"])


Evaluate = Callable[[Directive, Answers], Quantity]
QUANTITIES: dict[str, tuple[tuple[str, ...], Evaluate]] = {
    "valeur": (WHERE, _value),
    "part": ((*WHERE, "premiers"), _share),
    "rang": (WHERE, _rank),
    "ecart": ((*WHERE, "avec"), _gap),
    "rapport": ((*WHERE, "avec"), _times),
    "variation": ((*WHERE, "depuis"), _variation),
    "depuis": ((*WHERE, "depuis"), _since),
    "compte": ((*WHERE, "plus-que", "moins-que"), _count),
    "annee": (WHERE, _year),
}
"""Name -> the options it knows, and how it is worked out."""


def place_name(directive: Directive, answers: Answers) -> str:
    """`{{ nom dans }}`: the collectivité; `{{ nom dans taux-foyers-rsa niveau=canton territoire=1er }}`: another."""
    directive.allow((1, 2), (*WHERE, "majuscule"))
    forms = {"le": "subject", "de": "of", "a": "to", "dans": "inside", "que": "than"}
    form = directive.words[0]
    if form != "nu" and form not in forms:
        raise directive.error(f"forme inconnue : « {form} ». Formes possibles : nu, {', '.join(forms)}.")
    with directive.located():
        territory = _named(directive, answers)
    text = territory.plain if form == "nu" else str(getattr(territory.name, forms[form]))
    return capital(text) if directive.option("majuscule") == "oui" else text


def _named(directive: Directive, answers: Answers) -> Territory:
    if len(directive.words) == 2:
        question = asked(directive, answers, word=1)
        return selected(directive.option("territoire", EVERYTHING), question, answers)
    if directive.option("territoire"):
        return answers.territory(directive.option("niveau", "commune"), directive.option("territoire"))
    return answers.whole
