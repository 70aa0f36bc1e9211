"""Questions about a refresh: what the last build that changed something changed."""

from dataclasses import dataclass

import pandas as pd

from observatory.warehouse.read import Warehouse, facts

ABOUT = """
JOIN (SELECT slug AS indicator, rank, declaration->>'unit' AS unit, (declaration->>'decimals')::INTEGER AS decimals,
             (declaration->>'title') || CASE WHEN slug IN (
                 SELECT slug FROM operands JOIN origins USING (measure) JOIN sources USING (source)
                 WHERE demonstration) THEN ' (données de démonstration)' ELSE '' END AS title
      FROM indicators) about USING (indicator)"""


@dataclass(frozen=True)
class Refresh:
    """The changes of one build.

    built_at, build   the served build; changed_at: the build that changed something last, None when none ever did
    previous_at       the build that it was compared with, None for a first build
    indicators  title, added, revised, withdrawn
    series      title, kind, level (None for all), periods, cells, before, after, unit, decimals
    revised     title, unit, decimals, level, name, period, old, new: the largest relative revisions first
    falls       source, title (of the measure), level, name, period, before, after
    files       source, file, change, old_rows, rows
    coverage    title (of the level), old_indicators, indicators, old_cells, cells, old_latest, latest
    rejects     source, file, reason, rows, line, column_name, raw: the first of each reason; of the served build
    """

    name: str
    build: str
    built_at: str
    changed_at: str | None
    previous_at: str | None
    indicators: pd.DataFrame
    series: pd.DataFrame
    revised: pd.DataFrame
    falls: pd.DataFrame
    files: pd.DataFrame
    coverage: pd.DataFrame
    rejects: pd.DataFrame


def last_refresh(warehouse: Warehouse) -> Refresh:
    """The report of the served warehouse, or of the last build before it that changed something."""
    known = facts(warehouse)
    moments = [str(moment) for moment in warehouse.query(MOMENTS)["built_at"]]
    changed = moments[0] if moments else None
    frames = {name: warehouse.query(sql, [changed]) for name, sql in QUESTIONS.items()}
    return Refresh(
        name=known["name"],
        build=known["build"],
        built_at=known["built_at"],
        changed_at=changed,
        previous_at=moments[1] if len(moments) > 1 else None,
        rejects=warehouse.query(REJECTS),
        **frames,
    )


MOMENTS = """
SELECT DISTINCT built_at FROM (SELECT built_at FROM revisions UNION ALL SELECT built_at FROM file_changes)
ORDER BY built_at DESC"""

REJECTS = """
SELECT source, file, reason, count(*) AS rows, min(line) AS line, arg_min(column_name, line) AS column_name,
       arg_min(raw, line) AS raw
FROM rejects GROUP BY source, file, reason ORDER BY source = '' DESC, source, file, rows DESC, reason"""

QUESTIONS = {
    "indicators": f"SELECT title, added, revised, withdrawn FROM revisions {ABOUT} WHERE built_at = ? ORDER BY rank",
    "series": f"""
        SELECT about.title, kind, l.title AS level, periods, cells, before, after, unit, decimals
        FROM series_changes s {ABOUT} LEFT JOIN levels l USING (level)
        WHERE built_at = ? ORDER BY about.rank, kind, l.rank""",
    "revised": f"""
        SELECT about.title, unit, decimals, l.title AS level, name, period, old, new
        FROM revised_cells {ABOUT} JOIN levels l USING (level)
        WHERE built_at = ? ORDER BY abs(new - old) / greatest(abs(old), 1e-9) DESC, about.rank, l.rank DESC, name""",
    "falls": """
        SELECT source, m.title, l.title AS level, name, period, before, after
        FROM falls JOIN measures m USING (measure) JOIN territories USING (level, code) JOIN levels l USING (level)
        WHERE built_at = ? ORDER BY coalesce(after, 0) / nullif(before, 0), before DESC, source, name""",
    "files": """
        SELECT source, file, change, old_rows, rows FROM file_changes WHERE built_at = ? ORDER BY source, file""",
    "coverage": """
        SELECT title, old_indicators, indicators, old_cells, c.cells, old_latest, latest
        FROM coverage_changes c JOIN levels USING (level) WHERE built_at = ? ORDER BY rank""",
}
