"""Records of a JSON document, such as FINESS: paths of keys in, columns of text out."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from observatory.catalogue.form import Json
from observatory.errors import DataError
from observatory.ingest.content import refuse_web_answers
from observatory.ingest.table import Table, quote, table

PICK = re.compile(r"(\w+)\[(\w+)=([^\]]+)\]")


def read_json(file: str, content: bytes, form: Json) -> Table:
    """One row per record; a key that a record lacks is an empty cell, one that no record has is a DataError."""
    refuse_web_answers(file, content)
    records = list(_records(file, _document(file, content), form.rows))
    columns = [[_text(_follow(record, path)) for record in records] for path in form.columns.values()]
    for (name, path), column in zip(form.columns.items(), columns, strict=True):
        if records and not any(column):
            raise DataError(f"{file} : aucun enregistrement n'a {quote(path)}, où la colonne {quote(name)} se lit.")
    return table(file, list(form.columns), columns, np.arange(1, len(records) + 1), 0)


def _document(file: str, content: bytes) -> Any:
    try:
        return json.loads(gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)
    except (EOFError, gzip.BadGzipFile) as error:
        raise DataError(f"{file} : le fichier comprimé est coupé ou abîmé ({error}).") from None
    except json.JSONDecodeError as error:
        raise DataError(f"{file}, ligne {error.lineno}, colonne {error.colno} : ce n'est pas du JSON entier.") from None
    except UnicodeDecodeError:
        raise DataError(f"{file} : le fichier n'est pas en UTF-8.") from None


def _records(file: str, node: Any, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if not keys:
        yield node
        return
    items = node.get(keys[0]) if isinstance(node, dict) else None
    if not isinstance(items, list):
        raise DataError(f"{file} : la liste {quote(keys[0])} manque ; la structure du fichier a changé.")
    for item in items:
        yield from _records(file, item, keys[1:])


def _follow(node: Any, path: str) -> Any:
    """The value at the end of a path, None where it is lost."""
    for step in path.split("."):
        pick = PICK.fullmatch(step)
        node = node.get(pick[1] if pick else step) if isinstance(node, dict) else None
        if pick:
            found = (item for item in node or [] if isinstance(item, dict) and item.get(pick[2]) == pick[3])
            node = next(found, None)
    return node


def _text(value: Any) -> str:
    return "" if value is None else str(value)
