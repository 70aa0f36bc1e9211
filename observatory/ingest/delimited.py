"""Delimited text: RFC 4180 with the producers' separators, encodings and title lines."""

import csv
import io

from observatory.catalogue.source import Delimited
from observatory.errors import DataError
from observatory.ingest.content import decode
from observatory.ingest.table import Table, table


def read_delimited(file: str, content: bytes, form: Delimited) -> Table:
    """The rows of a delimited file as text; raise DataError for a file that is cut, broken or not delimited."""
    text = decode(file, content, form.encoding)
    if not form.open_end and not text.endswith(("\n", "\r")):
        last = text.count("\n") + 1
        raise DataError(
            f"{file}, ligne {last} : la dernière ligne n'est pas terminée ; le fichier est sans doute coupé."
        )
    records, lines = _records(file, text, form)
    names, header = [" ".join(name.split()) for name in records[0]], lines[0]
    rows, row_lines = records[1:], lines[1:]
    _refuse_uneven(file, len(names), rows, row_lines)
    return table(file, names, rows, row_lines, header)


def _records(file: str, text: str, form: Delimited) -> tuple[list[list[str]], list[int]]:
    """Every record below the title lines, header first, with the line each one starts on; blank lines are left out."""
    skipped = "".join(text.splitlines(keepends=True)[: form.skip])
    reader = csv.reader(io.StringIO(text[len(skipped) :], newline=""), delimiter=form.separator, strict=True)
    records, lines, start = [], [], form.skip + 1
    try:
        for record in reader:
            if record:
                records.append(record)
                lines.append(start)
            start = form.skip + reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{file}, ligne {start} : guillemets mal fermés ou ligne illisible ({error}).") from None
    if not records:
        raise DataError(f"{file} : le fichier n'a pas d'en-tête.")
    return records, lines


def _refuse_uneven(file: str, width: int, rows: list[list[str]], lines: list[int]) -> None:
    """A row with another number of fields than the header means a cut file or a wrong separator: nothing is kept."""
    uneven = next((i for i, row in enumerate(rows) if len(row) != width), None)
    if uneven is None:
        return
    found = len(rows[uneven])
    cause = (
        "le fichier est coupé" if uneven == len(rows) - 1 and found < width else "un séparateur manque ou est en trop"
    )
    raise DataError(f"{file}, ligne {lines[uneven]} : {found} champs au lieu de {width} ; {cause}.")
