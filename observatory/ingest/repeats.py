"""Rows of one identity: the same thing said twice, or two things that cannot both be."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.catalogue.source import Source
from observatory.ingest.table import Table

Mask = npt.NDArray[np.bool_]


def modality_columns(source: Source) -> list[str]:
    """The columns whose modalities every territory and year should have: dimensions and filters."""
    filters = [column for take in source.take for column in take.where]
    place = (source.key.column, source.period.column)
    return [column for column in dict.fromkeys([*source.dimensions, *filters]) if column not in place]


def _identity_columns(source: Source, table: Table) -> list[str]:
    """Territory, year, parts and modalities; every column where rows are counted and nothing tells them apart."""
    counts = any(take.column is None for take in source.take)
    if counts and not source.parts:
        return list(table.cells.columns)
    columns = [source.key.column, source.period.column, *source.parts, *modality_columns(source)]
    return list(dict.fromkeys(column for column in columns if column is not None))


def repeats(source: Source, table: Table, usable: Mask, codes: npt.NDArray[np.object_]) -> tuple[Mask, Mask]:
    """(rows that say again what a row above says, rows that contradict another row of the same identity)."""
    columns = {name: table.texts(name).places for name in _identity_columns(source, table)}
    identity = pd.DataFrame({**columns, source.key.column or "": codes})[usable]
    values = {f"\0{take.column}": table.texts(take.column).places[usable] for take in source.take if take.column}
    doubled = identity.assign(**values).duplicated()
    contradicted = identity[~doubled].duplicated(keep=False).reindex(identity.index, fill_value=False)
    return _spread(doubled, usable), _spread(contradicted, usable)


def _spread(part: "pd.Series[bool]", usable: Mask) -> Mask:
    whole = np.zeros(len(usable), dtype=bool)
    whole[usable] = part.to_numpy()
    return whole
