"""`observatory build`: declarations and published figures in, one checked warehouse out, moved in atomically."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, load_catalogue, load_collectivite
from observatory.errors import CheckError
from observatory.geography.read import Territory, territory
from observatory.maps.webfiles import web_files
from observatory.settings import Settings
from observatory.statistics.quality import quality
from observatory.warehouse import checks, report, schema, swap
from observatory.warehouse.engine import cells_sql
from observatory.warehouse.gather import Gathered, gather

Tell = Callable[[str], None]
HASHED = ("meta", "levels", "territories", "memberships", "town_halls", "sources", "indicators", "observations", "cells")
"""The tables whose content names a build; built twice from the same files, it has the same name."""

LEVEL_WORDS = {
    "commune": ("Commune", "communes"),
    "canton": ("Canton ou ville", "cantons et villes"),
    "epci": ("EPCI", "EPCI"),
    "arrondissement": ("Arrondissement", "arrondissements"),
    "departement": ("Département", "département"),
}


@dataclass(frozen=True)
class Built:
    """A published build: its file, what it changed, what its checks found, what it refused."""

    file: Path
    build: str
    changes: pd.DataFrame
    outcomes: list[checks.Outcome]
    files: pd.DataFrame


def build(settings: Settings, tell: Tell) -> Built:
    """Build, check and publish the warehouse of the settings' collectivité.

    Raises DeclarationError, DataError or CheckError; whatever it raises, the served warehouse is the one before.
    """
    tell("Lecture du catalogue")
    collectivite = load_collectivite(settings.geodata, settings.collectivite)
    catalogue = load_catalogue(settings.indicators)
    place = territory(collectivite, settings.geodata)
    gathered = gather(catalogue, collectivite, place, settings.data_roots, tell)
    with swap.workspace(settings.home) as path:
        with duckdb.connect(str(path)) as connection:
            schema.create(connection)
            _write_place(connection, collectivite, place)
            _write_catalogue(connection, catalogue)
            _write_gathered(connection, gathered)
            _write_cells(connection, catalogue, tell)
            _write_web_files(connection, collectivite, place, tell)
            outcomes = _checked(connection, tell)
            digest = _digest(connection)
            built_at = datetime.now(UTC).isoformat(timespec="seconds")
            changes = report.record(connection, swap.served(settings.home), built_at)
            _put(connection, "meta", pd.DataFrame({"key": ["build", "built_at"], "value": [digest, built_at]}))
        tell("Mise en service")
        file = swap.publish(path, settings.home, digest)
    return Built(file, digest, changes, outcomes, gathered.files)


def _put(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Append a frame whose columns are those of the table."""
    connection.register("frame", frame)
    connection.execute(f"INSERT INTO {table} BY NAME FROM frame")
    connection.unregister("frame")


def _write_place(connection: duckdb.DuckDBPyConnection, collectivite: Collectivite, place: Territory) -> None:
    _put(connection, "meta", _facts(collectivite))
    _put(connection, "levels", _levels(collectivite))
    _put(connection, "territories", place.territories)
    _put(connection, "memberships", place.memberships)
    _put(connection, "town_halls", place.town_halls)


def _facts(collectivite: Collectivite) -> pd.DataFrame:
    territoires = collectivite.territoires
    facts = {
        "collectivite": collectivite.code,
        "name": collectivite.name,
        "subject": collectivite.grammar.subject,
        "of": collectivite.grammar.of,
        "inside": collectivite.grammar.inside,
        "territoires_title": territoires.title if territoires else "",
        "territoires_origin": territoires.origin if territoires else "",
        "territoires_stand_in": territoires.stand_in if territoires else "",
    }
    return pd.DataFrame({"key": list(facts), "value": list(facts.values())})


