"""A source: a producer's file, told in a declaration that a reader can follow without guessing."""

import math
import re
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from observatory.catalogue.form import Delimited, Format
from observatory.catalogue.model import Declaration, MeasureName, Slug
from observatory.catalogue.rule import Rule
from observatory.errors import DataError

Status = Literal["valeur", "secret", "absent", "non_disponible", "estime"]
Address = Annotated[str, Field(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$")]
"""Never in clear, but on this machine."""
PLACES = (None, "departement", "collectivite")
"""What a glob or an address may name between braces."""


def _has_a_group(pattern: str | None) -> str | None:
    if pattern is not None and re.compile(pattern).groups < 1:
        raise ValueError("le motif ne contient pas de groupe entre parenthèses, qui dit ce qu'il faut lire")
    return pattern


class Key(Declaration):
    """Which column names the territory, and in which code system; `cog` is the year of commune codes."""

    column: str | None = None
    code: str | None = None
    """The only territory of the file, instead of a column."""
    system: Literal["commune", "iris", "point", "canton", "epci", "departement", "region", "france"] = "commune"
    """`iris` are summed to their commune; a `point` (longitude in `column`) is counted where it falls."""
    latitude: str | None = None
    """The column of the latitude of a point; WGS84 degrees."""
    cog: int | None = None
    pattern: str | None = None
    """A regular expression whose first group is the code, for cells such as `2023-COM-41018`."""
    aliases: dict[str, str] = {}
    """Texts that stand for a code, for instance {"France" = "france"}; an alias to "" is passed over."""

    _pattern_has_a_group = field_validator("pattern")(_has_a_group)

    @model_validator(mode="after")
    def names_a_territory(self) -> "Key":
        if (self.column is None) == (self.code is None):
            raise ValueError("key : une colonne (column) ou un seul code (code), l'un des deux")
        if (self.system == "point") != (self.latitude is not None):
            raise ValueError("key : un point a une colonne « latitude », et lui seul")
        return self


class Places(Declaration):
    """Where each row is, for a layer of points over the map: the columns of its WGS84 degrees and of what is said."""

    longitude: str
    latitude: str
    name: str
    told: dict[str, str] = {}
    """Columns in the order in which they are read out, each with the words before its text, or none: opening hours,
    address, telephone."""


class Total(Declaration):
    """An identity of the file: `total` is the sum of `parts`, give or take `within` (the producer's rounding)."""

    total: MeasureName
    parts: tuple[MeasureName, ...]
    within: float = 0


class Published(Declaration):
    """What a public source says, rounded or not, of the same people: these counts are together at least, at most or
    exactly its figure."""

    measure: MeasureName
    counts: tuple[MeasureName, ...]
    tells: Literal["at least", "at most", "exactly"]


class StatusColumn(Declaration):
    """A column that says whether the value may be read; every text that it holds is declared."""

    column: str
    marks: dict[str, Status]


class Period(Declaration):
    """The year of a row: a column, or one year for the whole file; neither where each take tells its own.

    The year of a whole file is a constant, or is read in its name (`file`), so that next year's enters as it is."""

    column: str | None = None
    constant: int | None = None
    pattern: str | None = None
    """A regular expression whose first group is the year, for cells such as `2015-T4` or `2024-2025`."""
    file: str | None = None
    """A regular expression for the file's name, whose first group is the year."""
    others: str | None = None
    """A regular expression for the periods that are passed over, for instance the months that are not December."""

    _patterns_have_a_group = field_validator("pattern", "file")(_has_a_group)


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
    absent_rows: Literal["expected", "absent", "zero"] = "expected"
    """What a territory without a row means: a row lost (`expected`, told), nothing (`absent`: the producer tells of
    some territories only), or none (`zero`: the producer leaves out those that have none)."""
    minimum: float = 0
    maximum: float = math.inf
    """A cell out of these bounds is refused: a count is not negative, a share is not over 100."""


class Source(Declaration):
    slug: Slug
    producer: str
    title: str
    licence: str
    page: str
    vintage: str
    """The producer's millésime; `{years}` stands for the years that its files hold: `2019 à 2023`."""
    files: str
    """A glob below a folder of data; `{departement}` is the collectivité's département code."""
    address: Address | None = None
    """Where the file is downloaded; it may hold `{departement}` and `{collectivite}`, like `files`."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The hash of the file at `address`, where the producer never replaces it."""
    format: Format = Delimited()
    key: Key
    period: Period = Period()
    places: Places | None = None
    """Seen by people at work; a release never has them."""
    dimensions: tuple[str, ...] = ()
    """Columns of modalities (sex, age...) beside those that a `where` names: each territory and year has them all."""
    parts: tuple[str, ...] = ()
    """Columns that name the parts of a territory (establishments, former communes), in any number. Two rows alike in
    territory, year, modalities and parts are a duplicate, never a sum."""
    modalities: dict[str, tuple[str, ...]] = {}
    """Every text that a column may hold; a row with another one is refused."""
    totals: tuple[Total, ...] = ()
    at_least: int = 0
    """A file with fewer rows is taken as cut."""
    may_shrink: Annotated[float, Field(ge=0, le=1)] = 0.1
    """The share of its rows that a list may lose from one build to the next; more is taken as a cut file."""
    rounding: int = 0
    """A count is published to the nearest multiple of this."""
    marks: dict[str, Status] = {"": "absent"}
    """Texts that stand in a cell instead of a number."""
    status: StatusColumn | None = None
    secrecy: str
    """What the producer did for statistical secrecy, in a sentence."""
    rule: Literal["déjà public"] | Rule | None = None
    """What may be released: all of it, as published; what a rule lets through; nothing where none is declared."""
    within: dict[MeasureName, MeasureName] = {}
    """Measures that count some of those that another one counts."""
    published: tuple[Published, ...] = ()
    """What others publish of those that it counts: readers know it, so a release is protected with it."""
    contributors: dict[MeasureName, MeasureName] = {}
    """Quantities, and the measure that counts those they are summed over: days, and the people who waited."""
    notes: tuple[str, ...] = ()
    breaks: tuple[int, ...] = ()
    """The first year of each new method: nothing is compared from one side to the other."""
    verified: bool = True
    """False while no real file of this format was at hand to read."""
    demonstration: bool = False
    """Invented figures, for demonstration: whatever is made from them says so."""
    stands_in_for: Slug | None = None
    """A source whose files, once there, leave this one aside."""
    awaited: bool = False
    """True where the file is there only once somebody has brought it."""
    take: tuple[Take, ...]

    @field_validator("files", "address")
    @classmethod
    def places_are_known(cls, text: str | None) -> str | None:
        unknown = {name for _, name, _, _ in Formatter().parse(text or "") if name not in PLACES}
        if unknown:
            raise ValueError(
                f"seuls {{departement}} et {{collectivite}} y ont un sens, pas {', '.join(map(str, unknown))}"
            )
        return text

    @model_validator(mode="after")
    def every_row_has_a_year(self) -> "Source":
        told = any(way is not None for way in (self.period.column, self.period.constant, self.period.file))
        if not told and any(take.period is None for take in self.take):
            raise ValueError("period : ni colonne, ni année constante, ni année dans chaque « take »")
        return self

    @property
    def is_list(self) -> bool:
        """Whether rows in any number make one figure, so that a row lost makes a lower figure and not a hole."""
        return self.key.system in ("iris", "point") or any(take.absent_rows == "zero" for take in self.take)

    def dated(self, file: str) -> "Source":
        """This source for one file, its year read in the file's name; raise DataError where the name has none."""
        if self.period.file is None:
            return self
        found = re.search(self.period.file, file)
        if found is None:
            raise DataError(
                f"{file} : le nom du fichier ne dit pas son année, que la source « {self.slug} » y lit "
                f"({self.period.file}). Donnez-lui un nom comme {self.files.rpartition('/')[2]}, avec l’année."
            )
        return self.model_copy(update={"period": Period(constant=int(found[1]))})
