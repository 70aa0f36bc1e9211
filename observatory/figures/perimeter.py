"""Territories that go on beyond the collectivité, as some EPCI do: what is of the part inside, what of the whole."""

from collections.abc import Sequence

from observatory.statistics.french import typeset
from observatory.statistics.numbers import number


def communes_text(inside: int, total: int) -> str:
    """`25`, or `4 dans le département, sur 25`."""
    return number(inside) if total <= inside else f"{number(inside)} dans le département, sur {number(total)}"


def perimeter(inside: int, total: int, whole: Sequence[str]) -> str:
    """What the figures are of; `whole` are the titles of those that their producer gives for the whole.

    Empty for a territory that is all inside."""
    if total <= inside:
        return ""
    own = "de sa commune" if inside == 1 else f"de ses {number(inside)} communes"
    published = f" Ceux-ci sont de l'EPCI entier, tels que publiés : {' ; '.join(whole)}." if whole else ""
    return typeset(f"Chiffres {own} dans le département, sur {number(total)}.{published}")
