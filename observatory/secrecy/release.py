"""`observatory release`: a second file, for the public: released cells, what describes them, maps, and nothing else.

What must not go out never enters the file. Its counts are attacked as they stand in it before its name is given; the
pointer moves last. Whatever is raised or killed on the way, the public reads the release before.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from observatory.catalogue import Catalogue, load_catalogue
from observatory.errors import SecrecyError
from observatory.secrecy import versions
from observatory.secrecy.chosen import Chosen, choose
from observatory.secrecy.guard import Guard, guard
from observatory.secrecy.ledger import Ledger
from observatory.secrecy.versions import Edition
from observatory.settings import Settings
from observatory.warehouse import grouping, read, report, schema, standings, swap, write
from observatory.warehouse.build import BUILDING, HASHED, content_hash
from observatory.warehouse.vintage import with_vintages

Tell = Callable[[str], None]
Page = Callable[[Mapping[str, object]], str]
WHOLE = ("levels", "territories", "memberships", "peers", "town_halls")
"""The tables of the warehouse that go out as they are: they tell of places, not of people."""
MAPS = ("geometry", "geojson", "topojson", "points")
"""The files that go out, by role: boundaries and town halls, not the places that sources tell."""
RELEASED = (*(table for table in HASHED if table not in schema.PRIVATE), "counts")
"""The tables whose content names a release."""


@dataclass(frozen=True)
class Released:
    """A release in service: its file, its version, and its audit."""

    file: Path
    version: str
    audit: Mapping[str, object]


def release(settings: Settings, edition: Edition, page: Page, tell: Tell) -> Released:
    """Choose, protect, write, attack and put in service; `page` makes the audit's page of the audit.

    Raises SecrecyError, naming cells, for what cannot be protected or can be undone; the release before stays served.
    """
    warehouse = read.Warehouses(settings.home).current()
    catalogue = load_catalogue(settings.indicators)
    tell("Choix de ce qui sort")
    chosen = choose(catalogue, warehouse.query("SELECT DISTINCT measure, source FROM origins"), edition.rehearsal)
    _check_not_empty(chosen)
    tell("Protection des petits effectifs")
    guarded = guard(warehouse, chosen, versions.earlier(settings.home, edition))
    with swap.workspace(settings.home) as path:
        with duckdb.connect(str(path), config=BUILDING) as connection:
            tell("Écriture")
            _write(connection, warehouse, chosen, guarded, edition)
            version = content_hash(connection, RELEASED)
            tell("Attaque")
            counts = connection.execute("FROM counts").df()
            audits = [table.attacked(counts) for table in guarded.tables]
            ledger = Ledger(edition, version, chosen, guarded, audits)
            _sign(connection, ledger, swap.served(settings.home, edition.pointer))
        tell("Mise en service")
        audit = ledger.inside()
        file = versions.publish(
            path, settings.home, edition, version, json.dumps(audit, ensure_ascii=False, indent=1), page(audit)
        )
    return Released(file, version, audit)


def _check_not_empty(chosen: Chosen) -> None:
    if not chosen.catalogue.indicators:
        reasons = " ; ".join(f"{slug} : {why}" for slug, why in chosen.sources_out.items())
        raise SecrecyError(f"Rien ne peut être publié. {reasons}")


def _write(
    connection: duckdb.DuckDBPyConnection,
    warehouse: read.Warehouse,
    chosen: Chosen,
    guarded: Guard,
    edition: Edition,
) -> None:
    schema.create(connection, without=schema.PRIVATE)
    connection.execute(f"ATTACH '{warehouse.file}' AS private (READ_ONLY)")
    connection.execute("INSERT INTO meta FROM private.meta WHERE key NOT IN ('build', 'built_at')")
    write.put(
        connection, "meta", pd.DataFrame({"key": ["release", "rehearsal"], "value": [edition.name, edition.mark]})
    )
    for table in WHOLE:
        connection.execute(f"INSERT INTO {table} FROM private.{table}")
    connection.execute("INSERT INTO web_files FROM private.web_files WHERE list_contains(?, role)", [list(MAPS)])
    catalogue = _dated(connection, chosen, edition)
    write.write_catalogue(connection, catalogue)
    _copy_figures(connection, chosen, guarded)
    connection.execute("DETACH private")
    standings.write_standings(connection, catalogue)
    grouping.write_families(connection, catalogue)


def _dated(connection: duckdb.DuckDBPyConnection, chosen: Chosen, edition: Edition) -> Catalogue:
    """The sources with the years of their files; those of a rehearsal all say so, wherever their figures are taken."""
    observed = connection.execute("SELECT DISTINCT source, period FROM private.origins").df()
    catalogue = with_vintages(chosen.catalogue, observed)
    if not edition.rehearsal:
        return catalogue
    marked = {slug: one.model_copy(update={"demonstration": True}) for slug, one in catalogue.sources.items()}
    return replace(catalogue, sources=marked)


def _copy_figures(connection: duckdb.DuckDBPyConnection, chosen: Chosen, guarded: Guard) -> None:
    """What is public as it is; what a rule protects, from the guard alone."""
    connection.execute(
        """INSERT INTO origins FROM private.origins
           WHERE measure IN (SELECT measure FROM operands) AND source IN (SELECT source FROM sources)"""
    )
    connection.execute(
        "INSERT INTO benchmarks FROM private.benchmarks WHERE indicator IN (SELECT slug FROM indicators)"
    )
    free = connection.execute(
        """SELECT c.* FROM private.cells c JOIN indicators i ON i.slug = c.indicator
           WHERE NOT list_contains(?, c.indicator)""",
        [sorted(chosen.protected)],
    ).df()
    cells = pd.concat([free, guarded.cells], ignore_index=True)
    write.put(connection, "cells", cells.sort_values(["indicator", "period", "level", "code"]))
    write.put(connection, "counts", guarded.counts.sort_values(["measure", "period", "level", "code"]))


def _sign(connection: duckdb.DuckDBPyConnection, ledger: Ledger, previous: Path | None) -> None:
    """Its name, its date, what it changes since the last one, and the audit that may be read outside."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    report.record(connection, previous, now)
    facts = {"build": ledger.version, "built_at": now, "audit": json.dumps(ledger.outside(), ensure_ascii=False)}
    write.put(connection, "meta", pd.DataFrame({"key": list(facts), "value": list(facts.values())}))
