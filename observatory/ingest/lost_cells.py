"""Cells that the reader of workbooks gives as empty though they are not: errors, and formulas without a result.

python-calamine reads `#DIV/0!` as an empty text (its issue 105, still open), which would pass for an absent figure.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

CELL = re.compile(rb"<c\b([^>]*[^/])>(.*?)</c>", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
RESULT = re.compile(rb"<v>([^<]+)</v>|<is>")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
UNCOMPUTED = "formule sans résultat"

Cells = dict[tuple[int, int], str]


def lost_cells(content: bytes, wanted: list[str]) -> dict[str, Cells]:
    """By wanted sheet: (row, column), both from 0, and what the cell shows. Nothing where a workbook is no archive."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = {name: archive.read(part) for name, part in _parts(archive) if name in wanted}
    return {name: dict(_lost(xml)) for name, xml in sheets.items() if b't="e"' in xml or b"<f" in xml}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name of a sheet, its part of the archive)."""
    targets = {
        link.get("Id"): (link.get("Target") or "").removeprefix("/xl/")
        for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        yield sheet.get("name") or "", f"xl/{targets.get(sheet.get(LINK))}"


def _lost(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, inside in CELL.findall(xml):
        result = RESULT.search(inside)
        error = b't="e"' in attributes
        place = PLACE.search(attributes)
        if place and (error or (b"<f" in inside and not result)):
            shown = result[1].decode() if error and result and result[1] else UNCOMPUTED
            yield (int(place[2]) - 1, _column(place[1].decode())), shown


def _column(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
