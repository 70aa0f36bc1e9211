"""One to six territories to take away: every indicator, side by side for reading and row by row for calculating."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

import numpy as np
import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.domain import DEMONSTRATION
from observatory.catalogue.indicator import NATURES, THEMES
from observatory.errors import UnknownValue
from observatory.figures.words import STATUSES
from observatory.publishing.comparison import SIGNIFICANT, Place
from observatory.publishing.profiles import Known, known
from observatory.publishing.publication import Publication, Sheet, made_by, words_of_statuses
from observatory.publishing.table import CELL_NAMES
from observatory.publishing.table import COLUMNS as CELL_COLUMNS
from observatory.statistics.french import typeset
from observatory.warehouse import provenance
from observatory.warehouse.own import any_table
from observatory.warehouse.read import Warehouse

LONGEST_NAME = 120
_SAME = ("niveau", "code", "nom", "annee", "valeur", "numerateur", "denominateur", "minimum", "maximum", "couverture")
_END = ("statut", "fiabilite")
_WORDS = ("definition", "source", "licence", "avertissement")
COLUMNS: Mapping[str, str] = {
    "theme": "Thème.",
    **{name: CELL_COLUMNS[name] for name in ("indicateur", "titre", "unite")},
    "nature": "Contexte, besoin, offre ou activité.",
    **{name: CELL_COLUMNS[name] for name in (*_SAME, *_END)},
    "valeur_ensemble": "Valeur de la collectivité entière, la même année.",
    "indice_100": "100 fois la valeur, divisée par celle de l’ensemble ; vide où comparer n’a pas de sens.",
    "ecart_significatif": "oui si le hasard expliquerait rarement un tel écart, non s’il y suffit ; vide sinon.",
    **{name: CELL_COLUMNS[name] for name in _WORDS},
}
_FROM_ROWS = {
    "indicator": "indicateur",
    **CELL_NAMES,
    "whole_value": "valeur_ensemble",
    "index_100": "indice_100",
}


def comparison_publication(warehouse: Warehouse, places: Sequence[Place], theme: str = "") -> Publication:
    """The territories (level, code) in the order given, each indicator at its latest year; a group's code is its text.

    UnknownValue for a territory or a theme that does not exist.
    """
    if theme not in ("", *THEMES):
        raise UnknownValue("thème", theme, list(THEMES))
    about = known(warehouse)
    rows = _rows(warehouse, places, about, theme)
    names = list(dict.fromkeys(rows["nom"]))
    return Publication(
        name="_".join([*map(slugged, names), *([theme] if theme else [])])[:LONGEST_NAME],
        title=f"{', '.join(names)}{f', {THEMES[theme]}' if theme else ''}",
        rows=rows,
        columns=COLUMNS,
        about=(
            ("Lecture", "Chaque indicateur est à sa dernière année connue à ce découpage, écrite sur sa ligne."),
            ("Définitions, sources et licences", "Dans les colonnes de mêmes noms, indicateur par indicateur."),
            *made_by(warehouse),
            *words_of_statuses(),
        ),
        demonstration=bool((rows["avertissement"] != "").any()),
        sheets=(_side_by_side(rows, about),),
    )


def slugged(text: str) -> str:
    """`Val de Cisse` -> `val-de-cisse`: for the name of a file."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "territoire"


def _rows(warehouse: Warehouse, places: Sequence[Place], about: Known, theme: str) -> pd.DataFrame:
    wanted = {slug: one for slug, one in about.indicators.items() if theme in ("", one.theme)}
    frame = pd.concat([any_table(warehouse, level, [code]).assign(place=at) for at, (level, code) in enumerate(places)])
    frame = frame[frame["indicator"].isin(wanted)]
    order = {key: rank for rank, key in enumerate(product(wanted, range(len(places))))}
    ranked = pd.Series([order[key] for key in zip(frame["indicator"], frame["place"], strict=True)], dtype=int)
    frame = frame.iloc[np.argsort(ranked)].reset_index(drop=True)
    words = pd.DataFrame([_words(wanted[slug], warehouse, about) for slug in frame["indicator"]])
    judged = frame["p_value"].map(lambda p: "" if pd.isna(p) else "oui" if p < SIGNIFICANT else "non")
    named = frame.rename(columns=_FROM_ROWS).assign(ecart_significatif=judged, nom=frame["name"].map(typeset))
    return pd.concat([named, words], axis=1)[list(COLUMNS)]


def _words(one: Indicator, warehouse: Warehouse, about: Known) -> dict[str, str]:
    source, licence = origins(warehouse).get(one.slug, ("", ""))
    return {
        "theme": THEMES[one.theme],
        "titre": typeset(one.title),
        "unite": one.unit,
        "nature": NATURES[one.nature],
        "definition": typeset(one.definition),
        "source": source,
        "licence": licence,
        "avertissement": DEMONSTRATION if about.demonstration(one) else "",
    }


@lru_cache(maxsize=2)
def origins(warehouse: Warehouse) -> Mapping[str, tuple[str, str]]:
    """indicator -> (its sources in words, their licences)."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in provenance.sources(warehouse).to_dict("records"):
        for slug in row["indicators"]:
            found.setdefault(slug, []).append({str(name): value for name, value in row.items()})
    return {
        slug: (
            typeset(" ; ".join(f"{row['producer']}, {row['title']}, {row['vintage']}" for row in rows)),
            ", ".join(dict.fromkeys(row["licence"] for row in rows)),
        )
        for slug, rows in found.items()
    }


def _side_by_side(rows: pd.DataFrame, about: Known) -> Sheet:
    """One line an indicator, one column a territory; where there is no value, its reason."""
    names = list(dict.fromkeys(rows["nom"]))
    lines, decimals = [], []
    for slug, mine in rows.groupby("indicateur", sort=False):
        first, year = mine.iloc[0], mine["annee"].max()
        values = mine.drop_duplicates("nom").set_index("nom")
        lines.append(
            {
                "Thème": first["theme"],
                "Indicateur": first["titre"],
                "Unité": first["unite"],
                "Année": year,
                about.facts["name"]: first["valeur_ensemble"],
                **{name: _shown(values, name, year) for name in names},
                "Avertissement": first["avertissement"],
            }
        )
        decimals.append(about.indicators[str(slug)].decimals)
    return Sheet("Comparaison", pd.DataFrame(lines).astype(object), tuple(decimals))


def _shown(values: pd.DataFrame, name: str, year: int) -> object:
    if name not in values.index:
        return "non publié à ce découpage"
    row = values.loc[name]
    if row["annee"] != year:
        return f"connu en {row['annee']}\u202f: voir « Valeurs »"
    return STATUSES[row["statut"]] if pd.isna(row["valeur"]) else row["valeur"]
