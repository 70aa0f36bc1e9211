"""A group of communes that somebody composed: its text in an address, and its profile among those of the territories.

The text is `41018.269.103~Val de Cisse`: codes from the first to the last, without the département that repeats, then
the name. It holds all there is to know: nothing is kept on the server.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from observatory.errors import UnknownValue
from observatory.warehouse.compare import table
from observatory.warehouse.groups import GROUP, group_cells
from observatory.warehouse.read import Warehouse, territories

CODE = re.compile(r"(?:\d\d|2[AB])?\d{3}")
"""Three digits take the département of the code before them."""
OWN_WORDS = re.compile(r"[\s,;:~\x00-\x1f\x7f<>\"«»]+")
"""What addresses and sentences are made of cannot be in a name."""
LONGEST = 60
STANDING = ["rank", "tied", "z", "peers", "peer_rank", "peer_median", "peer_group", "comparable", "mean", "spread"]
"""A group stands among no others."""


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
    """The columns of `compare.profile`, one row an indicator that can be computed; those of a standing are empty."""
    frame = group_cells(warehouse, group.communes, period)
    alone = dict.fromkeys(STANDING, float("nan"))
    return frame.assign(level=GROUP, code=group.code, name=group.title, **alone)


def any_table(warehouse: Warehouse, level: str, codes: Sequence[str]) -> pd.DataFrame:
    """`compare.table` for territories and groups alike: the code of a group is its text."""
    if level != GROUP:
        return table(warehouse, level, codes)
    return pd.concat([profile(warehouse, Group.read(code)) for code in codes], ignore_index=True)
