"""What stands between two paragraphs: a map, a ranking, an evolution, a table, key figures; no face drawn yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from observatory.atlas.answers import Territory
from observatory.atlas.chart import Line
from observatory.atlas.words import bare
from observatory.catalogue import Indicator
from observatory.figures.choice import Choice
from observatory.figures.svg import reading
from observatory.figures.words import short
from observatory.statistics.numbers import SPACE

LONGEST_HEADLINE = 18
LONGEST_UNIT = 12
GROUPS = 40
"""Up to that many territories, a map's table is open; beyond, it is folded."""


@dataclass(frozen=True, eq=False)
class MapBlock:
    """`view` is the map view of docs/architecture.md; `reading` one of its cells in a sentence. Equal to itself."""

    view: Mapping[str, Any]
    geometry: Mapping[str, Any]
    level_title: str
    choice: Choice
    counts: tuple[str, str] | None
    """What the numerator and the denominator are called, where the table shows them."""

    @property
    def key(self) -> tuple[str, str, int]:
        return self.view["indicator"], self.view["level"], self.view["period"]

    @property
    def name(self) -> str:
        """Unique in a page, and fit for an id."""
        return f"{self.view['indicator']}-{self.view['level']}"

    @property
    def title(self) -> str:
        """`Foyers percevant le RSA, en % des ménages, par canton ou ville, 2024`."""
        return f"{self.view['title']}, par {self.level_title}, {self.view['period']}"

    @property
    def table_title(self) -> str:
        """Within a sentence: `foyers percevant le RSA, en % des ménages, 2024`."""
        title = str(self.view["title"])
        return f"{title if title[:2].isupper() else title[:1].lower() + title[1:]}, {self.view['period']}"

    @property
    def reading(self) -> str:
        return reading(self.view)

    @property
    def folded(self) -> bool:
        return len(self.view["cells"]) > GROUPS

    @property
    def rows(self) -> list[tuple[str, Mapping[str, Any]]]:
        """(name, cell) in the order of names."""
        rows = zip(self.geometry["names"], self.view["cells"], strict=True)
        return sorted(rows, key=lambda row: bare(row[0]))


@dataclass(frozen=True)
class Bar:
    """`start` and `length` in % of the room; `level` and `code` lead to the territory's portrait."""

    name: str
    text: str
    look: str
    start: float
    length: float
    level: str
    code: str


@dataclass(frozen=True)
class RankingBlock:
    title: str
    of: str
    """What is ranked: the indicator's title and year."""
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True)
class EvolutionBlock:
    """`columns` are the years, `rows` a name and the texts of its values: the chart as a table."""

    name: str
    title: str
    indicator: Indicator
    lines: tuple[Line, ...]
    unit: str
    years: tuple[int, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    base: int | None = None
    """The year whose values are 100, where counts of unlike sizes are drawn together."""


@dataclass(frozen=True)
class TableBlock:
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Territory, tuple[str, ...]], ...]


@dataclass(frozen=True)
class KeyFigure:
    slug: str
    theme: str
    text: str
    title: str
    period: int
    trend: str
    """`en hausse de 0,4 point depuis 2020`, or nothing."""


@dataclass(frozen=True)
class KeyFiguresBlock:
    figures: tuple[KeyFigure, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class SourcesBlock:
    """`rows`: producer, title, vintage, licence, address, what was done for secrecy."""

    rows: tuple[tuple[str, str, str, str, str, str], ...]


Block = MapBlock | RankingBlock | EvolutionBlock | TableBlock | KeyFiguresBlock | SourcesBlock


def band_label(label: str) -> str:
    """`1,7 à 2 consultations par an et par habitant` -> `1,7 à 2`: the title has told a long unit."""
    numbers, _, unit = label.partition(SPACE)
    if len(unit) <= LONGEST_UNIT:
        return label
    return numbers + (" et plus" if label.endswith(" et plus") else "")


def headline(text: str) -> str:
    """A value large on a page: its unit follows only where it is short."""
    return text if len(text) <= LONGEST_HEADLINE else short(text)
