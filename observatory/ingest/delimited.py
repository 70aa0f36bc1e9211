"""Delimited text: RFC 4180 with the producers' separators, encodings and title lines."""

import contextlib
import csv
import io
from typing import TYPE_CHECKING

import numpy as np

from observatory.catalogue.form import Delimited
from observatory.errors import DataError
from observatory.ingest.content import decode
from observatory.ingest.table import Integers, Table, table

if TYPE_CHECKING:
    from _csv import Reader


def read_delimited(file: str, content: bytes, form: Delimited) -> Table:
    """The rows of a delimited file as text; raise DataError for a file that is cut, broken or not delimited."""
    text = decode(file, content, form.encoding)
    if not form.open_end and not text.endswith(("\n", "\r")):
        last = text.count("\n") + 1
        raise DataError(
            f"{file}, ligne {last} : la dernière ligne n'est pas terminée ; le fichier est sans doute coupé."
        )
    records, lines = _records(file, text, form)
    if not records:
        raise DataError(f"{file} : le fichier n'a pas d'en-tête.")
    above = 0 if form.names else 1
    names = list(form.names) or [" ".join(name.split()) for name in records[0]]
    _refuse_uneven(file, len(names), records, lines)
    columns = list(zip(*records[above:], strict=True)) or [()] * len(names)
    return table(file, names, columns, lines[above:], int(lines[0]))


def _records(file: str, text: str, form: Delimited) -> tuple[list[list[str]], Integers]:
    """Every record below the title lines, header first, and the line each one starts on; blank lines are left out."""
    reader = _reader(text, form)
    try:
        records = list(reader)
    except csv.Error as error:
        line = form.skip + _start_of_the_broken_record(text, form)
        raise DataError(f"{file}, ligne {line} : guillemets mal fermés ou ligne illisible ({error}).") from None
    sizes = np.ones(len(records), dtype=np.int64)
    if reader.line_num > len(records):
        sizes += [sum(map(_line_ends, record)) for record in records]
    lines = form.skip + 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]]) if records else sizes
    filled = np.array([bool(record) for record in records], dtype=bool)
    return [record for record in records if record], lines[filled]


def _reader(text: str, form: Delimited) -> "Reader":
    """The records below the title lines."""
    lines = io.StringIO(text, newline="")
    for _ in range(form.skip):
        lines.readline()
    return csv.reader(lines, delimiter=form.separator, strict=True)


def _line_ends(cell: str) -> int:
    """How many lines a quoted cell spans, less one."""
    return cell.count("\n") + cell.replace("\r\n", "").count("\r")


def _start_of_the_broken_record(text: str, form: Delimited) -> int:
    reader, start = _reader(text, form), 1
    with contextlib.suppress(csv.Error):
        for _ in reader:
            start = reader.line_num + 1
    return start


def _refuse_uneven(file: str, width: int, rows: list[list[str]], lines: Integers) -> None:
    """A row with another number of fields than the header means a cut file or a wrong separator: nothing is kept."""
    uneven = next((i for i, row in enumerate(rows) if len(row) != width), None)
    if uneven is None:
        return
    found = len(rows[uneven])
    cause = (
        "le fichier est coupé" if uneven == len(rows) - 1 and found < width else "un séparateur manque ou est en trop"
    )
    raise DataError(f"{file}, ligne {lines[uneven]} : {found} champs au lieu de {width} ; {cause}.")
