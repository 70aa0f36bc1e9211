"""The cells of a map as a table that stands alone: one header row, one row per territory, nothing else.

A comment line above the header would break the readers of half of those who open the file, so what must travel with
the figures (title, unit, source, licence, definition) is repeated in columns of its own.
"""

import pandas as pd

from observatory.catalogue.domain import DEMONSTRATION
from observatory.figures.question import MapData
from observatory.figures.view import source_line

COLUMNS: dict[str, str] = {
    "indicateur": "Identifiant de l’indicateur, le même dans les adresses et dans l’API.",
    "titre": "Titre de l’indicateur, dénominateur compris.",
    "unite": "Unité de la valeur et de ses bornes.",
    "niveau": "Découpage : commune, canton, epci, arrondissement, territoire ou departement.",
    "code": "Code du territoire, à lire comme un texte : 01004 commence par un zéro.",
    "nom": "Nom du territoire.",
    "annee": "Année (millésime) de la valeur.",
    "valeur": "Valeur ; vide quand le statut n’est ni « valeur » ni « estime ».",
    "numerateur": "Numérateur, fractionnaire s’il vient du recensement ; vide pour une valeur publiée telle quelle.",
    "denominateur": "Dénominateur, dans les mêmes conditions.",
    "minimum": "Plus petite valeur compatible avec les arrondis du producteur.",
    "maximum": "Plus grande valeur compatible avec les arrondis du producteur.",
    "couverture": "Part de la population du territoire dont les communes sont connues, de 0 à 1.",
    "statut": "valeur, secret, absent, non_disponible ou estime.",
    "fiabilite": "solide, prudence ou fragile ; vide sans valeur.",
    "definition": "Définition de l’indicateur.",
    "source": "Producteur, fichier et millésimes.",
    "licence": "Licence de réutilisation.",
    "avertissement": "« Données de démonstration » pour des chiffres inventés ; vide pour les autres.",
}
"""Every column of the file, in order, with its meaning: documented on the API's page."""

CELL_NAMES = {
    "level": "niveau",
    "code": "code",
    "name": "nom",
    "period": "annee",
    "value": "valeur",
    "numerator": "numerateur",
    "denominator": "denominateur",
    "low": "minimum",
    "high": "maximum",
    "coverage": "couverture",
    "status": "statut",
    "quality": "fiabilite",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text may not begin with in a file that a spreadsheet opens."""
DIGITS = 9
"""Significant digits: more than any producer publishes, fewer than the noise of a division."""


def table(data: MapData) -> pd.DataFrame:
    """One row per territory, in the columns of COLUMNS."""
    words = {
        "indicateur": data.indicator.slug,
        "titre": data.indicator.title,
        "unite": data.indicator.unit,
        "definition": data.indicator.definition,
        "source": source_line(data),
        "licence": ", ".join(dict.fromkeys(data.sources["licence"])),
        "avertissement": DEMONSTRATION if data.demonstration else "",
    }
    return data.cells.rename(columns=CELL_NAMES).assign(**words)[list(COLUMNS)]


def csv(frame: pd.DataFrame) -> bytes:
    """Comma, decimal point, UTF-8: what programs read."""
    return harmless(frame).to_csv(index=False, float_format=f"%.{DIGITS}g", lineterminator="\n").encode()


def french_csv(frame: pd.DataFrame) -> bytes:
    """Semicolon, decimal comma, byte order mark: what a French spreadsheet opens on a double click."""
    text = harmless(frame).to_csv(index=False, sep=";", decimal=",", float_format=f"%.{DIGITS}g", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """A text that a spreadsheet would run as a formula begins with an apostrophe instead; numbers are as they were."""
    texts = frame.select_dtypes(exclude="number").columns
    return frame.assign(**{name: frame[name].map(_harmless) for name in texts})


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
