"""Parquet and GeoParquet, through DuckDB."""

import tempfile

import duckdb

from observatory.errors import DataError
from observatory.ingest.content import refuse_web_answers
from observatory.ingest.table import Table, table


def read_parquet(file: str, content: bytes) -> Table:
    """Every column as text, an empty text where it holds nothing."""
    refuse_web_answers(file, content)
    with tempfile.NamedTemporaryFile(suffix=".parquet") as copy, duckdb.connect() as connection:
        copy.write(content)
        copy.flush()
        try:
            found = connection.execute("SELECT coalesce(COLUMNS(*)::VARCHAR, '') FROM read_parquet(?)", [copy.name])
        except duckdb.Error as error:
            raise DataError(
                f"{file} : ce n'est pas un fichier Parquet entier ({str(error).splitlines()[0]})."
            ) from None
        names = [column[0] for column in found.description or []]
        rows = [list(row) for row in found.fetchall()]
    return table(file, names, rows, range(1, len(rows) + 1), 0)
