"""Rows of one identity: the same thing said twice, or two things that cannot both be."""

import numpy as np
import pandas as pd

from observatory.catalogue.source import Source
from observatory.ingest.columns import whole_rows
from observatory.ingest.table import Integers, Mask, Table


def repeats(source: Source, table: Table, usable: Mask, group: Integers, modality: Integers) -> tuple[Mask, Mask]:
    """(rows that say again what a row above says, rows that contradict another row of the same identity)."""
    apart = {name: table.texts(name).places for name in (table.columns if whole_rows(source) else source.parts)}
    identity = pd.DataFrame({**apart, "\0group": group, "\0modality": modality})[usable]
    none = np.zeros(len(table), dtype=bool)
    if not identity.duplicated().any():
        return none, none
    values = {f"\0{take.column}": table.texts(take.column).places[usable] for take in source.take if take.column}
    doubled = identity.assign(**values).duplicated()
    contradicted = identity[~doubled].duplicated(keep=False).reindex(identity.index, fill_value=False)
    return _spread(doubled, usable), _spread(contradicted, usable)


def _spread(part: "pd.Series[bool]", usable: Mask) -> Mask:
    whole = np.zeros(len(usable), dtype=bool)
    whole[usable] = part.to_numpy()
    return whole
