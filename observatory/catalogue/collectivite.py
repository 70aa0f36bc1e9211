"""A collectivité: one file of geodata/collectivites/, and nothing else, tells which territory is observed."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from observatory.catalogue.electoral import Electoral
from observatory.catalogue.model import Declaration, Slug

Level = Literal["commune", "canton", "epci", "arrondissement", "territoire", "departement"]


class Grammar(Declaration):
    """The name in a French sentence: `le Loir-et-Cher`, `du Loir-et-Cher`, `en Loir-et-Cher`."""

    subject: str
    of: str
    inside: str


class Communes(Declaration):
    """Which communes: those of a département, less those of some EPCI, or only those of some EPCI."""

    departement: str = Field(pattern=r"^(\d{2,3}|2[AB])$")
    only_epci: tuple[str, ...] = ()
    without_epci: tuple[str, ...] = ()


class Territoire(Declaration):
    """One territoire, as whole arrondissements or as a list of communes."""

    code: Slug
    name: str
    arrondissements: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def has_members(self) -> "Territoire":
        if not self.arrondissements and not self.communes:
            raise ValueError("ni arrondissements ni communes : un territoire sans membre ne veut rien dire")
        return self


class Territoires(Declaration):
    """The collectivité's own division, where its list comes from, and the words that say it is a stand-in."""

    title: str
    plural: str
    origin: str
    stand_in: str = ""
    members: tuple[Territoire, ...]


class Scission(Declaration):
    """A commune that became several: the figures of the whole are shared by `parts`, which weigh them.

    `year` is the first whose codes hold the parts; the old code may be one of them. `error` is how wrong a weight may
    be, in proportion: what the bounds of an estimate stand for.
    """

    old_code: str
    year: int
    parts: dict[str, Annotated[float, Field(gt=0)]] = Field(min_length=2)
    source: str = Field(min_length=1)
    error: float = Field(ge=0, lt=1)


class Region(Declaration):
    code: str
    name: str


class Collectivite(Declaration):
    code: str
    name: str
    kind: Literal["departement", "metropole"]
    grammar: Grammar
    crs: str = Field(pattern=r"^EPSG:\d+$")
    region: Region
    levels: tuple[Level, ...]
    communes: Communes
    territoires: Territoires | None = None
    scissions: tuple[Scission, ...] = ()
    electoral: Electoral | None = None
    """Its electoral cantons, once the weights of shared communes are known."""

    @model_validator(mode="after")
    def levels_hold(self) -> "Collectivite":
        for needed in ("commune", "departement"):
            if needed not in self.levels:
                raise ValueError(f"levels : « {needed} » manque, toute collectivité l'offre")
        if ("territoire" in self.levels) != (self.territoires is not None):
            raise ValueError("levels : « territoire » s'offre avec une table [territoires], et seulement avec elle")
        return self

    def with_territoires(self, territoires: Territoires) -> "Collectivite":
        """The same collectivité with another division, which is offered where none was."""
        levels = self.levels if "territoire" in self.levels else (*self.levels[:-1], "territoire", self.levels[-1])
        return self.model_copy(update={"territoires": territoires, "levels": levels})
