"""What a build changed, written into the new warehouse and carried over from build to build, so that "why did this
figure change?" keeps a dated answer.

revisions        one indicator: cells added, revised, withdrawn, and the largest revision
series_changes   one indicator at one level, one kind of change: `nouvelle`, `prolongee` (new years), `completee` (new
                 territories in a known year), `revisee`, `retiree`, `raccourcie` (years gone), `saut`, `redefinie`,
                 `interrompue` (without territories that had a value the year before, or in the previous warehouse)
revised_cells    the largest revisions of each indicator, old and new value
falls            one figure of a list that is lower than before, gone, or no longer secret: a row lacks, perhaps
file_changes     one file that is new, modified or gone
coverage_changes one level: indicators and values before and after
"""

from pathlib import Path

import duckdb
import pandas as pd

TOLERANCE = 1e-9
LARGEST = 5
"""Revisions kept for each indicator."""
JUMP = 3
"""A jump is a yearly change over this many times the largest one of the years before."""
STEPS = 3
"""Yearly changes that must come before, for a jump to be told from an ordinary one."""

HISTORY = ("revisions", "series_changes", "revised_cells", "falls", "file_changes", "coverage_changes")
COMPARED = ("cells", "files", "indicators")
"""The tables of the previous warehouse that a build is compared with."""

PAIRS = f"""
CREATE TEMP TABLE pairs AS
SELECT indicator, level, code, period, new.value AS new, old.value AS old, new.value - old.value AS change,
       coalesce(abs(new.value - old.value) > {TOLERANCE} * greatest(1, abs(old.value)), false) AS revised
FROM (SELECT * FROM cells WHERE value IS NOT NULL) new
FULL JOIN (SELECT * FROM old_cells WHERE value IS NOT NULL) old USING (indicator, level, code, period)"""

REVISIONS = """
INSERT INTO revisions
SELECT $built_at, indicator, count(*) FILTER (old IS NULL), count(*) FILTER (revised), count(*) FILTER (new IS NULL),
       max_by(change, abs(change)) FILTER (revised), max_by(level, abs(change)) FILTER (revised),
       max_by(code, abs(change)) FILTER (revised), max_by(period, abs(change)) FILTER (revised)
FROM pairs WHERE revised OR new IS NULL OR old IS NULL GROUP BY indicator"""

YEARS = """
CREATE TEMP TABLE years AS
SELECT indicator, level, period, count(new) AS news, count(old) AS olds, count(*) FILTER (revised) AS revised,
       count(*) FILTER (old IS NULL) AS added, count(*) FILTER (new IS NULL) AS withdrawn,
       sum(count(new)) OVER series AS all_news, sum(count(old)) OVER series AS all_olds
FROM pairs GROUP BY indicator, level, period WINDOW series AS (PARTITION BY indicator, level)"""

SERIES = """
INSERT INTO series_changes BY NAME
SELECT $built_at AS built_at, indicator, level, kind, list_sort(list(period)) AS periods, sum(cells) AS cells FROM (
    SELECT *, CASE WHEN all_olds = 0 THEN 'nouvelle' ELSE 'prolongee' END AS kind, added AS cells
    FROM years WHERE olds = 0
    UNION ALL SELECT *, 'completee', added FROM years WHERE olds > 0 AND added > 0
    UNION ALL SELECT *, 'revisee', revised FROM years WHERE revised > 0
    UNION ALL SELECT *, CASE WHEN all_news = 0 THEN 'retiree' ELSE 'raccourcie' END, withdrawn FROM years WHERE news = 0
    UNION ALL SELECT *, 'interrompue', withdrawn FROM years WHERE news > 0 AND withdrawn > 0
) GROUP BY indicator, level, kind"""

STOPPED = """
INSERT INTO series_changes BY NAME
WITH known AS (FROM pairs WHERE new IS NOT NULL),
told AS (
    SELECT *, lag(period) OVER (PARTITION BY indicator, level ORDER BY period) AS before FROM years WHERE news > 0
)
SELECT $built_at AS built_at, told.indicator, told.level, 'interrompue' AS kind, [told.period] AS periods,
       count(*) AS cells
FROM told
JOIN known was ON was.indicator = told.indicator AND was.level = told.level AND was.period = told.before
LEFT JOIN known now
  ON now.indicator = was.indicator AND now.level = was.level AND now.code = was.code AND now.period = told.period
WHERE told.olds = 0 AND told.all_olds > 0 AND now.code IS NULL
GROUP BY told.indicator, told.level, told.period"""

