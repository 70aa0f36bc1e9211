"""What each source brought to the served warehouse, file by file, and what is still waited for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from observatory.catalogue import Catalogue, Collectivite
from observatory.warehouse.files import file_pattern
from observatory.warehouse.read import Warehouse


@dataclass(frozen=True)
class Refusal:
    """Rows or cells of a file refused for one reason; `line`, `column_name` and `raw` are those of the first."""

    reason: str
    rows: int
    line: int
    column_name: str
    raw: str


@dataclass(frozen=True)
class FileState:
    """`outside` are another collectivité's; `superseded` observations gave way to a newer file's."""

    file: str
    dropped: bool
    modified: str
    sha256: str
    rows: int
    kept: int
    rejected: int
    outside: int
    superseded: int
    first_period: int | None
    last_period: int | None
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class Coverage:
    """Territories of a level with a value in the latest year, among all those of the level."""

    level: str
    title: str
    period: int
    territories: int
    total: int


@dataclass(frozen=True)
class SourceState:
    """A declared source; without files, it waits for one named like `pattern`."""

    source: str
    producer: str
    title: str
    licence: str
    page: str
    address: str | None
    vintage: str
    pattern: str
    demonstration: bool
    verified: bool
    files: tuple[FileState, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True)
class Awaited:
    """Measures without any source, what they wait for, and the indicators that wait with them."""

    awaits: str
    measures: tuple[str, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Inventory:
    sources: tuple[SourceState, ...]
    awaited: tuple[Awaited, ...]
    unclaimed: tuple[Refusal, ...]
    """Dropped files that no source asks for: the file's name is in `raw`."""


FILES = """
SELECT source, file, dropped, modified, sha256, rows, kept, rejected, outside, superseded, first_period, last_period
FROM files ORDER BY source, file"""

REFUSALS = """
SELECT source, file, reason, count(*) AS rows, min(line) AS line, arg_min(column_name, line) AS column_name,
       arg_min(raw, line) AS raw
FROM rejects GROUP BY source, file, reason ORDER BY rows DESC, reason"""

COVERAGE = """
WITH latest AS (
    SELECT source, level, max(period) AS period FROM observations WHERE value IS NOT NULL GROUP BY source, level
)
SELECT source, level, l.title, period, count(DISTINCT code) AS territories,
       (SELECT count(*) FROM territories t WHERE t.level = l.level) AS total
FROM observations o JOIN latest USING (source, level, period) JOIN levels l USING (level)
WHERE value IS NOT NULL GROUP BY source, level, l.level, l.title, l.rank, period ORDER BY source, l.rank"""

AWAITED = """
SELECT awaits, list_sort(list(DISTINCT measure)) AS measures,
       coalesce(list_sort(list(DISTINCT slug) FILTER (slug IS NOT NULL)), []) AS indicators
FROM measures LEFT JOIN operands USING (measure)
WHERE awaits <> '' AND measure NOT IN (SELECT measure FROM observations)
GROUP BY awaits ORDER BY awaits"""


def inventory(warehouse: Warehouse, catalogue: Catalogue, collectivite: Collectivite) -> Inventory:
    """Every declared source with what the served warehouse holds of it, in the order of the declarations."""
    refusals = _grouped(_rows(warehouse, REFUSALS), "source", "file")
    files, coverage = _grouped(_rows(warehouse, FILES), "source"), _grouped(_rows(warehouse, COVERAGE), "source")
    vintages = {row["source"]: row["vintage"] for row in _rows(warehouse, "SELECT source, vintage FROM sources")}
    states = tuple(
        SourceState(
            source=slug,
            producer=source.producer,
            title=source.title,
            licence=source.licence,
            page=source.page,
            address=source.address,
            vintage=vintages.get(slug, source.vintage),
            pattern=file_pattern(source, collectivite),
            demonstration=source.demonstration,
            verified=source.verified,
            files=tuple(_file(row, refusals.get((slug, row["file"]), [])) for row in files.get((slug,), [])),
            coverage=tuple(Coverage(**row) for row in coverage.get((slug,), [])),
        )
        for slug, source in catalogue.sources.items()
    )
    unclaimed = tuple(
        Refusal(row["reason"], row["rows"], 0, "", file)
        for (source, file), rows in refusals.items()
        if not source
        for row in rows
    )
    awaited = (
        Awaited(row["awaits"], tuple(row["measures"]), tuple(row["indicators"])) for row in _rows(warehouse, AWAITED)
    )
    return Inventory(states, tuple(awaited), unclaimed)


def _file(row: dict[str, Any], refusals: Sequence[dict[str, Any]]) -> FileState:
    return FileState(**row, refusals=tuple(Refusal(**refusal) for refusal in refusals))


def _rows(warehouse: Warehouse, sql: str) -> list[dict[str, Any]]:
    """Plain Python values, None where there is none."""
    frame = warehouse.query(sql).astype(object)
    return [
        {str(name): value for name, value in row.items()} for row in frame.where(frame.notna(), None).to_dict("records")
    ]


def _grouped(rows: Sequence[dict[str, Any]], *keys: str) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """The rows by their keys, which leave them."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row.pop(key) for key in keys), []).append(row)
    return groups
