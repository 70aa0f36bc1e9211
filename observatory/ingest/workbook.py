"""Workbooks: sheets of one shape, with title rows, merged headers and tables that run across."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree import ElementTree

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from observatory.catalogue.form import Workbook
from observatory.errors import DataError
from observatory.ingest.content import refuse_web_answers
from observatory.ingest.lost_cells import Cells, lost_cells
from observatory.ingest.table import Integers, Objects, Table, quote, table

Row = list[str]


def read_workbook(file: str, content: bytes, form: Workbook) -> Table:
    """The declared sheets, one under the other, with their name in `feuille`; raise DataError for a broken workbook."""
    refuse_web_answers(file, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [name for name in book.sheet_names if re.fullmatch(form.sheets, name.strip())]
        sheets = [book.get_sheet_by_name(name) for name in names]
        lost = lost_cells(content, names)
    except (CalamineError, zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise DataError(f"{file} : le classeur ne se lit pas ({error}) ; il est coupé ou d'un autre format.") from None
    if not sheets:
        present = ", ".join(book.sheet_names)
        raise DataError(f"{file} : aucune feuille ne s'appelle {quote(form.sheets)}. Feuilles présentes : {present}.")
    text = lru_cache(maxsize=None, typed=True)(_text)
    blocks = [_block(file, sheet, lost.get(sheet.name, {}), form, text) for sheet in sheets]
    return _stacked(file, blocks)


@dataclass(frozen=True)
class _Block:
    """The table of one sheet: named columns of text, the sheet row and column of each row."""

    sheet: str
    header: int
    names: Row
    columns: list[Objects]
    lines: Integers
    places: Objects


def _stacked(file: str, blocks: list[_Block]) -> Table:
    names = blocks[0].names
    for block in blocks:
        if block.names != names:
            raise DataError(
                f"{file}, feuille {quote(block.sheet)} : ses colonnes ne sont pas celles des autres feuilles."
            )
    sheets = np.repeat(
        np.array([block.sheet for block in blocks], dtype=object), [len(block.lines) for block in blocks]
    )
    columns = [np.concatenate(parts) for parts in zip(*(block.columns for block in blocks), strict=True)]
    lines = np.concatenate([block.lines for block in blocks])
    read = table(file, [*names, "feuille"], [*columns, sheets], lines, blocks[0].header)
    return replace(read, origins=(sheets, np.concatenate([block.places for block in blocks])))


def _block(file: str, sheet: CalamineSheet, lost: Cells, form: Workbook, text: Callable[[object], str]) -> _Block:
    rows = [list(map(text, row)) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), shown in lost.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown
    start = _header(file, sheet.name, rows, form)
    stop = _end(file, sheet.name, rows, start + form.header_rows, form)
    heads = [_filled(row) for row in rows[start : start + form.header_rows - 1]] + [rows[start + form.header_rows - 1]]
    lines = [line for line in range(start + form.header_rows + 1, stop + 1) if any(rows[line - 1])]
    body = _carried([rows[line - 1] for line in lines], form.carried)
    shape = _across if form.across else _plain
    return shape(sheet.name, heads, body, np.array(lines, dtype=np.int64), start + 1, form)


def _text(cell: object) -> str:
    """The cell as text; a whole number has no decimals, no number has an exponent, a date is in ISO form."""
    if isinstance(cell, str):
        return " ".join(cell.split()) if cell else cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else _decimals(cell)
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def _decimals(cell: float) -> str:
    plain = repr(cell)
    return np.format_float_positional(cell) if "e" in plain else plain


def _header(file: str, sheet: str, rows: list[Row], form: Workbook) -> int:
    for place, row in enumerate(rows[: len(rows) - form.header_rows + 1]):
        if any(re.fullmatch(form.header, cell) for cell in row):
            return place
    raise DataError(
        f"{file}, feuille {quote(sheet)} : aucune cellule ne dit {quote(form.header)} ; l'en-tête a changé."
    )


def _end(file: str, sheet: str, rows: list[Row], start: int, form: Workbook) -> int:
    """The place of the first row after the table."""
    if form.end is None:
        return len(rows)
    ends = re.compile(form.end).match
    for place, row in enumerate(rows[start:], start):
        if any(map(ends, row[: len(form.stub) or 1])):
            return place
    raise DataError(
        f"{file}, feuille {quote(sheet)} : la ligne {quote(form.end)} manque ; le tableau est sans doute coupé."
    )


def _filled(row: Row) -> Row:
    """A merged cell keeps its text in its first column: give it to the ones that follow."""
    filled, last = [], ""
    for text in row:
        last = text or last
        filled.append(last)
    return filled


def _carried(body: list[Row], width: int) -> list[Row]:
    """The first `width` cells of a row have the text above, up to the first one that has its own."""
    above = [""] * width
    for place, row in enumerate(body):
        own = next((index for index, text in enumerate(row[:width]) if text), width)
        body[place] = [*above[:own], *row[own:]]
        above = body[place][:width]
    return body


def _plain(sheet: str, heads: list[Row], body: list[Row], lines: Integers, header: int, form: Workbook) -> _Block:
    """One row of the sheet, one row; the texts of several header rows are joined by " / "."""
    joined = [" / ".join(dict.fromkeys(filter(None, texts))) for texts in zip(*heads, strict=True)]
    cells = np.array(body, dtype=object).reshape(len(body), len(joined))
    places = np.array([str(line) for line in lines], dtype=object)
    return _Block(sheet, header, [*form.stub, *joined[len(form.stub) :]], list(cells.T), lines, places)


def _across(sheet: str, heads: list[Row], body: list[Row], lines: Integers, header: int, form: Workbook) -> _Block:
    """One cell of the sheet, one row; columns without a header text are none of the table's."""
    width = len(form.stub)
    taken = [place for place in range(width, len(heads[-1])) if heads[-1][place]]
    cells = np.array(body, dtype=object).reshape(len(body), len(heads[-1]))
    stub = [np.repeat(cells[:, place], len(taken)) for place in range(width)]
    told = [np.tile(np.array(head, dtype=object)[taken], len(body)) for head in heads]
    places = np.tile(np.array([_letters(place) for place in taken], dtype=object), len(body))
    columns = [*stub, *told, cells[:, taken].ravel()]
    return _Block(sheet, header, [*form.stub, *form.across, "valeur"], columns, np.repeat(lines, len(taken)), places)


def _letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    high, low = divmod(place, 26)
    return (_letters(high - 1) if high else "") + chr(65 + low)
