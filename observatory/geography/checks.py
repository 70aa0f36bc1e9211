"""What must hold before a collectivité's geodata are written."""

from collections.abc import Iterable

import shapely

from observatory.catalogue.collectivite import Collectivite
from observatory.errors import CheckError
from observatory.geography.members import territoire_members
from observatory.geography.tables import Tables, rounded

GROUPS = {"canton": "cantons", "epci": "epci", "arrondissement": "arrondissements"}
LARGEST_CHANGE = 0.05
"""Of a total population, between two years that the packages give: more is a commune forgotten or counted twice."""


def check_tables(collectivite: Collectivite, tables: Tables) -> None:
    """Raise CheckError, naming every broken identity, or return."""
    problems = [
        *_groups(collectivite, tables),
        *_territoires(collectivite, tables),
        *_populations(tables),
        *_boundaries(tables),
    ]
    if problems:
        raise CheckError(
            f"{collectivite.name} : les données géographiques ne se tiennent pas.\n- " + "\n- ".join(problems)
        )


def _groups(collectivite: Collectivite, tables: Tables) -> list[str]:
    """Each commune once, in one canton-ou-ville, one EPCI and one arrondissement that have a name.

    Cantons are looked at where they are offered: the Métropole de Lyon has none.
    """
    communes = tables.communes
    problems = _problem("communes en double", communes["code"][communes["code"].duplicated()])
    for column, table in GROUPS.items():
        if column == "canton" and "canton" not in collectivite.levels:
            continue
        orphans = communes["code"][~communes[column].isin(getattr(tables, table)["code"])]
        problems += _problem(f"communes sans {column}", orphans)
    return problems


def _territoires(collectivite: Collectivite, tables: Tables) -> list[str]:
    """The declared territoires name what exists, and share out the communes: none left, none twice."""
    if collectivite.territoires is None:
        return []
    members = collectivite.territoires.members
    arrondissements = {code for member in members for code in member.arrondissements}
    communes = {code for member in members for code in member.communes}
    claims = territoire_members(collectivite.territoires, tables.communes)["commune"]
    left = sorted(set(tables.communes["code"]) - set(claims))
    return [
        *_problem("arrondissements inconnus", sorted(arrondissements - set(tables.communes["arrondissement"]))),
        *_problem("communes de territoire inconnues", sorted(communes - set(tables.communes["code"]))),
        *_problem("communes sans territoire", left),
        *_problem("communes dans deux territoires", claims[claims.duplicated()]),
    ]


def _populations(tables: Tables) -> list[str]:
    """Every commune has a population every year, and no total breaks away from the year before."""
    wide = tables.populations.pivot(index="code", columns="period", values="population")
    wide = wide.reindex(tables.communes["code"])
    problems = [_problem(f"population {year} inconnue", wide.index[wide[year].isna()]) for year in wide]
    changes = wide.sum().pct_change().abs()
    problems.append(_problem("années dont la population est en rupture", changes.index[changes > LARGEST_CHANGE]))
    return [text for texts in problems for text in texts]


def _boundaries(tables: Tables) -> list[str]:
    """Each commune has one; as they are written, they are valid and share their borders exactly (no overlap)."""
    codes, shapes = tables.boundaries["code"], rounded(tables.boundaries.geometry)
    odd = sorted(set(codes) ^ set(tables.communes["code"]))
    faults = _problem("contours en trop ou qui manquent", odd)
    faults += _problem("contours invalides", codes[~shapely.is_valid(shapes)])
    if faults:
        return faults
    edges = shapely.coverage_invalid_edges(shapes)
    return _problem("contours qui se chevauchent", codes[~shapely.is_empty(edges)])


def _problem(words: str, codes: Iterable[object]) -> list[str]:
    listed = ", ".join(map(str, codes))
    return [f"{words} : {listed}"] if listed else []
