"""What a build changed: for each indicator, cells added, revised, withdrawn, and the largest revision.

A report is a table of the new warehouse (`revisions`), carried over from build to build, so that "why did this
figure change?" has a dated answer.
"""

from pathlib import Path

import duckdb
import pandas as pd

TOLERANCE = 1e-9

CHANGES = f"""
INSERT INTO revisions
WITH pairs AS (
    SELECT indicator, level, code, period, new.value AS new, old.value AS old, new.value - old.value AS change
    FROM (SELECT * FROM cells WHERE value IS NOT NULL) new
    FULL JOIN (SELECT * FROM previous.cells WHERE value IS NOT NULL) old USING (indicator, level, code, period)
),
changed AS (FROM pairs WHERE new IS NULL OR old IS NULL OR abs(change) > {TOLERANCE} * greatest(1, abs(old)))
SELECT ?, indicator, count(*) FILTER (old IS NULL), count(change), count(*) FILTER (new IS NULL),
       max_by(change, abs(change)), max_by(level, abs(change)), max_by(code, abs(change)), max_by(period, abs(change))
FROM changed GROUP BY indicator
"""

FIRST = """
INSERT INTO revisions
SELECT ?, indicator, count(*), 0, 0, NULL, NULL, NULL, NULL FROM cells WHERE value IS NOT NULL GROUP BY indicator
"""


def record(connection: duckdb.DuckDBPyConnection, previous: Path | None, built_at: str) -> pd.DataFrame:
    """Write the `revisions` of this build after those of the build before it; give back this build's rows."""
    if previous is None or not previous.exists():
        connection.execute(FIRST, [built_at])
    else:
        connection.execute(f"ATTACH '{previous}' AS previous (READ_ONLY)")
        connection.execute("INSERT INTO revisions FROM previous.revisions")
        connection.execute(CHANGES, [built_at])
        connection.execute("DETACH previous")
    return connection.execute("FROM revisions WHERE built_at = ? ORDER BY indicator", [built_at]).df()
