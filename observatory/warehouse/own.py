"""A group of communes that somebody composed: its text in an address, and its profile among those of the territories.

The text is `41018.269.103~Val de Cisse`: codes from the first to the last, without the département that repeats, then
the name. It holds all there is to know: nothing is kept on the server.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from observatory.errors import UnknownValue
from observatory.warehouse.compare import table
from observatory.warehouse.groups import GROUP, group_cells, group_series
from observatory.warehouse.read import Warehouse, series, territories

CODE = re.compile(r"(?:\d\d|2[AB])?\d{3}")
"""Three digits take the département of the code before them."""
OWN_WORDS = re.compile(r"[\s,;:~\x00-\x1f\x7f<>\"«»]+")
"""What addresses and sentences are made of cannot be in a name."""
LONGEST = 60
STANDING = ["rank", "tied", "z", "peers", "peer_rank", "peer_median", "peer_group", "comparable", "mean"]
"""A group stands among no others."""
ENOUGH = 6
"""Territories of a level under which their spread means nothing."""


@dataclass(frozen=True)
class Group:
    communes: tuple[str, ...]
    """Sorted codes, each once."""
    name: str = ""

    @classmethod
    def of(cls, communes: Iterable[str], name: str = "") -> "Group":
        return cls(tuple(sorted(set(communes))), OWN_WORDS.sub(" ", name).strip()[:LONGEST].strip())

    @classmethod
    def read(cls, text: str) -> "Group":
        """From an address; UnknownValue for what no group is written like."""
        codes, _, name = text.partition("~")
        found: list[str] = []
        for code in codes.split("."):
            if not CODE.fullmatch(code) or (len(code) == 3 and not found):
                raise UnknownValue("groupe de communes", text, ["par exemple 41018.269.103~Val de Cisse"])
            found.append(code if len(code) == 5 else found[-1][:2] + code)
        return cls.of(found, name)

    @property
    def code(self) -> str:
        """The text of an address."""
        before = ("", *self.communes)
        short = (one[2:] if one[:2] == last[:2] else one for one, last in zip(self.communes, before, strict=False))
        return ".".join(short) + (f"~{self.name}" if self.name else "")

    @property
    def title(self) -> str:
        """`Val de Cisse`; without a name, `Groupe de 5 communes`."""
        count = len(self.communes)
        return self.name or f"Groupe de {count}\u00a0commune{'s' if count > 1 else ''}"


def known_part(warehouse: Warehouse, group: Group) -> tuple[Group, tuple[str, ...]]:
    """The group without the communes that are not in the collectivité today, and those codes."""
    today = set(territories(warehouse, "commune")["code"])
    lost = tuple(code for code in group.communes if code not in today)
    return replace(group, communes=tuple(code for code in group.communes if code in today)), lost


def profile(warehouse: Warehouse, group: Group, period: str | int = "latest") -> pd.DataFrame:
    """The columns of `compare.profile`, one row an indicator that can be computed; those of a standing are empty.

    The spread is that of the territories nearest in size: by it a gap of the group is wide or narrow.
    """
    frame = group_cells(warehouse, group.communes, period)
    alone = dict.fromkeys(STANDING, float("nan"))
    told = frame.assign(level=GROUP, code=group.code, name=group.title, **alone)
    return told.merge(_spreads(warehouse, group), how="left", on=["indicator", "period"])


def _spreads(warehouse: Warehouse, group: Group) -> pd.DataFrame:
    """indicator, period, spread: among the territories of the level whose median population is nearest the group's."""
    sizes = warehouse.query(
        "SELECT level, median(population) AS people FROM territories GROUP BY level HAVING count(*) >= ?", [ENOUGH]
    )
    communes = territories(warehouse, "commune")
    people = communes.loc[communes["code"].isin(group.communes), "population"].sum()
    apart = np.abs(np.log(sizes["people"] / max(people, 1)))
    level = sizes["level"].iloc[int(apart.argmin())]
    return warehouse.query("SELECT indicator, period, spread FROM availability WHERE level = ?", [level])


def any_series(warehouse: Warehouse, slug: str, level: str, code: str) -> pd.DataFrame:
    """`read.series` for territories and groups alike; empty where a group cannot have the indicator."""
    if level != GROUP:
        return series(warehouse, slug, level, code)
    group, _ = known_part(warehouse, Group.read(code))
    known = group_series(warehouse, group.communes)
    return known[known["indicator"] == slug].assign(code=group.code, name=group.title).reset_index(drop=True)


def any_trails(warehouse: Warehouse, level: str, code: str) -> pd.DataFrame:
    """indicator, period, value, status, quality: every year known, oldest first, in a territory or a group."""
    if level == GROUP:
        return group_series(warehouse, Group.read(code).communes)
    return warehouse.query(
        """SELECT indicator, period, value, status, quality FROM cells
           WHERE level = ? AND code = ? ORDER BY indicator, period""",
        [level, code],
    )


def any_table(warehouse: Warehouse, level: str, codes: Sequence[str]) -> pd.DataFrame:
    """`compare.table` for territories and groups alike: the code of a group is its text."""
    if level != GROUP:
        return table(warehouse, level, codes)
    return pd.concat([profile(warehouse, Group.read(code)) for code in codes], ignore_index=True)
