"""A CSV or XLSX file that somebody brings, as text: its header, its rows, and the line where each one stands."""

import csv
import datetime
import io
import unicodedata
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from observatory.errors import DataError

SEPARATORS = (";", ",", "\t")
GUIDE = "Mode d’emploi"
"""The sheet of a template that explains it; every other sheet holds data."""


@dataclass(frozen=True)
class Brought:
    """`header` is plain (lower case, no accents, `_` for spaces); `titles` are its texts as written."""

    file: str
    titles: list[str]
    """Of the columns that are not empty from top to bottom."""
    rows: list[list[str]]
    lines: list[int]
    """The line, or sheet row, of each row, from 1; the header is above the first."""

    @property
    def header(self) -> list[str]:
        return [plain(title) for title in self.titles]


def read_brought(path: Path) -> Brought:
    """The table of a file; raise DataError for a file that is not one table under one header."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} : le fichier ne se lit pas ({error.strerror}).") from None
    told = _sheet(path.name, content) if content.startswith((b"PK", b"\xd0\xcf")) else _text(path.name, content)
    filled = [(line, row) for line, row in enumerate(told, 1) if any(row)]
    if len(filled) < 2:
        raise DataError(f"{path.name} : une ligne d’en-tête et au moins une ligne sont attendues.")
    (_, titles), *rows = filled
    table = list(zip_longest(titles, *(row for _, row in rows), fillvalue=""))
    columns = [column for column in table if any(column)]
    cells = [list(row) for row in zip(*columns, strict=True)]
    return Brought(path.name, cells[0], cells[1:], [line for line, _ in rows])


def plain(text: str) -> str:
    """`Code commune` -> `code_commune`; `Année` -> `annee`."""
    bare = unicodedata.normalize("NFKD", text.strip().lower())
    letters = "".join(letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return "_".join(letters.split())


def _text(file: str, content: bytes) -> list[list[str]]:
    """Records, at the separator that the header line holds most; raise DataError for a file that is cut or broken."""
    text = _decoded(file, content)
    first = text.lstrip().partition("\n")[0]
    try:
        records = _by_line(text, max(SEPARATORS, key=first.count))
    except csv.Error as error:
        raise DataError(f"{file} : guillemets mal fermés ({error}).") from None
    width = next((len(record) for record in records if any(record)), 0)
    short = next((line for line, record in enumerate(records, 1) if any(record) and len(record) < width), None)
    if short:
        raise DataError(f"{file}, ligne {short} : {len(records[short - 1])} champs au lieu de {width}.")
    return records


def _decoded(file: str, content: bytes) -> str:
    """UTF-8, or else what a spreadsheet on Windows writes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text or text.lstrip()[:1] == "<":
        raise DataError(f"{file} : ce n’est ni un CSV ni un classeur XLSX.")
    if text and not text.endswith(("\n", "\r")):
        raise DataError(f"{file} : la dernière ligne n’est pas terminée ; le fichier est sans doute coupé.")
    return text


def _by_line(text: str, separator: str) -> list[list[str]]:
    """Every record at the place of the line it starts on, so that its rank is its line."""
    records: list[list[str]] = []
    reader, start = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 0
    for record in reader:
        records += [[] for _ in range(start - len(records))] + [[cell.strip() for cell in record]]
        start = reader.line_num
    return records


def _sheet(file: str, content: bytes) -> list[list[str]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError as error:
        raise DataError(f"{file} : le classeur ne se lit pas ({error}).") from None
    sheets = {name: rows for name, rows in read.items() if name != GUIDE and any(map(any, rows))}
    if len(sheets) != 1:
        names = ", ".join(sheets) or "aucune"
        raise DataError(f"{file} : une seule feuille de données est attendue ; feuilles remplies : {names}.")
    return [[_cell(cell) for cell in row] for row in next(iter(sheets.values()))]


def _cell(cell: object) -> str:
    """A whole number has no decimals, a date is in ISO form."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date | datetime.datetime):
        return cell.isoformat()
    return str(cell).strip()
