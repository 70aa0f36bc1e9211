"""Where a brought file may speak of: today's communes and the codes of former ones."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    """`communes`: today's code -> name; `former`: old code -> today's."""

    communes: Mapping[str, str]
    former: Mapping[str, str]
