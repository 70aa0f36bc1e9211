"""What a text affirms, held to the cells: `part foyers-rsa niveau=canton premiers=2 > 50`.

claim     = "collectivite" "=" code { "," code }
          | side comparator side
side      = [ number "×" ] ( number | quantity )
comparator= ">" | ">=" | "<" | "<=" | "="
quantity  = a directive of quantities.py, without its braces
"""

import operator
import re

from observatory.atlas.answers import Answers
from observatory.atlas.grammar import Place, parse_directive
from observatory.atlas.quantities import QUANTITIES, quantity

_COMPARATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
_COMPARISON = re.compile(r"(?P<left>.+?)\s(?P<comparator>>=|<=|>|<|=)\s(?P<right>.+)")
_NUMBER = r"-?\d+(?:[.,]\d+)?"
_SIDE = re.compile(rf"(?:(?P<factor>{_NUMBER})\s*×\s*)?(?:(?P<number>{_NUMBER})|(?P<quantity>[a-z].*))")


def holds(claim: str, answers: Answers, place: Place) -> bool:
    """Whether the claim is true of the figures; raise DeclarationError for one that cannot be read."""
    found = _COMPARISON.fullmatch(claim.strip())
    if found is None:
        raise place.error(f"« {claim} »", "une affirmation compare deux termes : part … premiers=2 > 50")
    if found["left"] == "collectivite":
        return answers.collectivite in [code.strip() for code in found["right"].split(",")]
    left, right = (_side(found[name], answers, place) for name in ("left", "right"))
    return bool(_COMPARATORS[found["comparator"]](left, right))


def require(claim: str, answers: Answers, place: Place) -> None:
    """Raise DeclarationError, with both sides as they are, for a claim that the figures do not bear out."""
    if not holds(claim, answers, place):
        raise place.error(f"« {claim} »", f"l'affirmation n'est pas vérifiée : {_worked_out(claim, answers, place)}")


def _side(text: str, answers: Answers, place: Place) -> float:
    found = _SIDE.fullmatch(text.strip())
    if found is None:
        raise place.error(f"« {text} »", "un nombre ou une quantité était attendu")
    value = _number(found["number"]) if found["number"] else _quantity(found["quantity"], answers, place)
    return value * _number(found["factor"] or "1")


def _quantity(text: str, answers: Answers, place: Place) -> float:
    directive = parse_directive(text, place)
    if directive.name not in QUANTITIES:
        raise place.error(f"« {text} »", f"quantité inconnue. Quantités possibles : {', '.join(QUANTITIES)}.")
    return quantity(directive, answers).value


def _worked_out(claim: str, answers: Answers, place: Place) -> str:
    found = _COMPARISON.fullmatch(claim.strip())
    assert found is not None
    if found["left"] == "collectivite":
        return f"la collectivité est {answers.collectivite}"
    return " et ".join(f"{_side(found[side], answers, place):.4g}" for side in ("left", "right"))


def _number(text: str) -> float:
    return float(text.replace(",", "."))
