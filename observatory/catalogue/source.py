"""A source: a producer's file, told in a declaration that a reader can follow without guessing."""

from typing import Annotated, Literal

from pydantic import Field

from observatory.catalogue.model import Declaration, MeasureName, Slug

Status = Literal["valeur", "secret", "absent", "non_disponible", "estime"]


class Key(Declaration):
    """Which column names the territory, and in which code system; `cog` is the year of commune codes."""

    column: str
    system: Literal["commune", "epci", "departement", "region", "france"] = "commune"
    cog: int | None = None
    aliases: dict[str, str] = {}
    """Texts that stand for a code, for instance {"France" = "france"}; an alias to "" is passed over."""


class Period(Declaration):
    """The year of a row: a column, or one year for the whole file."""

    column: str | None = None
    constant: int | None = None
    pattern: str | None = None
    """A regular expression whose first group is the year, for cells such as `2015-T4` or `2024-2025`."""


class Take(Declaration):
    """Rows that match `where`, summed by territory and year in `column`, make one measure."""

    measure: MeasureName
    column: str | None = None
    """None counts the rows."""
    where: dict[str, str | tuple[str, ...]] = {}
    absent_rows: Literal["absent", "zero"] = "absent"
    """`zero` where the producer leaves out territories that have none (BPE)."""


class Delimited(Declaration):
    kind: Literal["delimited"] = "delimited"
    separator: str = ","
    encoding: str = "utf-8"
    decimal: Literal[".", ","] = "."
    skip: int = 0


Format = Annotated[Delimited, Field()]


class Source(Declaration):
    slug: Slug
    producer: str
    title: str
    licence: str
    page: str
    vintage: str
    files: str
    """A glob below the folder of published figures; `{departement}` is the collectivité's département code."""
    format: Format = Delimited()
    key: Key
    period: Period
    rounding: int = 0
    """A count is published to the nearest multiple of this."""
    marks: dict[str, Status] = {"": "absent"}
    secrecy: str
    """What the producer did for statistical secrecy, in a sentence."""
    notes: tuple[str, ...] = ()
    demonstration: bool = False
    take: tuple[Take, ...]
