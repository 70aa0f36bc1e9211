"""Questions put to a warehouse, one function each; the only place where a face's question becomes SQL."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from observatory.catalogue import Indicator
from observatory.errors import ObservatoryError, UnknownTerritory, UnknownValue
from observatory.warehouse.schema import VERSION
from observatory.warehouse.swap import POINTER, PUBLIC, REHEARSAL, served

SERVING: Mapping[str, Any] = {
    "memory_limit": "1GB",
    "threads": "2",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
NOTHING = {
    POINTER: "aucun entrepôt. Construisez-le avec « observatory build ».",
    PUBLIC: "rien n’est publié. Faites-le avec « observatory release ».",
    REHEARSAL: "aucune répétition. Faites-la avec « observatory release --repetition ».",
}
ANSWERS = 1000
"""Answers kept in memory: a few tens of kilobytes each."""
KNOWN_PERIODS = """
SELECT indicator AS slug, level, list_sort(list(period)) AS periods FROM availability JOIN levels USING (level)
WHERE with_value > 0 GROUP BY indicator, level, rank ORDER BY rank"""
SOLID_SHARE = 0.9
"""An indicator opens at the finest level where this share of its cells is not fragile."""


class Warehouse:
    """One build, open read-only for as long as somebody holds it. Safe to ask from several threads.

    ObservatoryError for a file that another version of the tables made.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection = duckdb.connect(str(file), read_only=True, config=dict(SERVING))
        # Not methods: a cycle would keep the file open.
        self._answer = lru_cache(ANSWERS)(partial(_answer, self._connection))
        self._part = lru_cache(ANSWERS)(partial(_part, self._answer))
        told = dict(self.query("FROM meta").itertuples(index=False, name=None))
        if told.get("schema") != VERSION:
            remake = "release" if file.name.startswith("release-") else "build"
            raise ObservatoryError(f"{file} : fait par une autre version. Refaites-le avec « observatory {remake} ».")
        self.build = str(told["build"])

    def query(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> pd.DataFrame:
        """The answer, kept: a build never changes. A shallow copy is safe, since pandas copies on write."""
        return self._answer(sql, json.dumps(parameters, default=int)).copy(deep=False)

    def query_of(self, slug: str, sql: str) -> pd.DataFrame:
        """The rows of one indicator, less their `slug`, in an answer about all of them, which is asked once.

        UnknownValue lists the slugs.
        """
        return self._part(sql, slug).copy(deep=False)


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, parameters: str) -> pd.DataFrame:
    return connection.cursor().execute(sql, json.loads(parameters)).df()


def _part(answer: Callable[[str, str], pd.DataFrame], sql: str, slug: str) -> pd.DataFrame:
    known = answer("SELECT slug FROM indicators ORDER BY rank", "[]")["slug"].tolist()
    if slug not in known:
        raise UnknownValue("indicateur", slug, known)
    frame = answer(sql, "[]")
    return frame[frame["slug"] == slug].drop(columns="slug").reset_index(drop=True)


class Warehouses:
    """The served build of a collectivité, changing over between two questions when the pointer moves."""

    def __init__(self, home: Path, pointer: str = POINTER) -> None:
        self.home, self.pointer = home, pointer
        self._open: Warehouse | None = None
        self._lock = threading.Lock()

    def current(self) -> Warehouse:
        """The build that the pointer names now; raise ObservatoryError before the first build."""
        file = served(self.home, self.pointer)
        if file is None:
            raise ObservatoryError(f"{self.home} : {NOTHING[self.pointer]}")
        with self._lock:
            if self._open is None or self._open.file != file:
                self._open = Warehouse(file)
            return self._open


def facts(warehouse: Warehouse) -> dict[str, str]:
    """What the build says of itself: collectivité, names, date, hash."""
    frame = warehouse.query("SELECT key, value FROM meta")
    return dict(zip(frame["key"], frame["value"], strict=True))


def levels(warehouse: Warehouse) -> pd.DataFrame:
    """level, rank, title, plural; finest first."""
    return warehouse.query("FROM levels ORDER BY rank")


def indicators(warehouse: Warehouse) -> list[Indicator]:
    """Every indicator, in order of display."""
    frame = warehouse.query("SELECT declaration FROM indicators ORDER BY rank")
    return [_declared(declaration) for declaration in frame["declaration"]]


@lru_cache(ANSWERS)
def _declared(declaration: str) -> Indicator:
    return Indicator.model_validate_json(declaration)


