"""A domain of the Département's own activity: the columns of its two templates, and the sources that they make.

A file comes in one of two shapes. `territoires`: one row per commune and year, one column per count. `decisions`: one
row per decision, with no identity in it; the counts are made from it. Both end as the first shape, in one file that the
domain's source reads like any other.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from observatory.catalogue.model import Declaration, MeasureName, Slug
from observatory.catalogue.rule import INTERNAL, Rule
from observatory.catalogue.source import Key, Period, Published, Source, Status, Take, Total

Shape = Literal["territoires", "decisions"]
SHAPES: tuple[Shape, ...] = ("territoires", "decisions")
COMMUNE, YEAR = "code_commune", "annee"
"""The two columns that every template begins with."""
MARKS: dict[str, Status] = {"": "absent", "s": "secret", "nd": "non_disponible"}
"""Texts that may stand instead of a count."""
DEMONSTRATION = "Données de démonstration"

Column = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Rows = dict[Column, tuple[str, ...]]
"""The decisions whose column holds one of the words, for every column named."""


class Count(Declaration):
    """A column of the shape `territoires`, the measure that it feeds, and how decisions make it."""

    column: Column
    measure: MeasureName
    meaning: str
    example: int
    where: Rows | None = None
    """Among decisions, the rows that count; {} takes them all, None says that decisions do not tell."""
    sums: Column | None = None
    """The quantity summed over those rows, instead of their number."""


class Detail(Declaration):
    """A column of the shape `decisions`."""

    column: Column
    meaning: str
    when: Rows = {}
    """The rows that must have it; the others may leave it empty."""


class Modality(Detail):
    """One of a few words."""

    values: dict[str, str]
    """Each word and what it means."""
    example: str


class Quantity(Detail):
    """A whole number."""

    maximum: int
    example: int


class Domain(Declaration):
    """`rows` says what one decision is; `parts` are totals by column; `within` are columns that another one holds."""

    slug: Slug
    title: str
    about: str
    rows: str
    secrecy: str
    rule: Rule | None = None
    licence: str = INTERNAL
    """Under which the Département lets its own figures out, within the rule; none by default."""
    counts: tuple[Count, ...]
    modalities: tuple[Modality, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    parts: dict[Column, tuple[Column, ...]] = {}
    within: dict[Column, Column] = {}
    published: tuple[Published, ...] = ()
    notes: tuple[str, ...] = ()

    def columns(self, shape: Shape) -> list[str]:
        """The header of a template."""
        if shape == "territoires":
            return [COMMUNE, YEAR, *(count.column for count in self.counts)]
        return [COMMUNE, YEAR, *(detail.column for detail in self.details)]

    @property
    def details(self) -> tuple[Detail, ...]:
        """The columns of a decision."""
        return (*self.modalities, *self.quantities)

    @property
    def source_slug(self) -> str:
        return f"activite-{self.slug}"

    @property
    def file(self) -> str:
        """The name of the stored file."""
        return f"activite-{self.slug}.csv"

    def sources(self) -> tuple[Source, Source]:
        """The Département's own file, which somebody brings; and the invented one that stands in for it until then."""
        return self._own(), self._invented()

    def _own(self) -> Source:
        return self._source(
            slug=self.source_slug,
            producer="Département",
            licence=self.licence,
            vintage="fichier remis par le Département",
            files=f"activite/{self.file}",
            secrecy=self.secrecy,
            notes=self.notes,
            awaited=True,
        )

    def _invented(self) -> Source:
        return self._source(
            slug=f"demonstration-{self.slug}",
            producer=DEMONSTRATION,
            licence="Données inventées",
            vintage="chiffres inventés, qui ne décrivent aucun territoire",
            files=f"{{collectivite}}/{self.file}",
            secrecy=f"{self.secrecy} Ici, les chiffres sont inventés.",
            demonstration=True,
            stands_in_for=self.source_slug,
        )

    def _source(self, **own: object) -> Source:
        measures = {count.column: count.measure for count in self.counts}
        totals = (Total(total=measures[c], parts=tuple(measures[p] for p in parts)) for c, parts in self.parts.items())
        shared = {
            "title": self.title,
            "page": "",
            "key": Key(column=COMMUNE),
            "period": Period(column=YEAR),
            "marks": MARKS,
            "totals": tuple(totals),
            "rule": self.rule,
            "within": {measures[part]: measures[whole] for part, whole in self.within.items()},
            "published": self.published,
            "contributors": self._contributors(),
            "take": tuple(Take(measure=measure, column=column) for column, measure in measures.items()),
        }
        return Source.model_validate({**shared, **own})

    def _contributors(self) -> dict[MeasureName, MeasureName]:
        """Each sum, and the count of the rows that it sums."""
        return {
            total.measure: count.measure
            for total in self.counts
            for count in self.counts
            if total.sums and not count.sums and count.where == total.where
        }

    @model_validator(mode="after")
    def names_hold(self) -> "Domain":
        for shape in SHAPES:
            columns = self.columns(shape)
            if twice := sorted({name for name in columns if columns.count(name) > 1}):
                raise ValueError(f"colonne en double dans la forme {shape} : {', '.join(twice)}")
        counts = {count.column for count in self.counts}
        named = {*self.parts, *(part for parts in self.parts.values() for part in parts)}
        unknown = (named | {*self.within, *self.within.values()}) - counts
        if unknown:
            raise ValueError(f"parts, within : colonne inconnue : {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def words_are_declared(self) -> "Domain":
        values = {modality.column: set(modality.values) for modality in self.modalities}
        asked = [(count.column, "where", count.where or {}) for count in self.counts]
        asked += [(detail.column, "when", detail.when) for detail in self.details]
        for name, key, rows in asked:
            for column, wanted in rows.items():
                if not set(wanted) <= values.get(column, set()):
                    raise ValueError(f"{name}.{key} : {column} ne connaît pas {', '.join(wanted)}")
        unknown = {count.sums for count in self.counts if count.sums} - {one.column for one in self.quantities}
        if unknown:
            raise ValueError(f"counts.sums : quantité inconnue : {', '.join(sorted(unknown))}")
        return self
