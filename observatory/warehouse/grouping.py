"""At build: families of territories by profile, for each declared typology and level where the profiles are known."""

import json

import duckdb
import pandas as pd

from observatory.catalogue import Catalogue
from observatory.statistics.french import name_of
from observatory.statistics.typology import Typology as Found
from observatory.statistics.typology import in_words, typology
from observatory.warehouse.write import put

MEMBERS = 4
"""Territories for a family, on average, at least;"""
MOST = 7
"""and no more families than this."""
RESAMPLES = 50

PROFILES = """
SELECT c.code, t.name, c.indicator, c.value
FROM cells c JOIN availability a USING (indicator, level, period) JOIN territories t USING (level, code)
WHERE a.latest AND c.level = ? AND list_contains(?, c.indicator)
"""


def write_families(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill `families` (one row a territory) and `family_facts` (one row a family)."""
    plurals = dict(connection.execute("SELECT level, plural FROM levels").fetchall())
    for slug, declared in catalogue.typologies.items():
        for level in (level for level in declared.levels if level in plurals):
            rows = connection.execute(PROFILES, [level, list(declared.indicators)]).df()
            profiles = rows.pivot(index="code", columns="indicator", values="value").reindex(
                columns=declared.indicators
            )
            counts = range(2, min(MOST, len(profiles.dropna()) // MEMBERS) + 1)
            if len(counts):
                found = typology(profiles, counts, resamples=RESAMPLES)
                key = {"typology": slug, "level": level}
                put(connection, "families", _members(found).assign(**key))
                names = rows.drop_duplicates("code").set_index("code")["name"]
                put(connection, "family_facts", _facts(found, names, plurals[level], level, catalogue).assign(**key))


def _members(found: Found) -> pd.DataFrame:
    return pd.DataFrame({"code": found.families.index, "family": found.families.to_numpy()})


def _facts(found: Found, names: pd.Series, plural: str, level: str, catalogue: Catalogue) -> pd.DataFrame:
    titles = {slug: indicator.title for slug, indicator in catalogue.indicators.items()}
    typical = [name_of(level, names[code], code=code).subject for code in found.medoids]
    words = [in_words(found, family, name, plural, titles) for family, name in enumerate(typical)]
    return pd.DataFrame(
        {
            "family": range(len(words)),
            "members": found.families.value_counts().sort_index().to_numpy(),
            "medoid": found.medoids,
            "words": words,
            "profile": [json.dumps(row) for row in found.profiles.round(4).to_dict("records")],
            "silhouettes": json.dumps(found.silhouettes),
            "rand_index": found.rand_index,
        }
    )
