"""Frames into the tables of a new warehouse."""

from collections.abc import Callable, Iterable, Sequence

import duckdb
import pandas as pd

from observatory.catalogue import Catalogue, Collectivite, Crossing, Indicator, Typology
from observatory.geography.read import Territory
from observatory.maps.webfiles import web_files
from observatory.statistics.benchmarks import peer_groups
from observatory.statistics.quality import quality
from observatory.warehouse import schema
from observatory.warehouse.chance import method
from observatory.warehouse.electoral import electoral_missing, electoral_parts
from observatory.warehouse.engine import benchmark_sql, parts_sql, published_sql, territory_cells_sql
from observatory.warehouse.gather import Gathered

BENCHMARK_LEVELS = ("region", "france")
LEVEL_WORDS = {
    "commune": ("Commune", "communes"),
    "canton": ("Canton ou ville", "cantons et villes"),
    "epci": ("EPCI", "EPCI"),
    "arrondissement": ("Arrondissement", "arrondissements"),
    "departement": ("Département", "département"),
}


def put(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Append a frame whose columns are those of the table."""
    connection.register("frame", frame)
    connection.execute(f"INSERT INTO {table} BY NAME FROM frame")
    connection.unregister("frame")


def write_place(connection: duckdb.DuckDBPyConnection, collectivite: Collectivite, place: Territory) -> None:
    put(connection, "meta", _facts(collectivite))
    put(connection, "levels", _levels(collectivite))
    put(connection, "territories", place.territories)
    put(connection, "peers", _peers(place.territories))
    put(connection, "memberships", place.memberships)
    put(connection, "electoral_parts", electoral_parts(collectivite))
    put(connection, "town_halls", place.town_halls)


def _peers(territories: pd.DataFrame) -> pd.DataFrame:
    group = peer_groups(territories["population"], territories["area_km2"])
    return territories[["level", "code"]].assign(peer_group=group)


def _facts(collectivite: Collectivite) -> pd.DataFrame:
    territoires = collectivite.territoires
    facts = {
        "schema": schema.VERSION,
        "collectivite": collectivite.code,
        "name": collectivite.name,
        "subject": collectivite.grammar.subject,
        "of": collectivite.grammar.of,
        "inside": collectivite.grammar.inside,
        "region": collectivite.region.name,
        "crs": collectivite.crs,
        "territoires_title": territoires.title if territoires else "",
        "territoires_origin": territoires.origin if territoires else "",
        "territoires_stand_in": territoires.stand_in if territoires else "",
        "electoral_missing": electoral_missing(collectivite),
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


def write_catalogue(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    sources = [
        {
            **source.model_dump(),
            "source": slug,
            "notes": list(source.notes),
            "breaks": list(source.breaks),
            "is_list": source.is_list,
        }
        for slug, source in catalogue.sources.items()
    ]
    put(connection, "sources", pd.DataFrame(sources)[list(schema.SOURCE_COLUMNS)])
    put(connection, "takes", _takes(catalogue))
    measures = [
        {**measure.model_dump(exclude={"name"}), "measure": name} for name, measure in catalogue.measures.items()
    ]
    put(connection, "measures", pd.DataFrame(measures))
    rows = [indicator_row(catalogue, indicator, rank) for rank, indicator in enumerate(catalogue.indicators.values())]
    put(connection, "indicators", pd.DataFrame(rows))
    put(connection, "studies", _studies(catalogue))
    pairs = [(slug, name) for slug, indicator in catalogue.indicators.items() for name in indicator.measures]
    put(connection, "operands", pd.DataFrame(pairs, columns=["slug", "measure"]))


def _takes(catalogue: Catalogue) -> pd.DataFrame:
    rows = [(s.slug, take.measure, take.period, take.column) for s in catalogue.sources.values() for take in s.take]
    columns = ["source", "measure", "period", "column_name"]
    return pd.DataFrame(rows, columns=columns, dtype=object).drop_duplicates(columns[:3])


def _studies(catalogue: Catalogue) -> pd.DataFrame:
    studies: list[tuple[str, Crossing | Typology]] = [("crossing", study) for study in catalogue.crossings.values()]
    studies += [("typology", study) for study in catalogue.typologies.values()]
    rows = [(study.slug, kind, rank, study.model_dump_json()) for rank, (kind, study) in enumerate(studies)]
    return pd.DataFrame(rows, columns=["slug", "kind", "rank", "declaration"])


def indicator_row(catalogue: Catalogue, indicator: Indicator, rank: int) -> dict[str, object]:
    """What the engine needs of a declaration, and the declaration whole."""
    minimum, maximum = indicator.bounds or (None, None)
    return {
        "slug": indicator.slug,
        "rank": rank,
        "kind": indicator.kind,
        "scale": indicator.scale,
        "years": indicator.denominator.lag if indicator.denominator else 0,
        "min_coverage": indicator.min_coverage,
        "levels": list(indicator.levels),
        "weighted": is_weighted(catalogue, indicator),
        "counted": divides_by_a_count(catalogue, indicator),
        "chance": method(catalogue, indicator),
        "minimum": minimum,
        "maximum": maximum,
        "declaration": indicator.model_dump_json(),
    }


def write_gathered(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> None:
    put(connection, "observations", gathered.observations)
    put(connection, "origins", gathered.observations[["measure", "level", "period", "source"]].drop_duplicates())
    put(connection, "rejects", gathered.rejects)
    put(connection, "files", gathered.files)
    put(connection, "places", gathered.places)


def write_cells(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, tell: Callable[[str], None]) -> None:
    """Every indicator's parts, then all cells, sorted by what a map asks for, so that a slice is a few pages."""
    tell("Calcul des indicateurs")
    fed = dict(_fed(connection, catalogue))
    for slug, indicator in fed.items():
        write_parts(connection, indicator, catalogue.breaks_of(slug))
    cells = _judged(computed_cells(connection, fed.values()), catalogue)
    put(connection, "cells", cells.sort_values(["indicator", "period", "level", "code"]))


def write_parts(connection: duckdb.DuckDBPyConnection, indicator: Indicator, breaks: Sequence[int] = ()) -> None:
    """Fill `parts` for an indicator of the table `indicators`; a published figure has none."""
    if indicator.kind != "published":
        made = f"SELECT '{indicator.slug}' AS indicator, * FROM ({parts_sql(indicator, breaks)}) ORDER BY period, code"
        connection.execute(f"INSERT INTO parts BY NAME {made}")


def computed_cells(connection: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]) -> pd.DataFrame:
    """The cells, without their quality, of the indicators whose parts are written, and of those that are published.

    The first are one question: DuckDB takes longer to plan it than to answer it for one indicator.
    """
    published = [published_sql(indicator) for indicator in indicators if indicator.kind == "published"]
    frames = [connection.execute(question).df() for question in (territory_cells_sql(), *published)]
    return pd.concat(frames, ignore_index=True)


