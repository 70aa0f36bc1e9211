"""What a list lacks beside the served warehouse: nothing else tells of a row that its producer, or a cut, left out.

A fall of its rows beyond what the source admits stops the build; a smaller one is told, figure by figure.
"""

from collections.abc import Collection
from pathlib import Path

import duckdb
import pandas as pd

from observatory.catalogue import Source
from observatory.errors import CheckError, UnknownValue
from observatory.statistics.numbers import number

FALLEN = """
INSERT INTO falls BY NAME
SELECT $built_at AS built_at, source, measure, level, code, period, old.value AS before, new.value AS after
FROM previous.observations old JOIN sources USING (source)
LEFT JOIN observations new USING (measure, level, code, period)
WHERE is_list AND (old.value > coalesce(new.value, 0) + 1e-9 OR (old.status = 'secret' AND new.value IS NOT NULL))"""


def record_falls(connection: duckdb.DuckDBPyConnection, previous: Path | None, built_at: str) -> None:
    """Write the figures of lists that are lower than in the previous warehouse, gone, or no longer secret."""
    if previous is None:
        return
    connection.execute(f"ATTACH '{previous}' AS previous (READ_ONLY)")
    connection.execute(FALLEN, {"built_at": built_at})
    connection.execute("DETACH previous")


def refuse_shrunk(
    files: pd.DataFrame, previous: Path | None, sources: dict[str, Source], accepted: Collection[str]
) -> None:
    """Raise CheckError for a list with too few rows beside the previous warehouse's, unless it is `accepted`."""
    lists = {slug: source for slug, source in sources.items() if source.is_list}
    for slug in accepted:
        if slug not in lists:
            raise UnknownValue("liste (--accepter-baisse)", slug, list(lists))
    before, now = _rows(_files(previous)), _rows(files)
    told = [
        f"- {slug} : {number(now[slug])} lignes, contre {number(before[slug])} dans l’entrepôt en service."
        for slug, source in lists.items()
        if slug not in accepted and slug in now and now[slug] < (1 - source.may_shrink) * before.get(slug, 0)
    ]
    if told:
        raise CheckError(
            "Une liste a perdu plus de lignes que sa source ne l’admet (may_shrink) : son fichier a pu être coupé.\n"
            + "\n".join(told)
            + "\nSi la baisse est vraie, relancez avec « observatory build --accepter-baisse » et le nom de la source."
        )


def _files(previous: Path | None) -> pd.DataFrame:
    if previous is None:
        return pd.DataFrame(columns=["source", "dropped", "rows", "last_period"])
    with duckdb.connect() as connection:  # a server of the same process may hold it open under other settings
        connection.execute(f"ATTACH '{previous}' AS previous (READ_ONLY)")
        return connection.execute("SELECT source, dropped, rows, last_period FROM previous.files").df()


def _rows(files: pd.DataFrame) -> dict[str, int]:
    """Rows of each source's newest files: those of its last year, dropped ones before those that ship."""
    ranked = files[files["last_period"].notna()].sort_values(["last_period", "dropped"])
    newest = ranked.drop_duplicates("source", keep="last")[["source", "last_period", "dropped"]]
    return {str(slug): int(rows) for slug, rows in ranked.merge(newest).groupby("source")["rows"].sum().items()}
