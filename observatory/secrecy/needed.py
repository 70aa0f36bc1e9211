"""Which secret counts each released figure is made of: a figure goes out only if they all do.

A cell is `complete` when it sums every commune whose counts are known. Otherwise it would differ, by one commune that
lacks a denominator, from what others show: it stays in.
"""

from collections.abc import Iterator

import pandas as pd

from observatory.catalogue import Indicator, Operand
from observatory.secrecy.chosen import Chosen
from observatory.warehouse.read import Warehouse

CELL = ["indicator", "level", "code", "period"]
COUNT = ["measure", "level", "code", "year"]

PARTS = """
SELECT indicator, level, m.code, period, count(*) AS parts
FROM parts p JOIN memberships m ON m.commune = p.code WHERE list_contains($slugs, indicator) GROUP BY ALL"""
KNOWN = """
SELECT measure, m.level, m.code, period AS year, count(*) AS known
FROM observations o JOIN memberships m ON m.commune = o.code
WHERE o.level = 'commune' AND value IS NOT NULL AND list_contains($measures, measure) GROUP BY ALL"""
CELLS = "SELECT c.* FROM cells c WHERE list_contains($slugs, indicator) ORDER BY ALL"


def secret_cells(warehouse: Warehouse, chosen: Chosen) -> pd.DataFrame:
    """The cells of the indicators that a rule protects, at the levels that may go out, with their columns."""
    cells = warehouse.query(CELLS, {"slugs": sorted(chosen.protected)})
    indicators = chosen.catalogue.indicators
    offered = [level in indicators[slug].levels for slug, level in zip(cells["indicator"], cells["level"], strict=True)]
    return cells[pd.Series(offered, index=cells.index, dtype=bool)].reset_index(drop=True)


def needs(warehouse: Warehouse, chosen: Chosen, cells: pd.DataFrame) -> pd.DataFrame:
    """The columns of CELL, then measure, year and complete: one row per secret count of each cell that has a value."""
    years = _years(warehouse, chosen)
    rows = [(slug, *need) for slug in cells["indicator"].unique() for need in years[slug]]
    wanted = pd.DataFrame(rows, columns=["indicator", "period", "measure", "year"])
    made = cells.loc[cells["value"].notna(), CELL].merge(wanted, on=["indicator", "period"])
    parts = warehouse.query(PARTS, {"slugs": list(years)})
    known = warehouse.query(KNOWN, {"measures": list(chosen.secret)})
    counted = made.merge(parts, how="left", on=CELL).merge(known, how="left", on=COUNT)
    counted["complete"] = (
        (counted["parts"] == counted["known"]).groupby([counted[key] for key in CELL]).transform("all")
    )
    return counted.drop(columns=["parts", "known"])


def _years(warehouse: Warehouse, chosen: Chosen) -> dict[str, list[tuple[int, str, int]]]:
    """Indicator -> (its year, a secret measure, the year that it reads it in)."""
    told = warehouse.query("SELECT DISTINCT indicator, period FROM cells ORDER BY ALL")
    known = warehouse.query("SELECT measure, list(DISTINCT period) AS years FROM origins GROUP BY ALL ORDER BY ALL")
    of_measure = {str(name): [int(year) for year in years] for name, years in known.itertuples(index=False)}
    needed: dict[str, list[tuple[int, str, int]]] = {}
    for slug, period in told.itertuples(index=False):
        if slug in chosen.protected:
            one = chosen.catalogue.indicators[slug]
            needed.setdefault(slug, []).extend(_read_in(one, int(period), chosen, of_measure))
    return needed


def _read_in(
    one: Indicator, period: int, chosen: Chosen, of_measure: dict[str, list[int]]
) -> Iterator[tuple[int, str, int]]:
    found = {
        (period, measure, year)
        for top in one.operands
        for operand in (top, *_taken_away(top))
        for _, _, measure in operand.factors
        if measure in chosen.secret
        for year in _reach(operand if top.period == "same" else top, period, of_measure[measure])
    }
    yield from sorted(found)


def _taken_away(operand: Operand) -> Iterator[Operand]:
    """What is taken away from it has years of its own."""
    for other in operand.minus:
        yield from (other, *_taken_away(other))


def _reach(operand: Operand, period: int, known: list[int]) -> list[int]:
    """The years of a measure that a figure of `period` reads; all that are known where the nearest is sought."""
    if operand.period != "same":
        return known
    last = period - operand.lag
    return list(range(last - operand.window + 1, last + 1))
