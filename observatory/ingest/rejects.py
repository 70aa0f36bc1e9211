"""What cannot be used, told so that a person can find it: file, line, column, raw text, reason."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from observatory.ingest.table import Table

REJECTS = ["file", "line", "column_name", "raw", "reason"]


def refused(
    table: Table, rows: npt.NDArray[np.bool_], column: str | None, reason: str | npt.NDArray[np.object_]
) -> pd.DataFrame:
    """One reject per row of the mask, with the raw text of `column`."""
    if column is None or not rows.any():
        return pd.DataFrame(columns=REJECTS)
    frame = pd.DataFrame({"file": table.file, "line": table.lines[rows], "column_name": column})
    if table.origins is not None:
        frame["column_name"] = [f"{column} ({origin})" for origin in table.origins[rows]]
    return frame.assign(raw=table.cells[column].to_numpy()[rows], reason=reason)


def stacked(frames: Sequence[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The frames one under the other, empty ones left out so that they do not blur the types."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True)[columns] if filled else pd.DataFrame(columns=columns)
