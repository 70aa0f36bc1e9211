"""From an address to what is shown first: a choice, and a notice for each value that means nothing."""

from typing import Any

from observatory.dashboard.config import DEFAULTS
from observatory.errors import UnknownValue
from observatory.figures.choice import Choice

Query = dict[str, str]
CALLED = {
    "indicateur": "L’indicateur",
    "niveau": "Le découpage",
    "periode": "L’année",
    "methode": "La méthode de classes",
    "classes": "Le nombre de classes",
    "palette": "Le choix de couleurs",
    "points": "La couche de points",
}
SWITCHES = {
    "montrer": ("valeur", "ecart"),
    "noms": ("oui", "non"),
    "limites": ("oui", "non"),
    "annees": ("oui", "non"),
    "fond": ("oui", "non"),
    "analyse": ("oui", "non"),
    "evolution": ("auto", "oui", "non"),
    "composer": ("oui", "non"),
    "vue": ("page", "integree", "annees"),
}


def first_choice(query: Query, catalogue: dict[str, Any]) -> tuple[dict[str, str | None], list[str]]:
    """The choice of an address, defaults filled in; a value that does not exist falls back, with a notice."""
    known = _known(catalogue)
    choice, notices = dict(DEFAULTS), []
    for name in DEFAULTS:
        value = query.get(name)
        if not value:
            continue
        if (name in known and value not in known[name]) or (name == "seuils" and not _are_breaks(value)):
            called = CALLED.get(name, f"Le réglage {name}")
            notices.append(f"{called} «\u00a0{value}\u00a0» n’existe pas\u202f: la carte montre le choix habituel.")
        else:
            choice[name] = value
    return choice, notices


def _are_breaks(text: str) -> bool:
    try:
        Choice.read({"seuils": text})
    except UnknownValue:
        return False
    return True


def _known(catalogue: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The values that each name may take; `territoire` is judged where it is shown."""
    years = {str(year) for one in catalogue["indicators"] for years in one["levels"].values() for year in years}
    return {
        **SWITCHES,
        "indicateur": tuple(one["slug"] for one in catalogue["indicators"]),
        "niveau": tuple(level["level"] for level in catalogue["levels"]),
        "periode": tuple(years),
        "methode": tuple(method["slug"] for method in catalogue["methods"]),
        "classes": tuple(str(count) for count in catalogue["counts"]),
        "palette": tuple(palette["slug"] for palette in catalogue["palettes"]),
        "points": tuple(layer["slug"] for layer in catalogue["points"]),
    }
