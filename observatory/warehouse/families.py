"""Families of territories that look alike, as the build found them."""

import json
from dataclasses import dataclass

import pandas as pd

from observatory.catalogue import Typology
from observatory.errors import UnknownValue
from observatory.warehouse.read import Warehouse


@dataclass(frozen=True)
class Families:
    """`members`: code, name, family. `families`: family (0 the largest), members, medoid, medoid_name, words.

    `profiles` has one row a family and one column an indicator, in standard deviations from the mean of the level.
    `silhouettes` gives, for each number of families tried, how apart they are (-1 to 1; the highest was kept), and
    `rand_index` how alike the families of resampled territories are (1: the same, 0: chance).
    """

    typology: Typology
    level: str
    members: pd.DataFrame
    families: pd.DataFrame
    profiles: pd.DataFrame
    silhouettes: dict[int, float]
    rand_index: float


def typologies(warehouse: Warehouse) -> list[Typology]:
    """Every declared typology, in order of display."""
    frame = warehouse.query("SELECT declaration FROM studies WHERE kind = 'typology' ORDER BY rank")
    return [Typology.model_validate_json(declaration) for declaration in frame["declaration"]]


def typology_levels(warehouse: Warehouse, slug: str) -> list[str]:
    """The levels where families were found, finest first; UnknownValue lists the typologies."""
    _declared(warehouse, slug)
    frame = warehouse.query(
        """SELECT DISTINCT level, rank FROM family_facts JOIN levels USING (level)
           WHERE typology = ? ORDER BY rank""",
        [slug],
    )
    return [str(level) for level in frame["level"]]


def families(warehouse: Warehouse, slug: str, level: str) -> Families:
    """The families of a typology at a level; UnknownValue lists the typologies, or the levels."""
    known = typology_levels(warehouse, slug)
    if level not in known:
        raise UnknownValue(f"niveau pour « {slug} »", level, known)
    facts = warehouse.query(
        """SELECT f.*, t.name AS medoid_name FROM family_facts f
           JOIN territories t ON t.level = f.level AND t.code = f.medoid
           WHERE f.typology = ? AND f.level = ? ORDER BY family""",
        [slug, level],
    )
    members = warehouse.query(
        """SELECT code, name, family FROM families JOIN territories USING (level, code)
           WHERE typology = ? AND level = ? ORDER BY code""",
        [slug, level],
    )
    return Families(
        _declared(warehouse, slug),
        level,
        members,
        facts[["family", "members", "medoid", "medoid_name", "words"]],
        pd.DataFrame([json.loads(row) for row in facts["profile"]]),
        {int(count): score for count, score in json.loads(str(facts["silhouettes"].iat[0])).items()},
        facts["rand_index"].tolist()[0],
    )


def _declared(warehouse: Warehouse, slug: str) -> Typology:
    known = {one.slug: one for one in typologies(warehouse)}
    if slug not in known:
        raise UnknownValue("typologie", slug, list(known))
    return known[slug]