JUMPS = f"""
INSERT INTO series_changes BY NAME
WITH steps AS (
    SELECT *, lag(value) OVER whole AS before,
           abs(value - lag(value) OVER whole) / (period - lag(period) OVER whole) AS step
    FROM cells WHERE level = 'departement' AND value IS NOT NULL
    WINDOW whole AS (PARTITION BY indicator, code ORDER BY period)
),
known AS (
    SELECT *, max(step) OVER earlier AS usual, count(step) OVER earlier AS steps FROM steps
    WINDOW earlier AS (PARTITION BY indicator, code ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT $built_at AS built_at, indicator, level, 'saut' AS kind, [period] AS periods, 1 AS cells, before, value AS after
FROM known SEMI JOIN (FROM pairs WHERE old IS NULL OR revised) USING (indicator, level, code, period)
SEMI JOIN old_cells USING (indicator)
WHERE steps >= {STEPS} AND step > {JUMP} * usual"""

REDEFINED = """
INSERT INTO series_changes BY NAME
SELECT $built_at AS built_at, slug AS indicator, 'redefinie' AS kind, [] AS periods, revised + withdrawn AS cells
FROM indicators new JOIN old_indicators old USING (slug)
JOIN revisions ON indicator = slug AND built_at = $built_at
WHERE new.declaration <> old.declaration AND revised + withdrawn > 0"""

LARGEST_REVISIONS = f"""
INSERT INTO revised_cells BY NAME
SELECT $built_at AS built_at, indicator, level, code, name, period, old, new
FROM pairs JOIN territories USING (level, code) WHERE revised
QUALIFY row_number() OVER (PARTITION BY indicator ORDER BY abs(change) DESC, level, code, period) <= {LARGEST}"""

FILES = """
INSERT INTO file_changes
SELECT $built_at, source, file,
       CASE WHEN old.sha256 IS NULL THEN 'nouveau' WHEN new.sha256 IS NULL THEN 'retire' ELSE 'modifie' END,
       old.sha256, new.sha256, old.rows, new.rows
FROM files new FULL JOIN old_files old USING (source, file)
WHERE new.sha256 IS DISTINCT FROM old.sha256"""

COVERAGE = """
INSERT INTO coverage_changes
SELECT $built_at, level,
       count(DISTINCT indicator) FILTER (old IS NOT NULL), count(DISTINCT indicator) FILTER (new IS NOT NULL),
       count(old), count(new), max(period) FILTER (old IS NOT NULL), max(period) FILTER (new IS NOT NULL)
FROM pairs GROUP BY level"""


def record(connection: duckdb.DuckDBPyConnection, previous: Path | None, built_at: str) -> pd.DataFrame:
    """Write what this build changes after what the builds before it changed; give back its `revisions`."""
    _bring_previous(connection, previous if previous and previous.exists() else None)
    for prepared in (PAIRS, YEARS):
        connection.execute(prepared)
    for statement in (REVISIONS, SERIES, STOPPED, JUMPS, REDEFINED, LARGEST_REVISIONS, FILES, COVERAGE):
        connection.execute(statement, {"built_at": built_at} if "$built_at" in statement else None)
    for table in ("pairs", "years", *(f"old_{name}" for name in COMPARED)):
        connection.execute(f"DROP TABLE {table}")
    return connection.execute("FROM revisions WHERE built_at = ? ORDER BY indicator", [built_at]).df()


def _bring_previous(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Copy the history of the previous warehouse, and the tables to compare with; empty ones before the first build.

    A table that an older version of the project did not write stays empty."""
    for name in COMPARED:
        connection.execute(f"CREATE TEMP TABLE old_{name} AS FROM {name} LIMIT 0")
    if previous is None:
        return
    connection.execute(f"ATTACH '{previous}' AS previous (READ_ONLY)")
    shared = _shared_columns(connection)
    for table, target in [*((name, name) for name in HISTORY), *((name, f"old_{name}") for name in COMPARED)]:
        if table in shared:
            connection.execute(f"INSERT INTO {target} BY NAME SELECT {shared[table]} FROM previous.{table}")
    connection.execute("DETACH previous")


def _shared_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Table -> the columns that it has in both files, as a SELECT names them."""
    rows = connection.execute(
        """SELECT table_name, string_agg(column_name, ', ') FROM (
               SELECT table_name, column_name FROM duckdb_columns()
               WHERE database_name IN ('previous', current_database())
               GROUP BY ALL HAVING count(*) = 2)
           GROUP BY table_name"""
    ).fetchall()
    return dict(rows)
