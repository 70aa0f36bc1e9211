"""Two to six territories side by side, indicator by indicator; one answer for the page, the sheet and the document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

import pandas as pd

from observatory.catalogue import Indicator
from observatory.figures.sentences import gap_text
from observatory.figures.words import STATUSES, value_text
from observatory.publishing.profiles import Known, Row, figure, known
from observatory.publishing.trails import Trail, since, trails
from observatory.statistics.commentary import commentary
from observatory.statistics.sentences import Sentence, trend_since
from observatory.warehouse.own import any_table
from observatory.warehouse.read import Warehouse

MOST = 6
SIGNIFICANT = 0.05
"""A gap is told as real below this adjusted p-value; above, chance may explain it."""

Place = tuple[str, str]
"""level, code; of a group of communes, `groupe` and its text."""


@dataclass(frozen=True)
class Value:
    """One figure of one territory, in words and as a number."""

    value: float | None
    text: str
    gap: str | None
    """`4,4 points de plus`: than the collectivité, whose column stands beside."""
    index: float | None
    """100 is the collectivité; None for a count, or where comparing means nothing."""
    status: str
    quality: str | None
    significant: bool | None
    """Whether chance alone would rarely make such a gap; None where it cannot be told."""
    trail: Trail
    """Empty unless drawn."""
    trend: str | None
    """`en hausse de 1,2 point depuis 2020`"""


@dataclass(frozen=True)
class Line:
    """One indicator in each territory, in the order asked; None where it has no cell at that level."""

    indicator: Indicator
    period: int
    whole: str
    demonstration: bool
    values: tuple[Value | None, ...]


def compare(warehouse: Warehouse, places: Sequence[Place], drawn: bool = False) -> list[Line]:
    """Every indicator with a value in one of the territories, in order of display, each at its latest year.

    Only where they are `drawn` are the years before it asked for: a document tells the latest.
    """
    about, rows = known(warehouse), _rows(warehouse, places)
    years = [trails(warehouse, *place) if drawn else {} for place in places]
    slugs = [slug for slug in about.indicators if any((slug, *place) in rows for place in places)]
    return [
        _line(
            about.indicators[slug],
            [rows.get((slug, *place)) for place in places],
            [own.get(slug, ()) for own in years],
            about,
        )
        for slug in slugs
    ]


def strengths(warehouse: Warehouse, place: Place, limit: int = 3) -> tuple[Sentence, ...]:
    """What is remarkable in one of the territories, for « forces et fragilités »."""
    about = known(warehouse)
    told = [figure(row, about) for row in any_table(warehouse, place[0], [place[1]]).to_dict("records")]
    real = [one for one in told if not about.demonstration(one.indicator)]
    return commentary(real[0].name, about.whole, real, limit) if real else ()


def widest(lines: Sequence[Line]) -> tuple[Line, int, str] | None:
    """The line, the place in it and the words of the gap that is largest in proportion to the whole's value.

    Invented figures are passed over, and balances (a difference of counts), whose proportion means nothing near zero.
    """
    gaps = [
        (abs(log(value.index / 100)), line, rank, value.gap)
        for line in lines
        if not (line.demonstration or line.indicator.numerator.minus)
        for rank, value in enumerate(line.values)
        if value and value.index and value.gap
    ]
    return max(gaps, key=lambda gap: gap[0])[1:] if gaps else None


def _rows(warehouse: Warehouse, places: Sequence[Place]) -> dict[tuple[str, str, str], Row]:
    """(indicator, level, code) -> row, one query a level."""
    levels = dict.fromkeys(level for level, _ in places)
    frames = [any_table(warehouse, level, [code for own, code in places if own == level]) for level in levels]
    records = pd.concat(frames).to_dict("records") if frames else []
    return {(row["indicator"], row["level"], row["code"]): row for row in records}


def _line(indicator: Indicator, rows: Sequence[Row | None], years: Sequence[Trail], about: Known) -> Line:
    present = [row for row in rows if row is not None]
    newest = max(present, key=lambda row: int(row["period"]))
    return Line(
        indicator=indicator,
        period=int(newest["period"]),
        whole=_text(newest["whole_value"], str(newest["whole_status"]), indicator, about),
        demonstration=about.demonstration(indicator),
        values=tuple(
            None if row is None else _value(row, trail, indicator, about)
            for row, trail in zip(rows, years, strict=True)
        ),
    )


def _value(row: Row, trail: Trail, indicator: Indicator, about: Known) -> Value:
    one = figure(row, about)
    return Value(
        value=None if pd.isna(row["value"]) else float(row["value"]),
        text=_text(row["value"], row["status"], indicator, about),
        gap=(gap_text(one) or "").removesuffix(f" {about.whole.than}") or None,
        index=None if pd.isna(row["index_100"]) or row["quality"] == "fragile" else float(row["index_100"]),
        status=row["status"],
        quality=None if pd.isna(row["quality"]) else row["quality"],
        significant=None if pd.isna(row["p_value"]) else bool(row["p_value"] < SIGNIFICANT),
        trail=since(one, trail),
        trend=trend_since(indicator, one.cell, one.earlier),
    )


def _text(value: float, status: str, indicator: Indicator, about: Known) -> str:
    if pd.isna(value):
        return STATUSES.get(status, "–")
    return value_text(value, indicator.unit, indicator.decimals, about.approximate(indicator))


def by_theme(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """(theme, its lines), in order of display."""
    for theme, group in groupby(lines, key=lambda line: line.indicator.theme):
        yield theme, list(group)
