"""Figures to take away: rows that stand alone, and all that must travel with them. Formats are in formats.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from observatory.catalogue.domain import DEMONSTRATION
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

STATUSES: Mapping[str, str] = {
    "valeur": "la valeur est connue, zéro compris",
    "estime": "valeur calculée avec une part d’estimation",
    "secret": "cachée par une règle de secret statistique",
    "absent": "le producteur ne publie rien",
    "non_disponible": "ne peut pas être calculée pour ce territoire",
}
QUALITIES: Mapping[str, str] = {
    "solide": "se compare sans réserve",
    "prudence": "l’ordre de grandeur est sûr, les petits écarts ne le sont pas",
    "fragile": "petits effectifs ou arrondis\u202f: à ne pas classer",
}
INVENTED = "demonstration"
"""The first word in the name of a file that holds invented figures."""
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """A table laid out for reading, put before the rows in a workbook; `decimals` shown in each of its rows."""

    title: str
    rows: pd.DataFrame
    decimals: tuple[int, ...]


@dataclass(frozen=True)
class Borders:
    """Outlines of the territories of the rows: a GeoJSON in degrees whose features have a `code`, and the projection
    that people of the place work in."""

    geojson: bytes
    crs: str


@dataclass(frozen=True)
class Publication:
    """One set of figures, whatever the format that it is taken away in."""

    name: str
    """Of the file, without its extension."""
    title: str
    rows: pd.DataFrame
    columns: Mapping[str, str]
    """Every column of the rows, in order, with its meaning."""
    about: Pairs
    """(what, words): definition, source, licence, millésime..."""
    demonstration: bool = False
    """Whether some of the figures are invented."""
    sheets: tuple[Sheet, ...] = ()
    borders: Callable[[], Borders] | None = field(default=None, compare=False)
    picture: Callable[[], str] | None = field(default=None, compare=False)
    """An SVG."""

    @property
    def file(self) -> str:
        """The name of a file says that its figures are invented."""
        return f"{INVENTED}_{self.name}" if self.demonstration else self.name

    @property
    def notice(self) -> Pairs:
        """All there is to read beside the figures."""
        warning = ((DEMONSTRATION, "Chiffres inventés\u202f: ils ne décrivent aucun territoire."),)
        return (("Titre", self.title), *(warning if self.demonstration else ()), *self.about)


def told(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Without those that are empty."""
    return tuple((what, words) for what, words in pairs if words)


def words_of_statuses() -> Pairs:
    """What every status and every reliability means."""
    statuses = ((f"Statut «\u00a0{name}\u00a0»", meaning) for name, meaning in STATUSES.items())
    qualities = ((f"Fiabilité «\u00a0{name}\u00a0»", meaning) for name, meaning in QUALITIES.items())
    return (*statuses, *qualities)


def made_by(warehouse: Warehouse) -> Pairs:
    """Where the figures were put together, and when."""
    facts = read.facts(warehouse)
    return told(
        [
            ("Collectivité", facts["name"]),
            (f"{facts['territoires_title']}s", facts["territoires_stand_in"]),
            ("Préparé par", "Observatoire des solidarités"),
            ("Préparé le", facts["built_at"][:10]),
            ("Version des données", facts["build"]),
        ]
    )
