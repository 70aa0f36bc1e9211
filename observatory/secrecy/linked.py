"""The secret counts of one source in one year, with everything that ties them together: one table to protect.

Every count of the source is in it, also those that no page shows, since they may be found: a total and all its parts
but one tell the last. So are the communes, shown or not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from observatory.catalogue import Source
from observatory.catalogue.rule import Rule
from observatory.errors import SecrecyError
from observatory.secrecy.atoms import gathered
from observatory.secrecy.beside import comparisons, settled, with_published
from observatory.secrecy.earlier import Earlier, narrowed, with_earlier
from observatory.secrecy.protect import FREE, SILENT, Table
from observatory.secrecy.relations import KEY, Mask, Relations, sums, together, within, zonings
from observatory.secrecy.rules import apply
from observatory.statistics.numbers import NARROW
from observatory.warehouse.read import Warehouse

OBSERVED = """
SELECT measure, code, period, value FROM observations
WHERE level = 'commune' AND source = ? ORDER BY measure, code, period"""

WORKING = ("denominator", "largest", "missing", "least", "most", "floor", "ceiling")
"""Columns that a table is made from, and that its protection does not read."""


@dataclass(frozen=True)
class Linked:
    """`offered`: the cells that the release would show."""

    source: Source
    rule: Rule
    year: int
    table: Table
    offered: Mask

    @property
    def title(self) -> str:
        return f"{self.source.title}, {self.year}"


@dataclass(frozen=True)
class Ground:
    """memberships: commune, level, code; offered: measure, level, code, year; the releases that are out."""

    memberships: pd.DataFrame
    offered: pd.DataFrame
    releases: Sequence[Earlier]


def linked(warehouse: Warehouse, source: Source, rule: Rule, ground: Ground) -> Iterator[Linked]:
    """One table per year in which a count of the source would be shown; counts only."""
    observed = warehouse.query(OBSERVED, [source.slug])
    counted = observed[~observed["measure"].isin(source.contributors)]
    for year in sorted(ground.offered.loc[ground.offered["measure"].isin(counted["measure"]), "year"].unique()):
        yield _linked(warehouse, counted[counted["period"] == year], source, rule, ground, int(year))


def contributed(warehouse: Warehouse, counts: Linked, hidden: Mask, ground: Ground) -> Iterator[Linked]:
    """The quantities of the same source and year, one table each: hidden wherever those they are summed over are.

    What is left of doubt is what as many contributors as the rule's width bring, on average.
    """
    observed = warehouse.query(OBSERVED, [counts.source.slug])
    own = observed[observed["period"] == counts.year]
    for quantity, count in counts.source.contributors.items():
        rows = own[own["measure"] == quantity]
        if len(rows) and quantity in set(ground.offered["measure"]):
            made = _linked(warehouse, rows, counts.source, counts.rule, ground, counts.year)
            yield replace(made, table=_follows(made, counts, hidden, count))


def _follows(quantity: Linked, counts: Linked, hidden: Mask, count: str) -> Table:
    """The quantity's table, secret where its contributors' count is, and known to be 0 where that is shown to be."""
    place = ["level", "code"]
    kept = counts.table.cells.assign(told=~hidden, secret=hidden & (counts.table.cells["state"] != SILENT))
    kept["secret"] |= counts.table.cells["sensitive"]
    of = quantity.table.cells[place].merge(kept[kept["measure"] == count], on=place, how="left")
    cells, nobody = quantity.table.cells, (of["told"].eq(True) & (of["value"] == 0)).to_numpy()
    mean = cells["value"].sum() / max(float(of["value"].sum()), 1.0)
    secret = of["secret"].fillna(True).astype(bool).to_numpy() & (cells["value"] > 0).to_numpy()
    high = np.where(nobody, 0.0, cells["high"])
    width = float(np.ceil(counts.rule.width * mean))
    return replace(quantity.table, cells=cells.assign(sensitive=secret, high=high, width=width))


def _linked(warehouse: Warehouse, rows: pd.DataFrame, source: Source, rule: Rule, ground: Ground, year: int) -> Linked:
    _check_whole(rows)
    measures = sorted(rows["measure"].unique())
    communes = _communes(rows, measures, ground.memberships, year)
    memberships = _memberships(rule, ground)
    cells = _with_groups(pd.concat([communes, _summed(communes, memberships)], ignore_index=True), source)
    offered = _is_offered(cells, ground.offered)
    releases = [_of_table(release, measures, year) for release in ground.releases]
    joined, places = with_earlier(
        cells.assign(state=np.where(offered, FREE, SILENT)), memberships, [one for one in releases if len(one.cells)]
    )
    beside = with_published(joined, warehouse, source, memberships, year)
    known, places = gathered(beside, places, lambda own: _ruled(rule, own), rule.width)
    families = (zonings(known, places), *_within_table(known, source), *comparisons(known, source))
    cells, relations = settled(known, together(*families))
    table = Table(cells.drop(columns=[*WORKING]), relations)
    return Linked(source, rule, year, table, _is_offered(known, ground.offered))


def _check_whole(rows: pd.DataFrame) -> None:
    split = rows[rows["value"] % 1 > 0]
    if len(split):
        first = split.iloc[0]
        raise SecrecyError(
            f"{first['measure']}, commune {first['code']}, {first['period']}{NARROW}: ce n’est pas un nombre entier, "
            "et une règle de secret ne protège que des effectifs."
        )


def _memberships(rule: Rule, ground: Ground) -> pd.DataFrame:
    """Of the levels where the rule lets figures out."""
    every = ground.memberships
    return every[every["level"].isin([*rule.levels, "commune"])] if rule.levels else every


def _communes(rows: pd.DataFrame, measures: Sequence[str], memberships: pd.DataFrame, year: int) -> pd.DataFrame:
    """KEY, value and missing, for every commune: one without a known count adds nothing to any sum."""
    codes = sorted(memberships["commune"].unique())
    grid = pd.MultiIndex.from_product([measures, codes], names=["measure", "code"])
    values = rows.set_index(["measure", "code"])["value"].reindex(grid)
    cells = values.fillna(0.0).reset_index().assign(missing=values.isna().to_numpy())
    return cells.assign(level="commune", part="", period=str(year))[[*KEY, "value", "missing"]]


def _summed(communes: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    links = memberships[memberships["level"] != "commune"]
    joined = communes.drop(columns="level").rename(columns={"code": "commune"}).merge(links, on="commune")
    return joined.groupby(KEY, as_index=False).agg(value=("value", "sum"), missing=("missing", "all"))


def _with_groups(cells: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Add denominator, those among whom a count counts some, and largest, which no source tells."""
    rest = [key for key in KEY if key != "measure"]
    larger = cells[["measure", *rest, "value"]].rename(columns={"measure": "larger", "value": "denominator"})
    named = cells.assign(larger=[source.within.get(measure, "") for measure in cells["measure"]])
    return named.merge(larger, on=["larger", *rest], how="left").drop(columns="larger").assign(largest=np.nan)


