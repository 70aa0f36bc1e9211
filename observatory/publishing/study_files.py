"""Studies to take away: a need crossed with an offer, families of territories."""

from collections.abc import Mapping

import pandas as pd

from observatory.figures.studied import STRENGTHS
from observatory.figures.view import source_line
from observatory.publishing.crossed import firmness, plural_of
from observatory.publishing.mapped import borders
from observatory.publishing.publication import Pairs, Publication, made_by, told
from observatory.publishing.views import map_data
from observatory.statistics.crossing import QUADRANTS, SIDE
from observatory.statistics.french import typeset
from observatory.statistics.typology import firmness_words, separation_words
from observatory.warehouse.crossings import Crossed, crossing
from observatory.warehouse.families import families
from observatory.warehouse.read import Warehouse

CROSSED: Mapping[str, str] = {
    "croisement": "Identifiant du croisement.",
    "niveau": "Découpage.",
    "code": "Code du territoire, à lire comme un texte.",
    "nom": "Nom du territoire.",
    "besoin": "Valeur de l’indicateur de besoin.",
    "fiabilite_besoin": "solide, prudence ou fragile.",
    "offre": "Valeur de l’indicateur d’offre.",
    "fiabilite_offre": "solide, prudence ou fragile.",
    "classe_besoin": "Tiers du besoin ; vide si le territoire n’est pas comparable.",
    "classe_offre": "Tiers de l’offre.",
    "quadrant": "Place face à l’ensemble.",
    "deficit": "Rang centile du besoin moins celui de l’offre, de -1 à 1.",
    "rang_deficit": "1 : le plus grand écart.",
}
MEMBERS: Mapping[str, str] = {
    "typologie": "Identifiant de la typologie.",
    "niveau": "Découpage.",
    "code": "Code du territoire, à lire comme un texte.",
    "nom": "Nom du territoire.",
    "famille": "Lettre de la famille, A la plus nombreuse.",
    "famille_en_mots": "Ce qui la distingue.",
}
LETTERS = "ABCDEFG"


def crossing_publication(warehouse: Warehouse, slug: str, level: str) -> Publication:
    """UnknownValue for a crossing or a level that does not exist."""
    one = crossing(warehouse, slug, level)
    axes = [map_data(warehouse, axis.slug, level) for axis in (one.need, one.offer)]
    facts = told(
        [
            ("Question", typeset(one.crossing.question)),
            *((what, typeset(axis.indicator.title)) for what, axis in zip(("Besoin", "Offre"), axes, strict=True)),
            ("Millésimes", ", ".join(map(str, one.periods))),
            ("Solidité", firmness(one)),
            ("Source", " ; ".join(dict.fromkeys(source_line(axis) for axis in axes))),
            ("Licence", ", ".join(dict.fromkeys(name for axis in axes for name in axis.sources["licence"]))),
            ("À savoir", typeset(" ".join(one.crossing.caveats))),
        ]
    )
    return Publication(
        name=f"{slug}_{level}",
        title=f"{typeset(one.crossing.title)}, {plural_of(warehouse, level)}",
        rows=_rows(one),
        columns=CROSSED,
        about=(*facts, *made_by(warehouse)),
        demonstration=any(axis.demonstration for axis in axes),
        borders=lambda: borders(warehouse, level),
    )


def _rows(one: Crossed) -> pd.DataFrame:
    classes = one.cells["class"]
    known = classes >= 0
    names = {"name": "nom", "need": "besoin", "offer": "offre", "rank": "rang_deficit"}
    qualities = {"need_quality": "fiabilite_besoin", "offer_quality": "fiabilite_offre"}
    return one.cells.rename(columns={**names, **qualities}).assign(
        croisement=one.crossing.slug,
        niveau=one.level,
        classe_besoin=(classes // SIDE).map(dict(enumerate(STRENGTHS["need"]))).where(known),
        classe_offre=(classes % SIDE).map(dict(enumerate(STRENGTHS["offer"]))).where(known),
        quadrant=one.cells["quadrant"].map(QUADRANTS),
    )[list(CROSSED)]


def families_publication(warehouse: Warehouse, slug: str, level: str) -> Publication:
    """UnknownValue for a typology or a level that does not exist."""
    one = families(warehouse, slug, level)
    words = dict(zip(one.families["family"], one.families["words"], strict=True))
    rows = one.members.rename(columns={"name": "nom"}).assign(
        typologie=slug,
        niveau=level,
        famille=one.members["family"].map(dict(enumerate(LETTERS))),
        famille_en_mots=one.members["family"].map(words),
    )
    return Publication(
        name=f"{slug}_{level}",
        title=f"{typeset(one.typology.title)}, {plural_of(warehouse, level)}",
        rows=rows[list(MEMBERS)],
        columns=MEMBERS,
        about=(
            *_about(one.typology.definition, one.silhouettes[len(words)], one.rand_index, one.typology.caveats),
            *made_by(warehouse),
        ),
        borders=lambda: borders(warehouse, level),
    )


def _about(definition: str, silhouette: float, rand_index: float, caveats: tuple[str, ...]) -> Pairs:
    return told(
        [
            ("Définition", typeset(definition)),
            ("Séparation", separation_words(silhouette)),
            ("Stabilité", firmness_words(rand_index)),
            ("À savoir", typeset(" ".join(caveats))),
        ]
    )
