"""Figures typed by hand: refused beside a unit, since the next refresh would leave them stale. So are years.

A spelled number is refused beside a measure only: `trois fois plus`, but not `deux enfants`.
An age limit (`75 ans ou plus`) and a denominator (`pour 1 000 habitants`) are part of a definition, and pass.
"""

import re

_MEASURES = r"%|‰|€|pour\s+cent\b|pour\s+mille\b|points?\b|fois\b|euros?\b"
_COUNTED = (
    r"habitants?\b|personnes?\b|ménages?\b|foyers?\b|communes?\b|cantons?\b|enfants?\b|logements?\b|emplois?\b|"
    r"médecins?\b|places?\b|km\b|naissances?\b|décès\b|demandeurs?\b|allocataires?\b|actifs?\b|consultations?\b|"
    r"établissements?\b|territoires?\b|intercommunalités?\b"
)
_SPACE = r"[\s\u00a0\u202f]"
_DIGITS = rf"\d(?:{_SPACE}?\d)*(?:[.,]\d+)?"
_SPELLED = (
    r"(?<![\w-])(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    r"trente|quarante|cinquante|soixante|cent|mille)(?:-\w+)*"
)
_DENOMINATOR = re.compile(rf"\bpour{_SPACE}+{_DIGITS}{_SPACE}+(?!cent\b)[^\W\d]+", re.IGNORECASE)
_TYPED = (
    re.compile(rf"{_DIGITS}{_SPACE}*(?:{_MEASURES}|{_COUNTED})", re.IGNORECASE),
    re.compile(rf"{_SPELLED}{_SPACE}+(?:{_MEASURES})", re.IGNORECASE),
    re.compile(rf"\b(?:en|depuis|pendant|sur|il y a){_SPACE}+(?:{_DIGITS}|{_SPELLED}){_SPACE}+ans\b", re.IGNORECASE),
    re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)"),
)


def typed_figure(text: str, admitted: tuple[str, ...] = ()) -> str | None:
    """The first number typed beside a unit, or year, in a piece of prose; None where there is none.

    `admitted` holds expressions that no refresh can change, for instance `la loi de 2015`.
    """
    for expression in sorted(admitted, key=len, reverse=True):
        text = text.replace(expression, "·")
    text = _DENOMINATOR.sub("·", text)
    found = [match for pattern in _TYPED if (match := pattern.search(text))]
    return min(found, key=lambda match: match.start())[0] if found else None
