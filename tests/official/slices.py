"""Slices of the official files: a few real rows, and the way to write them again in their own format."""

import csv
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import duckdb
from official_files import declared, files
from openpyxl import Workbook as Book
from python_calamine import CalamineWorkbook

from observatory.catalogue.form import Delimited, Json, Workbook
from observatory.catalogue.source import Source
from observatory.ingest.read import read_table

Rows = list[list[str]]
SHEETS = {"drees-aide": ("Tab4-pa", "Tab5-pa", "Tab6-pa"), "drees-mensuel": ("Tableau 2",)}
SLICED = [
    *(
        "caf-iris-2016",
        "caf-iris-2020",
        "dares",
        "drees-aide",
        "drees-mensuel",
        "filosofi-2016-com",
        "filosofi-2019-com",
    ),
    *(
        "filosofi-2019-epci",
        "finess",
        "france-services",
        "melodi-age-com",
        "population-2024",
        "recensement-iris",
        "rpls",
    ),
]
NUMBERS = 10
"""Slices of each source."""


@dataclass(frozen=True)
class Slice:
    """`head` are the rows above the data, the last of them the header; `key`, `year` and `values` are columns."""

    source: Source
    name: str
    head: Rows
    rows: Rows
    key: int | None
    year: int | None
    values: tuple[int, ...]
    encode: Callable[["Slice"], bytes]

    @property
    def content(self) -> bytes:
        return self.encode(self)

    def having(self, **changed: Any) -> "Slice":
        return replace(self, **changed)


@cache
def take_slice(slug: str, number: int) -> Slice:
    """A few neighbouring territories of one file, always the same for a number."""
    random = Random(f"{slug} {number}")
    whole = _whole(slug)
    if whole.key is None:
        return whole
    codes = list(dict.fromkeys(row[whole.key] for row in whole.rows))
    start = random.randrange(max(1, len(codes) - 8))
    chosen = set(codes[start : start + 8])
    rows = [row for row in whole.rows if row[whole.key] in chosen]
    return whole.having(source=whole.source.model_copy(update={"at_least": 0}), rows=rows)


@cache
def _whole(slug: str) -> Slice:
    source = declared()[slug]
    path = files(source)[-1]
    match source.format:
        case Delimited():
            return _delimited(source, path.name, path.read_bytes())
        case Workbook():
            return _workbook(source, path.name, path.read_bytes(), SHEETS[slug])
        case _:
            return _columns(source, path.name, path.read_bytes())


def _delimited(source: Source, name: str, content: bytes) -> Slice:
    form = source.format
    assert isinstance(form, Delimited)
    text = content.decode("utf-8-sig")
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=form.separator))
    bom = "\ufeff" if content.startswith(b"\xef\xbb\xbf") else ""

    def encode(part: Slice) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=form.separator).writerows([*part.head, *part.rows])
        return (bom + out.getvalue()).encode("utf-8")

    closed = source.model_copy(update={"format": form.model_copy(update={"open_end": False})})
    return _named(closed, name, records[0], records[1:], encode)


def _columns(source: Source, name: str, content: bytes) -> Slice:
    columns = read_table(source, name, content).columns
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    encode = _encode_json if isinstance(source.format, Json) else _encode_parquet
    return _named(source, name, list(columns), rows, encode)


def _named(source: Source, name: str, header: list[str], rows: Rows, encode: Callable[[Slice], bytes]) -> Slice:
    place = {column: index for index, column in enumerate(header)}
    values = tuple(place[take.column] for take in source.take if take.column)
    year = place[source.period.column] if source.period.column else None
    return Slice(source, name, [header], rows, place[source.key.column or ""], year, values, encode)


def _encode_json(part: Slice) -> bytes:
    """The records under the keys of the declaration, as the real document nests them."""
    form = part.source.format
    assert isinstance(form, Json)
    records: list[Any] = []
    for row in part.rows:
        record: dict[str, Any] = {}
        for name, text in zip(part.head[-1], row, strict=True):
            _plant(record, form.columns.get(name, name).split("."), text)
        records.append(record)
    for key in reversed(form.rows):
        records = [{key: records}]
    return json.dumps(records[0], ensure_ascii=False).encode()


def _plant(record: dict[str, Any], path: list[str], text: str) -> None:
    step, rest = path[0], path[1:]
    if "[" in step:
        name, pick = step.rstrip("]").split("[")
        key, value = pick.split("=")
        items = record.setdefault(name, [{key: value}])
        _plant(items[0], rest, text)
    elif rest:
        _plant(record.setdefault(step, {}), rest, text)
    else:
        record[step] = text


def _encode_parquet(part: Slice) -> bytes:
    names = [f'"{name}"' for name in part.head[-1]]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "part.parquet"
        connection.execute(f"CREATE TABLE part ({', '.join(f'{name} VARCHAR' for name in names)})")
        connection.executemany(f"INSERT INTO part VALUES ({', '.join('?' * len(names))})", part.rows)
        connection.execute(f"COPY part TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _workbook(source: Source, name: str, content: bytes, sheets: tuple[str, ...]) -> Slice:
    """Rows of the first sheet; the other sheets are kept as they are."""
    form = source.format
    assert isinstance(form, Workbook)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    grids = {sheet: _texts(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in sheets}
    first = grids[sheets[0]]
    start = next(i for i, row in enumerate(first) if any("Num" in c or "Code département" in c for c in row))
    start += form.header_rows
    stop = next(i for i, row in enumerate(first) if row[0].startswith(("TOTAL", "nd :")))
    kept = source.model_copy(update={"take": tuple(t for t in source.take if t.where.get("feuille") in sheets)})
    key = 1 if form.stub[0] == "region" else None
    year = None if key else 0
    values = tuple(i for i in range(len(form.stub), len(first[start - 1])) if first[start - 1][i])

    def encode(part: Slice) -> bytes:
        return _write({**grids, sheets[0]: [*part.head, *part.rows, *first[stop:]]})

    return Slice(kept, name, first[:start], first[start:stop], key, year, values, encode)


def _texts(grid: list[list[Any]]) -> Rows:
    return [["" if cell == "" else _plain(cell) for cell in row] for row in grid]


def _plain(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return " ".join(str(cell).split())


def _write(grids: dict[str, Rows]) -> bytes:
    book = Book()
    book.remove(book.worksheets[0])
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