def _levels(collectivite: Collectivite) -> pd.DataFrame:
    words = dict(LEVEL_WORDS)
    if collectivite.territoires:
        words["territoire"] = (collectivite.territoires.title, collectivite.territoires.plural)
    if collectivite.kind == "metropole":
        words["departement"] = ("Métropole", "métropole")
    rows = [(level, rank, *words[level]) for rank, level in enumerate(collectivite.levels)]
    return pd.DataFrame(rows, columns=["level", "rank", "title", "plural"])


def _write_catalogue(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    sources = [{**source.model_dump(exclude={"slug"}), "source": slug} for slug, source in catalogue.sources.items()]
    columns = ["source", "producer", "title", "licence", "page", "vintage", "secrecy", "notes", "rounding", "demonstration"]
    _put(connection, "sources", pd.DataFrame(sources)[columns].assign(notes=lambda f: f["notes"].map(list)))
    measures = [{**measure.model_dump(exclude={"name"}), "measure": name} for name, measure in catalogue.measures.items()]
    _put(connection, "measures", pd.DataFrame(measures))
    rows = [
        (slug, rank, indicator.kind, *(indicator.bounds or (None, None)), indicator.model_dump_json())
        for rank, (slug, indicator) in enumerate(catalogue.indicators.items())
    ]
    columns = ["slug", "rank", "kind", "minimum", "maximum", "declaration"]
    _put(connection, "indicators", pd.DataFrame(rows, columns=columns))
    pairs = [(slug, name) for slug, indicator in catalogue.indicators.items() for name in indicator.measures]
    _put(connection, "operands", pd.DataFrame(pairs, columns=["slug", "measure"]))


def _write_gathered(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> None:
    _put(connection, "observations", gathered.observations)
    _put(connection, "rejects", gathered.rejects)
    _put(connection, "files", gathered.files)


def _write_cells(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, tell: Tell) -> None:
    """Every indicator in turn, then sorted by what a map asks for, so that a slice is a few pages of the file."""
    tell("Calcul des indicateurs")
    frames = []
    for slug, indicator in catalogue.indicators.items():
        frame = connection.execute(cells_sql(indicator)).df()
        frames.append(frame.assign(indicator=slug, quality=quality(frame, indicator.kind)))
    cells = pd.concat([frame for frame in frames if len(frame)], ignore_index=True)
    _put(connection, "cells", cells.sort_values(["indicator", "period", "level", "code"]))
    connection.execute(schema.AVAILABILITY)


def _write_web_files(
    connection: duckdb.DuckDBPyConnection, collectivite: Collectivite, place: Territory, tell: Tell
) -> None:
    tell("Fonds de carte")
    files = web_files(collectivite, place.boundaries, place.memberships, place.territories[["level", "code", "name"]])
    rows = [(file.name, file.level, file.role, file.media_type, file.content) for file in files]
    _put(connection, "web_files", pd.DataFrame(rows, columns=["name", "level", "role", "media_type", "content"]))


def _checked(connection: duckdb.DuckDBPyConnection, tell: Tell) -> list[checks.Outcome]:
    tell("Vérifications")
    outcomes = checks.run(connection)
    broken = [outcome for outcome in outcomes if outcome.broken]
    if broken:
        raise CheckError("L'entrepôt n'est pas publié.\n" + "\n".join(describe(outcome) for outcome in broken))
    return outcomes


def describe(outcome: checks.Outcome) -> str:
    """A broken check in words: what it means, how many rows, the first ones."""
    lines = [f"- {outcome.check.name} : {outcome.check.meaning} ({outcome.broken} cas)."]
    return "\n".join([*lines, *(f"    {example}" for example in outcome.examples)])


def _digest(connection: duckdb.DuckDBPyConnection) -> str:
    """A short hash of the content, whatever the order of its rows."""
    parts = [connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {table} t").fetchone() for table in HASHED]
    names = connection.execute("SELECT name FROM web_files ORDER BY name").fetchall()
    return hashlib.sha256(json.dumps([parts, names], default=str).encode()).hexdigest()[:12]
