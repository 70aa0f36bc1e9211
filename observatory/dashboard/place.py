"""« Mon territoire », as an address says it on every page."""

from dataclasses import dataclass
from functools import lru_cache

from observatory.dashboard.registry import TERRITORY, Query
from observatory.errors import UnknownValue
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.groups import GROUP
from observatory.warehouse.own import Group, known_part
from observatory.warehouse.read import Warehouse

DIVISION = ("territoire", "arrondissement", "epci", "canton", "commune")
"""Levels that a collectivité may be divided by, the coarsest first."""


@dataclass(frozen=True)
class Place:
    level: str
    level_title: str
    code: str
    name: str

    @property
    def key(self) -> str:
        """As in an address: `commune:41018`."""
        return f"{self.level}:{self.code}"


@lru_cache(maxsize=2)
def places(warehouse: Warehouse) -> tuple[Place, ...]:
    """Every territory of every level offered, coarsest level first, by name."""
    titles = read.levels(warehouse)[["level", "title"]].itertuples(index=False, name=None)
    found = [
        Place(level, title, str(code), typeset(str(name)))
        for level, title in titles
        for code, name in read.territories(warehouse, level)[["code", "name"]].itertuples(index=False, name=None)
    ]
    order = {level: rank for rank, level in enumerate(dict.fromkeys(place.level for place in reversed(found)))}
    return tuple(sorted(found, key=lambda place: (order[place.level], place.name)))


def division(warehouse: Warehouse) -> list[Place]:
    """The most populated territories of the collectivité's own division, from north to south."""
    known = {place.key: place for place in places(warehouse)}
    level = next(level for level in DIVISION if any(place.level == level for place in known.values()))
    largest = read.territories(warehouse, level).nlargest(3, "population").sort_values("lat", ascending=False)
    return [known[f"{level}:{code}"] for code in largest["code"]]


def place_of(warehouse: Warehouse, key: str) -> tuple[Place | None, list[str]]:
    """A territory, or a group of communes, by its key; and what of it could not be found."""
    level, _, code = key.partition(":")
    if level == GROUP:
        return _group(warehouse, code)
    found = next((place for place in places(warehouse) if place.key == key), None)
    return found, [] if found else [typeset(f"« {key} » n'existe pas : ce territoire est laissé de côté.")]


def _group(warehouse: Warehouse, text: str) -> tuple[Place | None, list[str]]:
    """Without the communes that are no more, which are named."""
    try:
        group, lost = known_part(warehouse, Group.read(text))
    except UnknownValue:
        return None, [typeset(f"« {text} » n'est pas un groupe de communes : il est laissé de côté.")]
    said = [typeset(f"{group.title} : {', '.join(lost)} n'est pas une commune d'ici : laissé de côté.")] if lost else []
    return (Place(GROUP, "Groupe de communes", group.code, group.title) if group.communes else None), said


def my_place(warehouse: Warehouse, query: Query) -> tuple[Place | None, list[str]]:
    """The territory of an address, `niveau:code` or a code alone; an unknown one is none, with a notice."""
    wanted = query.get(TERRITORY, "")
    if not wanted:
        return None, []
    for place in places(warehouse):
        if wanted in (place.key, place.code):
            return (None if place.level == "departement" else place), []
    return None, [typeset(f"« {TERRITORY} = {wanted} » n'existe pas : la page montre l'ensemble.")]
