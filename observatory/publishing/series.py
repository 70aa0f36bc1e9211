"""All that is known of indicators, to take away: one indicator at every level and year, or the whole catalogue."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.domain import DEMONSTRATION
from observatory.catalogue.indicator import NATURES, THEMES
from observatory.errors import UnknownValue
from observatory.figures.formula import formula
from observatory.publishing.mapped import about_indicator
from observatory.publishing.profiles import Known, known
from observatory.publishing.publication import Publication, made_by, words_of_statuses
from observatory.publishing.table import COLUMNS, table
from observatory.publishing.views import map_data
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse
from observatory.warehouse.whole import every_cell, titles_of_measures

CATALOGUE = {
    "indicateur": "Identifiant de l’indicateur, le même dans les adresses et dans l’API.",
    "titre": "Titre de l’indicateur, dénominateur compris.",
    "theme": "Thème.",
    "nature": "Contexte, besoin, offre ou activité.",
    "unite": "Unité.",
    "definition": "Définition.",
    "calcul": "Calcul, en mots.",
    "precautions": "Ce qu’il faut savoir avant d’en parler.",
    "decoupages": "Découpages où il a une valeur, du plus fin au plus large.",
    "premiere_annee": "Première année connue.",
    "derniere_annee": "Dernière année connue.",
    "producteurs": "Producteurs des données.",
    "attend": "Ce qui est attendu, quand aucune valeur n’est encore connue.",
    "avertissement": "« Données de démonstration » pour des chiffres inventés ; vide pour les autres.",
}


def series_publication(warehouse: Warehouse, slug: str) -> Publication:
    """Every cell of an indicator; UnknownValue for one that does not exist, or has no value yet."""
    available = [str(row["slug"]) for row in read.overview(warehouse).to_dict("records") if len(row["levels"])]
    if slug not in available:
        raise UnknownValue("indicateur", slug, available)
    data = map_data(warehouse, slug, read.default_level(warehouse, slug))
    whole = replace(data, cells=every_cell(warehouse, [slug]))
    shown = [pair for pair in about_indicator(data) if pair[0] not in ("Découpage", "Millésime")]
    return Publication(
        name=f"{slug}_toutes-les-annees",
        title=f"{typeset(data.indicator.title)}, tous les découpages et toutes les années",
        rows=table(whole),
        columns=COLUMNS,
        about=(*shown, *made_by(warehouse), *words_of_statuses()),
        demonstration=data.demonstration,
    )


def catalogue_publication(warehouse: Warehouse) -> Publication:
    """Every indicator: what it measures, where it is known, what it waits for."""
    return Publication(
        name="catalogue",
        title="Catalogue des indicateurs",
        rows=catalogue_rows(warehouse, list(known(warehouse).indicators.values())),
        columns=CATALOGUE,
        about=(("Licence", "Définitions et précautions\u202f: Licence Ouverte 2.0."), *made_by(warehouse)),
    )


def catalogue_rows(warehouse: Warehouse, indicators: Sequence[Indicator]) -> pd.DataFrame:
    """One row an indicator, in the columns of CATALOGUE."""
    seen = {str(row["slug"]): row for row in read.overview(warehouse).to_dict("records")}
    titles, about = titles_of_measures(warehouse), known(warehouse)
    rows = [_row(one, seen[one.slug], titles, about) for one in indicators]
    years = dict.fromkeys(("premiere_annee", "derniere_annee"), "Int32")
    return pd.DataFrame(rows, columns=list(CATALOGUE)).astype(years)


def _row(one: Indicator, seen: Mapping[Hashable, Any], titles: Mapping[str, str], about: Known) -> dict[str, object]:
    return {
        "indicateur": one.slug,
        "titre": typeset(one.title),
        "theme": THEMES[one.theme],
        "nature": NATURES[one.nature],
        "unite": one.unit,
        "definition": typeset(one.definition),
        "calcul": formula(one, titles),
        "precautions": typeset(" ".join(one.caveats)),
        "decoupages": ", ".join(seen["levels"]),
        "premiere_annee": seen["first"],
        "derniere_annee": seen["last"],
        "producteurs": seen["producers"],
        "attend": seen["awaits"],
        "avertissement": DEMONSTRATION if about.demonstration(one) else "",
    }
