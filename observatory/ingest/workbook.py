"""Workbooks: sheets of one shape, with title rows, merged headers and tables that run across."""

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from observatory.catalogue.source import Workbook
from observatory.errors import DataError
from observatory.ingest.content import refuse_web_answers
from observatory.ingest.lost_cells import Cells, lost_cells
from observatory.ingest.table import Table, quote, table

Row = list[str]


def read_workbook(file: str, content: bytes, form: Workbook) -> Table:
    """The declared sheets, one under the other, with their name in `feuille`; raise DataError for a broken workbook."""
    refuse_web_answers(file, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names if re.fullmatch(form.sheets, name.strip())]
        lost = lost_cells(content)
    except (CalamineError, zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise DataError(f"{file} : le classeur ne se lit pas ({error}) ; il est coupé ou d'un autre format.") from None
    if not sheets:
        present = ", ".join(book.sheet_names)
        raise DataError(f"{file} : aucune feuille ne s'appelle {quote(form.sheets)}. Feuilles présentes : {present}.")
    blocks = [_block(file, sheet, lost.get(sheet.name, {}), form) for sheet in sheets]
    return _stacked(file, blocks)


def _stacked(file: str, blocks: list["_Block"]) -> Table:
    names = blocks[0].names
    for block in blocks:
        if block.names != names:
            raise DataError(
                f"{file}, feuille {quote(block.sheet)} : ses colonnes ne sont pas celles des autres feuilles."
            )
    rows = [[*row, block.sheet] for block in blocks for row in block.rows]
    lines = [line for block in blocks for line in block.lines]
    origins = np.array([f"{block.sheet}!{place}" for block in blocks for place in block.places], dtype=object)
    read = table(file, [*names, "feuille"], rows, lines, blocks[0].header)
    return Table(file, read.cells, read.lines, read.header, origins)


class _Block:
    """The table of one sheet: names, rows of text, the sheet row and column of each."""

    def __init__(self, sheet: str, names: Row, header: int) -> None:
        self.sheet, self.names, self.header = sheet, names, header
        self.rows: list[Row] = []
        self.lines: list[int] = []
        self.places: list[str] = []

    def add(self, row: Row, line: int, place: str) -> None:
        self.rows.append(row)
        self.lines.append(line)
        self.places.append(place)


def _block(file: str, sheet: CalamineSheet, lost: Cells, form: Workbook) -> _Block:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), shown in lost.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown
    start = _header(file, sheet.name, rows, form)
    stop = _end(file, sheet.name, rows, start + form.header_rows, form)
    heads = [_filled(row) for row in rows[start : start + form.header_rows - 1]] + [rows[start + form.header_rows - 1]]
    body = [(line, row) for line, row in enumerate(rows[:stop], 1) if line > start + form.header_rows and any(row)]
    return (_across if form.across else _plain)(sheet.name, heads, body, start + 1, form)


def _text(cell: object) -> str:
    """The cell as text; a whole number has no decimals, no number has an exponent, a date is in ISO form."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else np.format_float_positional(cell)
    if isinstance(cell, datetime.date | datetime.datetime):
        return cell.isoformat()
    return " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)


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
    for place, row in enumerate(rows[start:], start):
        if any(re.match(form.end, cell) for cell in row[: len(form.stub) or 1]):
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


def _plain(sheet: str, heads: list[Row], body: list[tuple[int, Row]], header: int, form: Workbook) -> _Block:
    """One row of the sheet, one row; the texts of several header rows are joined by " / "."""
    joined = [" / ".join(dict.fromkeys(filter(None, texts))) for texts in zip(*heads, strict=True)]
    block = _Block(sheet, [*form.stub, *joined[len(form.stub) :]], header)
    for line, row in body:
        block.add(row, line, str(line))
    return block


def _across(sheet: str, heads: list[Row], body: list[tuple[int, Row]], header: int, form: Workbook) -> _Block:
    """One cell of the sheet, one row; columns without a header text are none of the table's."""
    width = len(form.stub)
    block = _Block(sheet, [*form.stub, *form.across, "valeur"], header)
    columns = [(place, [head[place] for head in heads]) for place in range(width, len(heads[-1])) if heads[-1][place]]
    for line, row in body:
        for place, texts in columns:
            block.add([*row[:width], *texts, row[place]], line, _letters(place))
    return block


def _letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    high, low = divmod(place, 26)
    return (_letters(high - 1) if high else "") + chr(65 + low)