def indicator(warehouse: Warehouse, slug: str) -> Indicator:
    """One indicator; UnknownValue lists the known slugs."""
    (declaration,) = warehouse.query_of(slug, "SELECT slug, declaration FROM indicators")["declaration"]
    return _declared(str(declaration))


def availability(warehouse: Warehouse) -> pd.DataFrame:
    """indicator, level, period, cells, with_value, fragile...: what can be shown, where and when."""
    return warehouse.query("FROM availability ORDER BY indicator, level, period")


def overview(warehouse: Warehouse) -> pd.DataFrame:
    """slug, levels (finest first), first, last, producers, awaits: one line of the catalogue per indicator, in order.

    `levels` is empty and `awaits` says what is waited for where no figure is known yet.
    """
    return warehouse.query(
        """WITH known AS (
               SELECT indicator AS slug, list(DISTINCT level) AS known, min(period) AS first, max(period) AS last
               FROM availability WHERE with_value > 0 GROUP BY ALL
           ), made AS (
               SELECT slug, string_agg(DISTINCT producer, ', ' ORDER BY producer) AS producers,
                      coalesce(string_agg(DISTINCT nullif(awaits, ''), ' ; '), '') AS awaits
               FROM operands JOIN measures USING (measure)
               LEFT JOIN (SELECT DISTINCT measure, source FROM origins) USING (measure)
               LEFT JOIN sources USING (source) GROUP BY slug
           ), ranked AS (SELECT list(level ORDER BY rank) AS every FROM levels)
           SELECT i.slug, list_filter(every, lambda level: list_contains(coalesce(known, []), level)) AS levels,
                  first, last, producers, awaits
           FROM indicators i LEFT JOIN known USING (slug) LEFT JOIN made USING (slug), ranked ORDER BY i.rank"""
    )


def levels_of(warehouse: Warehouse, slug: str) -> list[str]:
    """The levels where an indicator has at least one value, finest first."""
    return [str(level) for level in warehouse.query_of(slug, KNOWN_PERIODS)["level"]]


def default_level(warehouse: Warehouse, slug: str) -> str:
    """The finest level where nine cells in ten are not fragile at the latest year; else the coarsest it has."""
    frame = warehouse.query(
        """SELECT level, arg_max(fragile / with_value, period) AS share FROM availability JOIN levels USING (level)
           WHERE indicator = ? AND with_value > 0 GROUP BY level, rank ORDER BY rank""",
        [slug],
    )
    solid = frame.loc[frame["share"] <= 1 - SOLID_SHARE, "level"]
    chosen = solid if len(solid) else frame["level"].tail(1)
    return str(chosen.iat[0])


def territories(warehouse: Warehouse, level: str) -> pd.DataFrame:
    """Every territory of a level, in code order; UnknownValue lists the levels."""
    known = levels(warehouse)["level"].tolist()
    if level not in known:
        raise UnknownValue("niveau", level, known)
    return warehouse.query("FROM territories WHERE level = ? ORDER BY code", [level])


def names(frame: pd.DataFrame) -> dict[str, str]:
    """code -> name, of rows that have both."""
    return dict(zip(frame["code"], frame["name"], strict=True))


def memberships(warehouse: Warehouse, level: str) -> pd.DataFrame:
    """commune, code: which territory of `level` each commune belongs to."""
    return warehouse.query("SELECT commune, code FROM memberships WHERE level = ? ORDER BY commune", [level])


def periods(warehouse: Warehouse, slug: str, level: str) -> list[int]:
    """The years in which an indicator has a value at a level, oldest first; UnknownValue lists its levels."""
    known = warehouse.query_of(slug, KNOWN_PERIODS).set_index("level")["periods"]
    if level not in known.index:
        raise UnknownValue(f"niveau pour « {slug} »", level, known.index.tolist())
    return [int(period) for period in known[level]]


def period_of(warehouse: Warehouse, slug: str, level: str, period: str | int) -> int:
    """The year asked for, or the latest with a value; UnknownValue lists the years."""
    known = periods(warehouse, slug, level)
    if str(period) == "latest":
        return known[-1]
    if str(period) not in map(str, known):
        raise UnknownValue("période", period, [*map(str, known), "latest"])
    return int(period)


def cells(
    warehouse: Warehouse, slug: str, level: str, period: str | int = "latest", territory: str | None = None
) -> pd.DataFrame:
    """The cells of a level and year, in code order, with their names; one row when a territory is named."""
    year = period_of(warehouse, slug, level, period)
    frame = warehouse.query(
        "FROM named_cells WHERE indicator = ? AND level = ? AND period = ? ORDER BY code", [slug, level, year]
    ).drop(columns="indicator")
    if territory is None:
        return frame
    if territory not in set(frame["code"]):
        raise UnknownTerritory(level, territory, names(frame))
    return frame[frame["code"] == territory].reset_index(drop=True)


