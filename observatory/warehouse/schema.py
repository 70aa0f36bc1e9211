"""The tables of a warehouse. Each comment is the grain: what one row is."""

import hashlib
from collections.abc import Collection

import duckdb

SOURCE_COLUMNS = (
    "source",
    "producer",
    "title",
    "licence",
    "page",
    "vintage",
    "secrecy",
    "notes",
    "rounding",
    "breaks",
    "demonstration",
    "verified",
    "is_list",
)

TABLES = (
    # one fact of the build
    "CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
    # one level that this collectivité offers
    "CREATE TABLE levels (level VARCHAR PRIMARY KEY, rank INTEGER, title VARCHAR, plural VARCHAR)",
    # one territory of one level
    """CREATE TABLE territories (level VARCHAR, code VARCHAR, name VARCHAR, area_km2 DOUBLE, population DOUBLE,
       lon DOUBLE, lat DOUBLE, communes INTEGER, communes_total INTEGER, PRIMARY KEY (level, code))""",
    # one territory: number of its class of size and density, the same for its peers
    "CREATE TABLE peers (level VARCHAR, code VARCHAR, peer_group INTEGER, PRIMARY KEY (level, code))",
    # one commune in one level, the level commune included
    "CREATE TABLE memberships (commune VARCHAR, level VARCHAR, code VARCHAR, PRIMARY KEY (commune, level))",
    # one commune in one electoral canton: its share, and the bounds of it
    """CREATE TABLE electoral_parts (commune VARCHAR, code VARCHAR, name VARCHAR, share DOUBLE, low_share DOUBLE,
       high_share DOUBLE, PRIMARY KEY (commune, code))""",
    # one commune's town hall
    """CREATE TABLE town_halls (code VARCHAR PRIMARY KEY, lon DOUBLE, lat DOUBLE, address VARCHAR, hours VARCHAR,
       accessibility VARCHAR, phone VARCHAR, website VARCHAR)""",
    # one place of a source's latest list
    """CREATE TABLE places (source VARCHAR, period INTEGER, code VARCHAR, lon DOUBLE, lat DOUBLE, name VARCHAR,
       told VARCHAR[])""",
    # one declared source
    """CREATE TABLE sources (source VARCHAR PRIMARY KEY, producer VARCHAR, title VARCHAR, licence VARCHAR, page VARCHAR,
       vintage VARCHAR, secrecy VARCHAR, notes VARCHAR[], rounding INTEGER, breaks INTEGER[], demonstration BOOLEAN,
       verified BOOLEAN, is_list BOOLEAN)""",
    # one measure that a source gives: the column of its file, for one year where each has its own
    "CREATE TABLE takes (source VARCHAR, measure VARCHAR, period INTEGER, column_name VARCHAR)",
    # one file read
    """CREATE TABLE files (source VARCHAR, file VARCHAR, dropped BOOLEAN, modified VARCHAR, sha256 VARCHAR,
       rows INTEGER, kept INTEGER, rejected INTEGER, outside INTEGER, superseded INTEGER, first_period INTEGER,
       last_period INTEGER, PRIMARY KEY (source, file))""",
    # one refused row or value
    """CREATE TABLE rejects (source VARCHAR, file VARCHAR, line INTEGER, column_name VARCHAR, raw VARCHAR,
       reason VARCHAR)""",
    # one measure
    """CREATE TABLE measures (measure VARCHAR PRIMARY KEY, title VARCHAR, unit VARCHAR, additive BOOLEAN,
       weighted BOOLEAN, counted BOOLEAN, awaits VARCHAR)""",
    # one measure of one territory and year
    """CREATE TABLE observations (measure VARCHAR, level VARCHAR, code VARCHAR, period INTEGER, value DOUBLE,
       low DOUBLE, high DOUBLE, variance DOUBLE, status VARCHAR, source VARCHAR, file VARCHAR, line INTEGER)""",
    # one measure that a source gave at one level and year
    "CREATE TABLE origins (measure VARCHAR, level VARCHAR, period INTEGER, source VARCHAR)",
    # one indicator: what the engine needs of its declaration, the range that its values keep, and all of it in JSON
    """CREATE TABLE indicators (slug VARCHAR PRIMARY KEY, rank INTEGER, kind VARCHAR, scale DOUBLE, years INTEGER,
       min_coverage DOUBLE, levels VARCHAR[], weighted BOOLEAN, counted BOOLEAN, chance VARCHAR, minimum DOUBLE,
       maximum DOUBLE, declaration VARCHAR)""",
    # one study of several indicators: a need crossed with an offer, or families of territories
    "CREATE TABLE studies (slug VARCHAR, kind VARCHAR, rank INTEGER, declaration VARCHAR, PRIMARY KEY (kind, slug))",
    # one measure that an indicator is made of
    "CREATE TABLE operands (slug VARCHAR, measure VARCHAR, PRIMARY KEY (slug, measure))",
    # one indicator's numerator and denominator in one commune and year, where both are known
    """CREATE TABLE parts (indicator VARCHAR, code VARCHAR, period INTEGER, num DOUBLE, num_low DOUBLE, num_high DOUBLE,
       num_variance DOUBLE, den DOUBLE, den_low DOUBLE, den_high DOUBLE, den_variance DOUBLE, estimated BOOLEAN)""",
    # one indicator of the région or of France in one year
    """CREATE TABLE benchmarks (indicator VARCHAR, level VARCHAR, code VARCHAR, period INTEGER, value DOUBLE,
       numerator DOUBLE, denominator DOUBLE)""",
    # one indicator of one territory and year
    """CREATE TABLE cells (indicator VARCHAR, level VARCHAR, code VARCHAR, period INTEGER, value DOUBLE,
       numerator DOUBLE, denominator DOUBLE, low DOUBLE, high DOUBLE, margin DOUBLE, n DOUBLE, coverage DOUBLE,
       status VARCHAR, quality VARCHAR)""",
    # one indicator at one level and year: what can be shown, how it spreads, the earlier year it is compared with
    """CREATE TABLE availability (indicator VARCHAR, level VARCHAR, period INTEGER, cells INTEGER, with_value INTEGER,
       fragile INTEGER, comparable INTEGER, mean DOUBLE, spread DOUBLE, latest BOOLEAN, earlier INTEGER,
       region DOUBLE, france DOUBLE)""",
    # one cell that has a value: where it stands among those of its level and year, and what chance could have made
    """CREATE TABLE standings (indicator VARCHAR, level VARCHAR, code VARCHAR, period INTEGER, rank INTEGER,
       tied INTEGER, z FLOAT, index_100 FLOAT, peers INTEGER, peer_rank INTEGER, peer_median DOUBLE,
       chance_low FLOAT, chance_high FLOAT, p_value FLOAT)""",
    # one territory in a family of one typology
    "CREATE TABLE families (typology VARCHAR, level VARCHAR, code VARCHAR, family INTEGER)",
    # one family of one typology at one level
    """CREATE TABLE family_facts (typology VARCHAR, level VARCHAR, family INTEGER, members INTEGER, medoid VARCHAR,
       words VARCHAR, profile VARCHAR, silhouettes VARCHAR, rand_index DOUBLE)""",
    # one indicator changed by one build
    """CREATE TABLE revisions (built_at VARCHAR, indicator VARCHAR, added INTEGER, revised INTEGER, withdrawn INTEGER,
       largest DOUBLE, largest_level VARCHAR, largest_code VARCHAR, largest_period INTEGER)""",
    # one kind of change of one indicator at one level by one build
    """CREATE TABLE series_changes (built_at VARCHAR, indicator VARCHAR, level VARCHAR, kind VARCHAR, periods INTEGER[],
       cells INTEGER, before DOUBLE, after DOUBLE)""",
    # one of the largest revisions of one indicator by one build
    """CREATE TABLE revised_cells (built_at VARCHAR, indicator VARCHAR, level VARCHAR, code VARCHAR, name VARCHAR,
       period INTEGER, old DOUBLE, new DOUBLE)""",
    # one figure of a list that one build found lower than before, gone (no `after`), or no longer secret (no `before`)
    """CREATE TABLE falls (built_at VARCHAR, source VARCHAR, measure VARCHAR, level VARCHAR, code VARCHAR,
       period INTEGER, before DOUBLE, after DOUBLE)""",
    # one file new, modified or gone in one build
    """CREATE TABLE file_changes (built_at VARCHAR, source VARCHAR, file VARCHAR, change VARCHAR, old_sha256 VARCHAR,
       sha256 VARCHAR, old_rows INTEGER, rows INTEGER)""",
    # one level before and after one build
    """CREATE TABLE coverage_changes (built_at VARCHAR, level VARCHAR, old_indicators INTEGER, indicators INTEGER,
       old_cells INTEGER, cells INTEGER, old_latest INTEGER, latest INTEGER)""",
    # one secret count that a release shows, or hides (no value): its measure, territory and year; empty in a warehouse
    """CREATE TABLE counts (measure VARCHAR, level VARCHAR, code VARCHAR, period INTEGER, value DOUBLE,
       PRIMARY KEY (measure, level, code, period))""",
    # one derived file, served for ever under a name that holds its hash
    """CREATE TABLE web_files (name VARCHAR PRIMARY KEY, level VARCHAR, role VARCHAR, media_type VARCHAR,
       content BLOB)""",
    # one cell with its territory's name
    """CREATE VIEW named_cells AS
       SELECT c.indicator, c.level, c.code, t.name, c.* EXCLUDE (indicator, level, code)
       FROM cells c JOIN territories t USING (level, code)""",
)


VERSION = hashlib.sha256("".join(TABLES).encode()).hexdigest()[:8]
"""Changes with any table: a warehouse of another version is not read, it is built again."""


PRIVATE = ("observations", "parts", "places", "rejects")
"""The tables that a release does not have."""


def create(connection: duckdb.DuckDBPyConnection, without: Collection[str] = ()) -> None:
    """Create the tables in an empty database."""
    for statement in TABLES:
        if statement.split()[2] not in without:
            connection.execute(statement)
