"""`observatory build`: declarations and published figures in, one checked warehouse out, moved in atomically."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from observatory.catalogue import collectivite_codes, load_catalogue, load_collectivite
from observatory.errors import CheckError, ObservatoryError
from observatory.geography.read import territory
from observatory.settings import Settings
from observatory.warehouse import checks, grouping, read, report, schema, standings, swap, write
from observatory.warehouse.falls import record_falls, refuse_shrunk
from observatory.warehouse.gather import Ground, gather
from observatory.warehouse.vintage import with_vintages

Tell = Callable[[str], None]
BUILDING: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
"""Threads would add numbers in another order each time, and the last bit of a sum would name another build."""
HASHED = (
    "meta",
    "levels",
    "territories",
    "memberships",
    "electoral_parts",
    "town_halls",
    "places",
    "sources",
    "indicators",
    "studies",
    "observations",
    "cells",
    "benchmarks",
    "standings",
    "families",
)
"""The tables whose content names a build; built twice from the same files, it has the same name."""


@dataclass(frozen=True)
class Built:
    """A published build: its file, what it changed, what its checks found, what it refused."""

    file: Path
    build: str
    changes: pd.DataFrame
    outcomes: list[checks.Outcome]
    files: pd.DataFrame
    rejects: pd.DataFrame


def build(settings: Settings, tell: Tell, accepted: Collection[str] = ()) -> Built:
    """Build, check and publish the warehouse of the settings' collectivité.

    `accepted` names the lists that may have lost more rows than their source admits.
    Raises DeclarationError, DataError or CheckError; whatever it raises, the served warehouse is the one before.
    """
    tell("Lecture du catalogue")
    collectivite = load_collectivite(settings.geodata, settings.collectivite, settings.home)
    catalogue = load_catalogue(settings.indicators)
    place = territory(collectivite, settings.geodata)
    gathered = gather(catalogue, Ground(collectivite, place, _elsewhere(settings)), settings, tell)
    previous = usable(settings.home)
    refuse_shrunk(gathered.files, previous, catalogue.sources, accepted)
    with swap.workspace(settings.home) as path:
        with duckdb.connect(str(path), config=BUILDING) as connection:
            schema.create(connection)
            write.write_place(connection, collectivite, place)
            write.write_catalogue(connection, with_vintages(catalogue, gathered.observations))
            write.write_gathered(connection, gathered)
            write.write_cells(connection, catalogue, tell)
            write.write_benchmarks(connection, catalogue)
            standings.write_standings(connection, catalogue)
            grouping.write_families(connection, catalogue)
            write.write_web_files(connection, collectivite, place, tell)
            outcomes = _checked(connection, tell)
            digest = content_hash(connection)
            built_at = datetime.now(UTC).isoformat(timespec="milliseconds")
            changes = report.record(connection, previous, built_at)
            record_falls(connection, previous, built_at)
            write.put(connection, "meta", pd.DataFrame({"key": ["build", "built_at"], "value": [digest, built_at]}))
        tell("Mise en service")
        file = swap.publish(path, settings.home, digest)
    return Built(file, digest, changes, outcomes, gathered.files, gathered.rejects)


def usable(home: Path) -> Path | None:
    """The served file, or None where there is none that this version can read."""
    try:
        return read.Warehouses(home).current().file
    except ObservatoryError:
        return None


def _elsewhere(settings: Settings) -> frozenset[str]:
    """Commune codes, old and new, of the collectivités of the same département: Rhône and Métropole de Lyon."""
    own = load_collectivite(settings.geodata, settings.collectivite, settings.home)
    codes: set[str] = set()
    for code in collectivite_codes(settings.geodata):
        other = load_collectivite(settings.geodata, code)
        if code != own.code and other.communes.departement == own.communes.departement:
            place = territory(other, settings.geodata)
            codes |= set(place.memberships["commune"]) | set(place.history["old_code"])
    return frozenset(codes)


def check_served(settings: Settings) -> list[checks.Outcome]:
    """Read every declaration again and run every check on the served warehouse; raise CheckError if one breaks."""
    load_collectivite(settings.geodata, settings.collectivite, settings.home)
    load_catalogue(settings.indicators)
    file = read.Warehouses(settings.home).current().file
    with duckdb.connect(str(file), read_only=True) as connection:
        return _checked(connection, lambda _: None)


def _checked(connection: duckdb.DuckDBPyConnection, tell: Tell) -> list[checks.Outcome]:
    tell("Vérifications")
    outcomes = checks.run(connection)
    broken = [outcome for outcome in outcomes if outcome.broken]
    if broken:
        raise CheckError(
            "L’entrepôt ne tient pas ses identités.\n" + "\n".join(describe(outcome) for outcome in broken)
        )
    return outcomes


def describe(outcome: checks.Outcome) -> str:
    """A broken check in words: what it means, how many rows, the first ones."""
    lines = [f"- {outcome.check.name} : {outcome.check.meaning} ({outcome.broken} cas)."]
    return "\n".join([*lines, *(f"    {example}" for example in outcome.examples)])


def content_hash(connection: duckdb.DuckDBPyConnection, tables: Sequence[str] = HASHED) -> str:
    """A short hash of the content, whatever the order of its rows."""
    parts = [connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {table} t").fetchone() for table in tables]
    names = connection.execute("SELECT name FROM web_files ORDER BY name").fetchall()
    return hashlib.sha256(json.dumps([parts, names], default=str).encode()).hexdigest()[:12]
