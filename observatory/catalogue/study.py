"""Studies of several indicators together: a need crossed with an offer, and families of territories by profile."""

from typing import Annotated

from pydantic import Field

from observatory.catalogue.collectivite import Level
from observatory.catalogue.model import Declaration, Slug


class Crossing(Declaration):
    """A need and the offer that answers it: two indicators that share a level; none is a count, which size decides.

    Where a low value is the strong need, or the rich offer (a distance), `direction` of the indicator says so.
    """

    slug: Slug
    title: str
    question: str
    need: Slug
    offer: Slug
    caveats: tuple[str, ...]


class Typology(Declaration):
    """The indicators by which territories look alike or not; none is a count."""

    slug: Slug
    title: str
    definition: str
    indicators: Annotated[tuple[Slug, ...], Field(min_length=3)]
    levels: tuple[Level, ...]
    caveats: tuple[str, ...]