def series(warehouse: Warehouse, slug: str, level: str, code: str) -> pd.DataFrame:
    """The cells of one territory over the years, oldest first."""
    cells(warehouse, slug, level, territory=code)
    return warehouse.query(
        "FROM named_cells WHERE indicator = ? AND level = ? AND code = ? ORDER BY period", [slug, level, code]
    ).drop(columns="indicator")


def history(warehouse: Warehouse, slug: str, level: str) -> pd.DataFrame:
    """The cells of every territory of a level over the years, oldest first, then in code order."""
    periods(warehouse, slug, level)
    return warehouse.query(
        "FROM named_cells WHERE indicator = ? AND level = ? ORDER BY period, code", [slug, level]
    ).drop(columns="indicator")


def reference(warehouse: Warehouse, slug: str, period: int) -> dict[str, Any] | None:
    """The collectivité's own cell for that year, or None where it has no value."""
    frame = warehouse.query(
        "FROM named_cells WHERE indicator = ? AND level = 'departement' AND period = ? AND value IS NOT NULL",
        [slug, period],
    )
    return None if frame.empty else {str(key): value for key, value in frame.iloc[0].items()}


def sources_of(warehouse: Warehouse, slug: str) -> pd.DataFrame:
    """The sources that an indicator's measures really come from, with their years."""
    return warehouse.query_of(
        slug,
        """SELECT d.slug, s.*, list_sort(list(DISTINCT o.period)) AS periods
           FROM operands d JOIN origins o USING (measure) JOIN sources s USING (source) JOIN measures m USING (measure)
           WHERE (o.level = 'commune' OR NOT m.additive) AND o.level NOT IN ('region', 'france') GROUP BY ALL
           ORDER BY min(d.rowid), s.source""",
    )


def measures_of(warehouse: Warehouse, slug: str) -> pd.DataFrame:
    """measure, title, unit, additive, weighted, periods (years known): what an indicator is made of."""
    return warehouse.query_of(
        slug,
        """SELECT d.slug, m.*, coalesce((SELECT list_sort(list(DISTINCT period)) FROM origins o
                                        WHERE o.measure = m.measure), []) AS periods
           FROM operands d JOIN measures m USING (measure) ORDER BY d.rowid""",
    )


def is_demonstration(warehouse: Warehouse, slug: str) -> bool:
    """Whether an indicator's cells come, in part at least, from invented figures."""
    return bool(demonstration_measures(warehouse) & set(indicator(warehouse, slug).measures))


def weighted_measures(warehouse: Warehouse) -> set[str]:
    """The measures that a census estimates."""
    return set(warehouse.query("SELECT measure FROM measures WHERE weighted")["measure"])


def demonstration_measures(warehouse: Warehouse) -> set[str]:
    """The measures that come, in part at least, from invented figures."""
    frame = warehouse.query("SELECT DISTINCT measure FROM origins JOIN sources USING (source) WHERE demonstration")
    return set(frame["measure"])


def files(warehouse: Warehouse) -> pd.DataFrame:
    """Every file read: source, file, sha256, rows, kept, rejected, outside."""
    return warehouse.query("FROM files ORDER BY source, file")


def revisions(warehouse: Warehouse, slug: str) -> pd.DataFrame:
    """What each build changed in an indicator, latest first."""
    return warehouse.query_of(slug, "SELECT indicator AS slug, * FROM revisions ORDER BY built_at DESC")


def town_halls(warehouse: Warehouse) -> pd.DataFrame:
    """One row per commune: place, address, opening hours."""
    return warehouse.query("FROM town_halls ORDER BY code")


def web_file_names(warehouse: Warehouse) -> pd.DataFrame:
    """level, role, name of every derived file."""
    return warehouse.query("SELECT level, role, name FROM web_files ORDER BY level, role")


def web_file(warehouse: Warehouse, name: str) -> tuple[str, bytes]:
    """(media type, content) of a derived file; UnknownValue lists the names."""
    frame = warehouse.query("SELECT media_type, content FROM web_files WHERE name = ?", [name])
    for media_type, content in frame.itertuples(index=False):
        return str(media_type), bytes(content)
    raise UnknownValue("fichier", name, web_file_names(warehouse)["name"].tolist())
