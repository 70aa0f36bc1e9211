"""The door of the room: a declared file in, observations and rejects out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from observatory.catalogue.form import Delimited, Json, Workbook
from observatory.catalogue.source import Source
from observatory.ingest.delimited import read_delimited
from observatory.ingest.jsonfile import read_json
from observatory.ingest.observe import observe
from observatory.ingest.parquet import read_parquet
from observatory.ingest.table import Table
from observatory.ingest.workbook import read_workbook


@dataclass(frozen=True)
class Reading:
    """What one file says.

    observations  measure, system, code, period, value, status, line (the first of its rows); cog and counted, for
                  `recode`; texts are categories
    rejects       file, line, column_name, raw, reason
    given         measure, system, period: what the file gives, for these territories or for others
    places        line, lon, lat, name, told: the rows on the ground, of a source that declares where they are
    rows          rows under the header; kept: those that entered at least one observation
    """

    observations: pd.DataFrame
    rejects: pd.DataFrame
    given: pd.DataFrame
    places: pd.DataFrame
    rows: int
    kept: int
    sha256: str


def read_source(source: Source, path: Path) -> Reading:
    """Read one file under its declaration; raise DataError for a file that cannot be used at all."""
    content = path.read_bytes()
    table = read_table(source, path.name, content)
    observed = observe(source, table)
    digest = hashlib.sha256(content).hexdigest()
    frames = (observed.observations, observed.rejects, observed.given, observed.places)
    return Reading(*frames, len(table), observed.kept, digest)


def read_table(source: Source, file: str, content: bytes) -> Table:
    """The cells of a file as text, under its source's format."""
    match source.format:
        case Delimited() as form:
            return read_delimited(file, content, form)
        case Workbook() as form:
            return read_workbook(file, content, form)
        case Json() as form:
            return read_json(file, content, form)
        case _:
            return read_parquet(file, content, source)
