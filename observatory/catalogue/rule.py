"""The secrecy rule of a source: what of its counts may leave the house, and the text that says so."""

from typing import Annotated, Literal

from pydantic import Field

from observatory.catalogue.collectivite import Level
from observatory.catalogue.model import Declaration

ALREADY_PUBLIC: Literal["déjà public"] = "déjà public"
"""The rule of a source whose producer publishes it: shown as published."""
INTERNAL = "Usage interne"
"""The licence of a source that nobody outside may read."""


class Rule(Declaration):
    """Thresholds with the text they come from. A count is sensitive if any of these holds:

    - it is from 1 to `minimum` - 1;
    - the group it is counted in, its denominator, is below `group`;
    - its largest contributor makes more than `dominance` of it;
    - it is 0, of a group that is not empty, and `zero` is « sensible »;
    - it is all of its group, and `whole` is « sensible ».
    """

    text: str
    minimum: Annotated[int, Field(ge=1)] = 5
    group: Annotated[int, Field(ge=0)] = 0
    dominance: Annotated[float, Field(gt=0, le=1)] = 1.0
    zero: Literal["publié", "complément", "sensible"] = "complément"
    """« publié »: never hidden, and readers know it; « complément »: hidden where that protects others."""
    whole: Literal["complément", "sensible"] = "complément"
    width: Annotated[int, Field(ge=1)] = 5
    """What is left of doubt on a hidden count: this many units at least."""
    levels: tuple[Level, ...] = ()
    """The levels where its figures leave the house; every one that the indicator offers where none is named."""
