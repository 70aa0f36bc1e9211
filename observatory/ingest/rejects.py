"""What cannot be used, told so that a person can find it: file, line, column, raw text, reason."""

from collections.abc import Sequence

import pandas as pd

from observatory.ingest.table import Mask, Table

REJECTS = ["file", "line", "column_name", "raw", "reason"]
NONE = pd.DataFrame(columns=REJECTS)
"""Nothing to reject; never changed."""


def refused(table: Table, rows: Mask, column: str | None, reason: str | list[str]) -> pd.DataFrame:
    """One reject per row of the mask, with the raw text of `column`."""
    if column is None or not rows.any():
        return NONE
    frame = pd.DataFrame({"file": table.file, "line": table.lines[rows], "column_name": column})
    if table.origins is not None:
        sheets, places = table.origins
        told = zip(sheets[rows], places[rows], strict=True)
        frame["column_name"] = [f"{column} ({sheet}!{place})" for sheet, place in told]
    return frame.assign(raw=table.raw(column, rows), reason=reason)


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rejects one under the other, each told once; empty frames are left out so that they do not blur the types."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return NONE
    return pd.concat(filled, ignore_index=True)[REJECTS].drop_duplicates(ignore_index=True)
