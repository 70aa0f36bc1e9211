"""Every secret count of a release, protected together; then the figures that are made of shown counts only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from observatory.catalogue.rule import Rule
from observatory.errors import SecrecyError
from observatory.secrecy.audit import Audit, checked
from observatory.secrecy.chosen import Chosen
from observatory.secrecy.earlier import Earlier
from observatory.secrecy.linked import Ground, Linked, contributed, linked
from observatory.secrecy.needed import CELL, COUNT, needs, secret_cells
from observatory.secrecy.protect import Protection, protect
from observatory.secrecy.relations import Mask
from observatory.statistics.numbers import NARROW
from observatory.warehouse.read import Warehouse

FIGURES = ["value", "numerator", "denominator", "low", "high", "margin", "n"]


@dataclass(frozen=True)
class Guarded:
    """A table and what of it is hidden."""

    linked: Linked
    protection: Protection

    @property
    def measures(self) -> list[str]:
        return sorted(set(self.linked.table.cells.loc[self.linked.offered, "measure"]))

    @property
    def primary(self) -> int:
        """Offered cells that the rule itself hides."""
        return int((self.linked.offered & self.linked.table.cells["sensitive"]).sum())

    @property
    def hidden(self) -> int:
        return int((self.linked.offered & self.protection.hidden).sum())

    def counts(self) -> pd.DataFrame:
        """measure, level, code, period and value (none where hidden): what the release says of these counts."""
        cells = self.linked.table.cells.assign(shown=~self.protection.hidden)[self.linked.offered]
        made = cells[["measure", "level", "code"]].assign(period=cells["period"].astype(int))
        return made.assign(value=cells["value"].where(cells["shown"]))

    def attacked(self, counts: pd.DataFrame) -> Audit:
        """The gate: attack this table as a file tells it; SecrecyError names what can be told."""
        cells = self.linked.table.cells
        key = ["measure", "level", "code", "period"]
        named = cells[key].assign(period=cells["period"].astype(int))
        told = named.merge(counts, on=key, how="left", validate="one_to_one")["value"]
        wrong = told.notna() & (told != cells["value"].to_numpy())
        if wrong.any():
            raise SecrecyError(f"{self.linked.title}{NARROW}: le fichier ne dit pas les effectifs qu’il devait dire.")
        hidden: Mask = np.where(self.linked.offered, told.isna(), self.protection.hidden)
        try:
            return checked(self.linked.table, _with(self.protection, hidden), self.linked.rule)
        except SecrecyError as error:
            raise SecrecyError(f"{self.linked.title}{NARROW}: {error}") from None


def _with(protection: Protection, hidden: Mask) -> Protection:
    return Protection(hidden, protection.volume, protection.bound, protection.nodes, protection.rounds)


@dataclass(frozen=True)
class Guard:
    """tables: every linked table; cells: what the indicators that a rule protects show; counts: what they come from."""

    tables: tuple[Guarded, ...]
    cells: pd.DataFrame
    counts: pd.DataFrame


def guard(warehouse: Warehouse, chosen: Chosen, releases: Sequence[Earlier]) -> Guard:
    """Raises SecrecyError, with the table, where what is already out makes protection impossible."""
    cells = secret_cells(warehouse, chosen)
    needed = needs(warehouse, chosen, cells)
    offered = needed.loc[needed["complete"], COUNT].drop_duplicates()
    ground = Ground(warehouse.query("FROM memberships"), offered, releases)
    tables = tuple(_tables(warehouse, chosen, ground))
    counts = pd.concat([table.counts() for table in tables] or [_no_counts()], ignore_index=True)
    return Guard(tables, masked(cells, needed, counts), counts)


def _no_counts() -> pd.DataFrame:
    return pd.DataFrame({"measure": [], "level": [], "code": [], "period": [], "value": []})


def _tables(warehouse: Warehouse, chosen: Chosen, ground: Ground) -> Iterator[Guarded]:
    for source in {source.slug: source for source in chosen.secret.values()}.values():
        assert isinstance(source.rule, Rule)
        for counts in linked(warehouse, source, source.rule, ground):
            yield (guarded := _guarded(counts))
            for quantity in contributed(warehouse, counts, guarded.protection.hidden, ground):
                yield _guarded(quantity)


def _guarded(table: Linked) -> Guarded:
    try:
        return Guarded(table, protect(table.table))
    except SecrecyError as error:
        raise SecrecyError(f"{table.title}{NARROW}: {error}") from None


def masked(cells: pd.DataFrame, needed: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """The cells, without a figure wherever one of their counts is not shown, or a figure would tell that it is none."""
    shown = counts.loc[counts["value"].notna(), ["measure", "level", "code", "period"]]
    told = pd.MultiIndex.from_frame(needed[COUNT]).isin(pd.MultiIndex.from_frame(shown)) & needed["complete"]
    free = needed.assign(told=told).groupby(CELL)["told"].all()
    kept = free.reindex(pd.MultiIndex.from_frame(cells[CELL])).fillna(False).to_numpy(dtype=bool)
    secret = ~kept & cells["numerator"].notna().to_numpy()
    made = cells.assign(**{name: cells[name].where(kept) for name in FIGURES})
    return made.assign(quality=cells["quality"].where(kept, None), status=np.where(secret, "secret", cells["status"]))
