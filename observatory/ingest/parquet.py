"""Parquet and GeoParquet, through DuckDB."""

import tempfile
from functools import cache

import duckdb
import numpy as np

from observatory.catalogue.source import Source
from observatory.errors import DataError
from observatory.ingest.columns import declared_columns, whole_rows
from observatory.ingest.content import refuse_web_answers
from observatory.ingest.table import Table, require, table


def read_parquet(file: str, content: bytes, source: Source) -> Table:
    """The declared columns as text (all of them where whole rows are counted), an empty text where a cell is null."""
    refuse_web_answers(file, content)
    with tempfile.NamedTemporaryFile(suffix=".parquet") as copy, _engine().cursor() as connection:
        copy.write(content)
        copy.flush()
        try:
            relation = connection.read_parquet(copy.name)
            wanted = relation.columns if whole_rows(source) else declared_columns(source)
            require(file, 0, wanted, relation.columns)
            texts = (duckdb.ColumnExpression(name).cast("VARCHAR").alias(name) for name in wanted)
            cells = relation.select(*texts).fetchnumpy()
        except duckdb.Error as error:
            raise DataError(
                f"{file} : ce n'est pas un fichier Parquet entier ({str(error).splitlines()[0]})."
            ) from None
    columns = [np.ma.filled(cells[name], "") for name in wanted]
    return table(file, wanted, columns, np.arange(1, len(columns[0]) + 1), 0)


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Opened once for all the files."""
    return duckdb.connect()
