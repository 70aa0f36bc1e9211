"""An XLSX: what is laid out for reading, the rows, and a notice; every text is a text, whatever it begins with."""

import io
import math
from collections.abc import Iterable, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from observatory.catalogue.domain import DEMONSTRATION
from observatory.publishing.publication import Publication, Sheet

HEAD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
WIDTHS = (9, 48)
"""In characters: the narrowest and the widest column."""
MEASURED = 60
"""Rows looked at to choose a width."""
NOTICE, ROWS, COLUMNS = "Notice", "Valeurs", "Colonnes"
INVENTED_COLOUR = "B35806"


def workbook(publication: Publication) -> bytes:
    """The sheets made for reading, then « Valeurs », « Notice » and « Colonnes »."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = publication.title, "Observatoire des solidarités"
    book.properties.description = DEMONSTRATION if publication.demonstration else ""
    for sheet in publication.sheets:
        _write(book, sheet, publication.demonstration)
    _write(book, Sheet(ROWS, publication.rows, ()), publication.demonstration)
    _write_pairs(book, NOTICE, publication.notice)
    _write_pairs(book, COLUMNS, publication.columns.items())
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(book: Workbook, sheet: Sheet, demonstration: bool) -> None:
    page = book.create_sheet(sheet.title)
    page.sheet_properties.tabColor = INVENTED_COLOUR if demonstration else None
    page.freeze_panes = "A2"
    for letter, name in zip(_letters(sheet.rows), sheet.rows.columns, strict=True):
        page.column_dimensions[letter].width = _width(str(name), sheet.rows[name])
    page.append([_cell(page, str(name), HEAD) for name in sheet.rows.columns])
    decimals = sheet.decimals or (None,) * len(sheet.rows)
    for row, shown in zip(sheet.rows.itertuples(index=False), decimals, strict=True):
        page.append([_cell(page, value, shown=shown) for value in row])
    page.auto_filter.ref = f"A1:{get_column_letter(max(1, sheet.rows.shape[1]))}{len(sheet.rows) + 1}"


def _write_pairs(book: Workbook, title: str, pairs: Iterable[tuple[str, str]]) -> None:
    page = book.create_sheet(title)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 100
    for what, words in pairs:
        cells = [_cell(page, what, HEAD), _cell(page, words)]
        for cell in cells:
            cell.alignment = WRAPPED
        page.append(cells)


def _cell(page: WriteOnlyWorksheet, value: object, font: Font | None = None, shown: int | None = None) -> WriteOnlyCell:
    """A number at full precision, a text that is never a formula, or nothing."""
    missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    cell = WriteOnlyCell(page, None if missing else value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif shown is not None:
        cell.number_format = f"#,##0.{'0' * shown}" if shown else "#,##0"
    if font:
        cell.font = font
    return cell


def _letters(rows: pd.DataFrame) -> Sequence[str]:
    return [get_column_letter(rank) for rank in range(1, rows.shape[1] + 1)]


def _width(name: str, values: pd.Series) -> float:
    longest = max(map(len, map(str, [name, *values.head(MEASURED)])))
    return min(max(longest + 2, WIDTHS[0]), WIDTHS[1])