def _judged(cells: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The cells with their quality."""
    kinds = {slug: one.kind for slug, one in catalogue.indicators.items()}
    weighted = {slug: is_weighted(catalogue, one) for slug, one in catalogue.indicators.items()}
    known = cells.assign(weighted=cells["indicator"].map(weighted))
    return cells.assign(quality=quality(known, cells["indicator"].map(kinds)))


def write_benchmarks(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Every indicator that a producer's own figures of the région or of France let compute, at its years there."""
    for level in BENCHMARK_LEVELS:
        for slug, indicator in _fed(connection, catalogue, (level,)):
            if indicator.kind != "distance":
                made = benchmark_sql(indicator, level, catalogue.breaks_of(slug))
                connection.execute(f"INSERT INTO benchmarks BY NAME {made}")


def _fed(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, levels: Sequence[str] = ()
) -> list[tuple[str, Indicator]]:
    """The indicators whose every count was observed, at one of the levels if any: others have nothing to compute."""
    found = connection.execute("SELECT DISTINCT measure, level FROM observations").fetchall()
    seen = {measure for measure, level in found if not levels or level in levels}
    indicators = catalogue.indicators.items()
    return [(slug, one) for slug, one in indicators if all(count in seen for count, _ in one.numerator.terms)]


def is_weighted(catalogue: Catalogue, indicator: Indicator) -> bool:
    """Is its numerator a census estimate?"""
    return any(catalogue.measures[measure].weighted for measure, _ in indicator.numerator.terms)


def divides_by_a_count(catalogue: Catalogue, indicator: Indicator) -> bool:
    """Does its denominator count people, dwellings...? A density divides by an area: its n is then its numerator."""
    terms = indicator.denominator.terms if indicator.denominator else ()
    return all(catalogue.measures[measure].counted for measure, _ in terms)


def write_web_files(
    connection: duckdb.DuckDBPyConnection, collectivite: Collectivite, place: Territory, tell: Callable[[str], None]
) -> None:
    tell("Fonds de carte")
    names = place.territories[["level", "code", "name"]]
    places = connection.execute("FROM places").df()
    files = web_files(collectivite, place.boundaries, place.memberships, names, place.town_halls, places)
    rows = [(file.name, file.level, file.role, file.media_type, file.content) for file in files]
    put(connection, "web_files", pd.DataFrame(rows, columns=["name", "level", "role", "media_type", "content"]))