def _ruled(rule: Rule, cells: pd.DataFrame) -> pd.DataFrame:
    """What the rule says; a count that is not known adds 0, for sure. Groups are cells too: a relation bounds by them,
    and nobody shows the zeros of what is never shown."""
    none = cells["missing"].fillna(False).astype(bool)
    made, public = apply(rule, cells), cells["least"].notna()
    low = made["low"].where((cells["state"] != SILENT) & ~none, 0.0).where(~public, cells["least"])
    high = cells["most"].where(public, np.where(none, 0.0, np.inf))
    return narrowed(made.assign(low=low, high=high, sensitive=made["sensitive"] & ~public))


def _within_table(cells: pd.DataFrame, source: Source) -> Iterator[Relations]:
    """Parts that make a total, and counts among those of another."""
    for smaller, larger in source.within.items():
        yield within(cells, smaller, larger)
    for total in source.totals:
        yield sums(cells, "measure", total.total, total.parts)


def _is_offered(cells: pd.DataFrame, offered: pd.DataFrame) -> Mask:
    key = cells[["measure", "level", "code"]].assign(year=cells["period"].astype(int))
    return np.asarray(pd.MultiIndex.from_frame(key).isin(pd.MultiIndex.from_frame(offered[list(key)])), dtype=bool)


def _of_table(release: Earlier, measures: Sequence[str], year: int) -> Earlier:
    cells = release.cells
    own = cells["measure"].isin(measures) & (cells["period"] == str(year))
    return replace(release, cells=cells[own])
