"""Where a brought file may speak of: today's communes, the codes of former ones, what communes are grouped in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Group:
    """A canton or an EPCI, and the codes of its communes that are of here."""

    name: str
    communes: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """`communes`: today's code -> name; `former`: old code -> today's; `groups`: level -> code -> group."""

    communes: Mapping[str, str]
    former: Mapping[str, str]
    groups: Mapping[str, Mapping[str, Group]] = field(default_factory=dict)
