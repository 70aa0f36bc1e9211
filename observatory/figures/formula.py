"""The arithmetic of an indicator in words."""

from collections.abc import Mapping

from observatory.catalogue import Indicator, Operand
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number

JOINS = {"same": "", "nearest": " (année la plus proche)", "interpolate": " (interpolés entre les années connues)"}


def formula(indicator: Indicator, titles: Mapping[str, str]) -> str:
    """`Foyers percevant le RSA ÷ ménages × 100`; `titles` gives each measure's title."""
    numerator = operand_words(indicator.numerator, titles)
    if indicator.kind == "distance":
        return typeset(f"Kilomètres à vol d’oiseau jusqu’à la commune la plus proche qui en a : {_small(numerator)}")
    if indicator.denominator is None:
        return typeset(f"{numerator}, publié par le producteur" if indicator.kind == "published" else numerator)
    denominator = operand_words(indicator.denominator, titles)
    if indicator.kind == "evolution":
        years = indicator.denominator.lag
        return typeset(f"Évolution annuelle moyenne sur {years} ans : {_small(numerator)}")
    scale = "" if indicator.scale == 1 else f" × {number(indicator.scale)}"
    return typeset(f"{numerator} ÷ {_small(denominator)}{JOINS[indicator.denominator.period]}{scale}")


def operand_words(operand: Operand, titles: Mapping[str, str], lagged: bool = False) -> str:
    """`Naissances − décès, somme de 5 années`; `lagged` tells how many years before."""
    words = ""
    for sign, rate, measure in operand.factors:
        title = titles.get(measure, measure)
        if rate:
            title = f"{titles.get(rate, rate)} × {_small(title)}"
        words += f" {'+' if sign > 0 else '−'} {_small(title)}" if words else title
    if operand.window > 1:
        words += f", somme de {operand.window} années"
    if operand.lag and lagged:
        words += f", {operand.lag} {'an' if operand.lag == 1 else 'ans'} avant"
    taken = [f" − ({_small(operand_words(other, titles, lagged=True))})" for other in operand.minus]
    return words + "".join(taken)


def _small(title: str) -> str:
    """Lower case at the start, acronyms left alone."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
