"""Electoral cantons: some share out a town, and nobody publishes which part of its figures is whose."""

from collections import Counter
from typing import Annotated

from pydantic import Field, model_validator

from observatory.catalogue.model import Declaration

ELECTORAL = "canton-electoral"
"""The level; it is not one of LEVELS, whose territories are made of whole communes and have a boundary."""
UNWEIGHTED = (
    "Plusieurs cantons électoraux se partagent une même ville, et aucune source ne publie le poids de leurs parts : "
    "répartir ses chiffres serait deviner. Le découpage « canton ou ville » ne coupe aucune commune."
)


class Canton(Declaration):
    """Whole communes, and the weight of each part of a commune that other cantons have a part of."""

    code: str = Field(pattern=r"^(\d{2}|2[AB])\d{2}$")
    name: str
    communes: tuple[str, ...] = ()
    parts: dict[str, Annotated[float, Field(gt=0)]] = {}


class Electoral(Declaration):
    """`source` says where the weights come from; `error` is how wrong one of them may be, in proportion."""

    source: str = Field(min_length=1)
    error: float = Field(ge=0, lt=1)
    cantons: tuple[Canton, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def each_commune_once(self) -> "Electoral":
        whole = Counter(code for canton in self.cantons for code in canton.communes)
        parts = Counter(code for canton in self.cantons for code in canton.parts)
        wrong = {code for code, count in whole.items() if count > 1 or code in parts}
        wrong |= {code for code, count in parts.items() if count < 2}
        if wrong:
            raise ValueError(
                "une commune est entière dans un canton, ou a une part dans deux cantons au moins : "
                + ", ".join(sorted(wrong))
            )
        return self
