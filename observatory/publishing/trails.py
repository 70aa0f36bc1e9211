"""The years of a figure, as far back as they may be compared with it."""

from observatory.statistics.ranking import comparable
from observatory.statistics.sentences import Figure
from observatory.warehouse.own import any_trails
from observatory.warehouse.read import Warehouse

Trail = tuple[tuple[int, float | None], ...]
"""(year, value): None where it is not known, or fragile."""


def trails(warehouse: Warehouse, level: str, code: str) -> dict[str, Trail]:
    """Indicator -> every year known in a territory, or in a group of communes."""
    frame = any_trails(warehouse, level, code)
    sayable = frame["value"].where(comparable(frame))
    told = frame.assign(shown=sayable.astype(object).where(sayable.notna(), None))
    return {
        str(slug): tuple(zip(years["period"].tolist(), years["shown"].tolist(), strict=True))
        for slug, years in told.groupby("indicator", sort=False)
    }


def since(one: Figure, trail: Trail) -> Trail:
    """From the earlier year that the figure is compared with; empty without one."""
    if one.earlier is None:
        return ()
    first, last = one.earlier.key.period, one.cell.key.period
    return tuple((year, value) for year, value in trail if first <= year <= last)
