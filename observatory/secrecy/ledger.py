"""The audit of a release, in two versions.

The one for the house tells how many cells the rules hide, how many more were hidden for their sake, and what that cost.
The one that ships does not: how many of each, table by table, would help to tell them apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from observatory.catalogue.rule import ALREADY_PUBLIC
from observatory.secrecy.audit import Audit
from observatory.secrecy.chosen import Chosen
from observatory.secrecy.guard import Guard, Guarded
from observatory.secrecy.versions import Edition

SHIPPED = ("cells", "hidden", "narrowest", "widest", "exact", "narrow", "relations", "gap", "sha256")
"""What of a table's audit may be read outside."""


@dataclass(frozen=True)
class Ledger:
    """`audits` are those of the guard's tables, in the same order."""

    edition: Edition
    version: str
    chosen: Chosen
    guard: Guard
    audits: Sequence[Audit]

    def outside(self) -> dict[str, Any]:
        """What ships in the release."""
        tables = [self._outside(*pair) for pair in zip(self.guard.tables, self.audits, strict=True)]
        return {**self._about(), "tables": tables}

    def inside(self) -> dict[str, Any]:
        """What stays in the house, with what stays out and why, and what protection cost."""
        tables = [self._inside(*pair) for pair in zip(self.guard.tables, self.audits, strict=True)]
        return {
            **self._about(),
            "sources_out": self.chosen.sources_out,
            "indicators_out": self.chosen.indicators_out,
            "totals": _totals(tables),
            "tables": tables,
        }

    def _about(self) -> dict[str, Any]:
        catalogue = self.chosen.catalogue
        return {
            "version": self.version,
            "edition": self.edition.name,
            "sources": {slug: _rule(source.rule) for slug, source in catalogue.sources.items()},
            "indicators": list(catalogue.indicators),
        }

    def _outside(self, table: Guarded, audit: Audit) -> dict[str, Any]:
        told = audit.as_dict()
        return {**_named(table), **{key: told[key] for key in SHIPPED}, **_offered(table)}

    def _inside(self, table: Guarded, audit: Audit) -> dict[str, Any]:
        spent = {key: audit.as_dict()[key] for key in ("volume", "bound", "nodes", "rounds")}
        hidden = {"primary": table.primary, "secondary": table.hidden - table.primary}
        return {**self._outside(table, audit), **hidden, **spent}


def _named(table: Guarded) -> dict[str, Any]:
    return {"source": table.linked.source.slug, "title": table.linked.title, "measures": table.measures}


def _offered(table: Guarded) -> dict[str, int]:
    return {"cells": int(table.linked.offered.sum()), "hidden": table.hidden}


def _rule(rule: object) -> Any:
    return rule if rule == ALREADY_PUBLIC else rule.model_dump(mode="json")  # type: ignore[attr-defined]


def _totals(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Over all tables; `points`: what joint protection hides beyond the rule, in points of the cells offered."""
    keys = ("cells", "hidden", "primary", "secondary", "exact", "narrow")
    sums = {key: sum(table[key] for table in tables) for key in keys}
    return {**sums, "points": 100 * sums["secondary"] / sums["cells"] if sums["cells"] else 0.0}
