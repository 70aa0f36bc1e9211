"""Of whom a portrait speaks: a territory, or a group of communes that somebody composed."""

from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import pandas as pd

from observatory.figures.pyramid import Ages
from observatory.statistics.french import typeset
from observatory.warehouse import ahead, read
from observatory.warehouse.groups import GROUP
from observatory.warehouse.own import Group, known_part
from observatory.warehouse.read import Warehouse

WHOLE = "departement"
POPULATION = "population"
Counts = tuple[tuple[int, float], ...]
"""(year, people)."""


@dataclass(frozen=True)
class Subject:
    level: str
    code: str
    """Of a group: its text in an address."""
    title: str
    kind: str
    """`Canton ou ville`"""
    plural: str
    """Of its level; of a group, what it is made of."""
    population: float
    area_km2: float
    communes: tuple[str, ...]
    """Codes of those that are in the collectivité."""
    communes_total: int
    """With those that are not."""

    @property
    def path(self) -> str:
        """`canton/4114`, as the end of an address."""
        return f"{self.level}/{quote(self.code)}"

    @property
    def parts(self) -> tuple[str, tuple[str, ...]]:
        """The level and codes of the territories that it is made of: itself, or the communes of a group."""
        return ("commune", self.communes) if self.level == GROUP else (self.level, (self.code,))

    @property
    def ranked(self) -> bool:
        """Whether it stands among others of its level."""
        return self.level not in (WHOLE, GROUP)


def subject_of(warehouse: Warehouse, level: str, code: str) -> Subject:
    """UnknownValue lists the levels, the territories, or how a group is written."""
    if level == GROUP:
        return _group(warehouse, code)
    read.cells(warehouse, POPULATION, level, territory=code)
    row = read.territories(warehouse, level).set_index("code").loc[[code]].to_dict("records")[0]
    levels = read.levels(warehouse).set_index("level")
    members = read.memberships(warehouse, level)
    inside = tuple(members.loc[members["code"] == code, "commune"])
    total = len(inside) if pd.isna(row["communes_total"]) else int(row["communes_total"])
    title = read.facts(warehouse)["name"] if level == WHOLE else typeset(str(row["name"]))
    kind, plural = _kind(warehouse, level, str(levels.at[level, "title"])), str(levels.at[level, "plural"])
    return Subject(level, code, title, kind, plural, row["population"], row["area_km2"], inside, total)


def _kind(warehouse: Warehouse, level: str, title: str) -> str:
    """A territoire says what it stands in for, where nobody has given the collectivité's own list."""
    stand_in = read.facts(warehouse)["territoires_stand_in"]
    return typeset(f"{title} · {stand_in}") if stand_in and level == "territoire" else title


def _group(warehouse: Warehouse, text: str) -> Subject:
    group, _ = known_part(warehouse, Group.read(text))
    communes = read.territories(warehouse, "commune").set_index("code").loc[list(group.communes)]
    people, area = float(communes["population"].sum()), float(communes["area_km2"].sum())
    kind, count = "Groupe de communes", len(group.communes)
    return Subject(GROUP, group.code, typeset(group.title), kind, "communes", people, area, group.communes, count)


def censuses(warehouse: Warehouse, subject: Subject) -> Counts:
    """Inhabitants since the first census; of a group, those of its communes, in the years when all are known."""
    if subject.level != GROUP:
        frame = read.series(warehouse, POPULATION, subject.level, subject.code)
        return _counts(frame[frame["value"].notna()])
    frame = read.history(warehouse, POPULATION, "commune")
    own = frame[frame["code"].isin(subject.communes) & frame["value"].notna()].groupby("period")["value"]
    return _counts(own.sum()[own.size() == len(subject.communes)].reset_index())


def _counts(frame: pd.DataFrame) -> Counts:
    pairs = frame[["period", "value"]].itertuples(index=False)
    return tuple((int(year), float(people)) for year, people in pairs)


def ages(warehouse: Warehouse, subject: Subject) -> tuple[int, Ages] | None:
    """The latest census whose ages are known: its year, and people by sex and band."""
    level, codes = subject.parts
    pyramids = ahead.pyramids(warehouse, level)
    if not pyramids:
        return None
    year, (known, people) = max(pyramids.items())
    if not set(codes) <= set(known):
        return None
    places = [known.index(code) for code in codes]
    return year, Ages(subject.title, np.asarray(people[places].sum(axis=0)))


def elders(warehouse: Warehouse, subject: Subject) -> Counts:
    """Those aged 75 or more at that census, then at most in 5 and 10 years."""
    level, codes = subject.parts
    frame = ahead.upper_bounds(warehouse, level)
    return _counts(frame[frame["code"].isin(codes)].groupby("period")["people"].sum().reset_index(name="value"))
