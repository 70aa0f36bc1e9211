"""A source: a producer's file, told in a declaration that a reader can follow without guessing."""

import math
import re
from typing import Annotated, Literal

from pydantic import Discriminator, Tag, field_validator, model_validator

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
    """The year of a row: a column, or one year for the whole file; neither where each take tells its own."""

    column: str | None = None
    constant: int | None = None
    pattern: str | None = None
    """A regular expression whose first group is the year, for cells such as `2015-T4` or `2024-2025`."""

    @field_validator("pattern")
    @classmethod
    def pattern_has_a_group(cls, pattern: str | None) -> str | None:
        if pattern is not None and re.compile(pattern).groups < 1:
            raise ValueError("le motif ne contient pas de groupe entre parenthèses pour l'année")
        return pattern


class Take(Declaration):
    """Rows that match `where`, summed by territory and year in `column`, make one measure."""

    measure: MeasureName
    column: str | None = None
    """None counts the rows."""
    where: dict[str, str | tuple[str, ...]] = {}
    period: int | None = None
    """The year of this column, in a file that has one column per year."""
    cog: int | None = None
    """The year whose communes this column counts, where it is not that of the key's codes."""
    absent_rows: Literal["absent", "zero"] = "absent"
    """`zero` where the producer leaves out territories, or modalities, that have none (BPE)."""
    minimum: float = 0
    maximum: float = math.inf
    """A cell out of these bounds is refused: a count is not negative, a share is not over 100."""


class Delimited(Declaration):
    kind: Literal["delimited"] = "delimited"
    separator: str = ","
    encoding: str = "utf-8"
    decimal: Literal[".", ","] = "."
    skip: int = 0
    """Lines above the header."""
    open_end: bool = False
    """True where the producer leaves the last line without its end; otherwise such a file is taken as cut."""


Format = Annotated[Annotated[Delimited, Tag("delimited")], Discriminator(lambda raw: _kind(raw))]


def _kind(raw: object) -> str:
    """The tag of a declared format; `delimited` where none is told."""
    return str(raw.get("kind", "delimited") if isinstance(raw, dict) else getattr(raw, "kind", ""))


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
    period: Period = Period()
    dimensions: tuple[str, ...] = ()
    """Columns of modalities (sex, age...) beside those that a `where` names: each territory and year has them all."""
    parts: tuple[str, ...] = ()
    """Columns that name the parts of a territory (establishments, former communes), in any number. Two rows alike in
    territory, year, modalities and parts are a duplicate, never a sum."""
    rounding: int = 0
    """A count is published to the nearest multiple of this."""
    marks: dict[str, Status] = {"": "absent"}
    secrecy: str
    """What the producer did for statistical secrecy, in a sentence."""
    notes: tuple[str, ...] = ()
    demonstration: bool = False
    take: tuple[Take, ...]

    @model_validator(mode="after")
    def every_row_has_a_year(self) -> "Source":
        told = self.period.column is not None or self.period.constant is not None
        if not told and any(take.period is None for take in self.take):
            raise ValueError("period : ni colonne, ni année constante, ni année dans chaque « take »")
        return self
