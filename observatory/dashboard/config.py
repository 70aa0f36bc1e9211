"""What the browser's module is told once, when the page opens: the catalogue, where files are, the first choice."""

from collections import defaultdict
from functools import lru_cache
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.indicator import NATURES, THEMES
from observatory.dashboard.place import division
from observatory.dashboard.shell import SITE
from observatory.figures.choice import COUNTS, Choice
from observatory.figures.palette import PALETTES
from observatory.statistics.classes import METHODS
from observatory.warehouse import read
from observatory.warehouse.electoral import closed_levels
from observatory.warehouse.offer import layers, offers
from observatory.warehouse.read import Warehouse

DEFAULTS: dict[str, str | None] = {
    "indicateur": None,
    "niveau": None,
    "periode": None,
    "methode": Choice.method,
    "classes": str(Choice.classes),
    "seuils": "",
    "montrer": "valeur",
    "annees": "non",
    "palette": "bleu-vert",
    "territoire": None,
    "epingles": "",
    "points": "",
    "fond": "non",
    "analyse": "non",
    "noms": "oui",
    "limites": "oui",
    "evolution": "auto",
    "groupe": None,
    "composer": "non",
    "vue": "page",
}
"""Every choice of the address. None: the indicator that comes first, the level where it opens, the latest year, all."""

TOWN_HALLS = "mairies"
"""The layer of points that is not a count."""


@lru_cache(maxsize=2)
def catalogue(warehouse: Warehouse) -> dict[str, Any]:
    """Everything but the choice; the same for every address of one build, and made once for it."""
    facts = read.facts(warehouse)
    levels = _levels(warehouse)
    return {
        "site": SITE,
        "name": facts["name"],
        "code": facts["collectivite"],
        "subject": facts["subject"],
        "whole": str(read.levels(warehouse).set_index("level").at["departement", "title"]),
        "limits": _limits(facts, levels),
        "views": f"/vues/{warehouse.build}",
        "downloads": "/telechargements",
        "division": [place.key for place in division(warehouse)],
        "themes": THEMES,
        "natures": NATURES,
        "methods": [{"slug": slug, "title": title} for slug, title in METHODS.items()],
        "counts": list(COUNTS),
        "palettes": [{"slug": slug, "title": title} for slug, title in PALETTES.items()],
        "points": _points(warehouse),
        "defaults": DEFAULTS,
        "levels": levels,
        "closed": closed_levels(warehouse),
        "indicators": _indicators(warehouse, {level["level"] for level in levels}),
    }


def _points(warehouse: Warehouse) -> list[dict[str, str]]:
    """What may be laid over the map: places (town halls, what sources tell), then offers counted in communes."""
    files = read.web_file_names(warehouse).set_index("level")["name"]
    told = layers(warehouse)[["source", "title", "period", "producer", "file"]].itertuples(index=False, name=None)
    found = offers(warehouse)[["measure", "title"]].itertuples(index=False, name=None)
    return [
        {"slug": TOWN_HALLS, "title": "Mairies et horaires", "file": f"/geo/{files[TOWN_HALLS]}"},
        *(
            {"slug": source, "title": f"{title} · {period} · {producer}", "file": f"/geo/{file}"}
            for source, title, period, producer, file in told
        ),
        *({"slug": slug, "title": title, "file": f"/offre/{warehouse.build}/{slug}.json"} for slug, title in found),
    ]


def _limits(facts: dict[str, str], levels: list[dict[str, Any]]) -> str | None:
    """What the heavier lines are; None where there are none."""
    if not any(level["level"] == "territoire" for level in levels):
        return None
    stand_in = f" ({facts['territoires_stand_in']})" if facts["territoires_stand_in"] else ""
    return f"Limites des territoires{stand_in}"


def _levels(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The levels that make a map: those of more than one territory."""
    names = read.web_file_names(warehouse)
    geometries = dict(names.loc[names["role"] == "geometry", ["level", "name"]].itertuples(index=False, name=None))
    offered = read.levels(warehouse)[["level", "title", "plural"]].itertuples(index=False, name=None)
    return [
        {
            "level": level,
            "title": title,
            "plural": plural,
            "geometry": f"/geo/{geometries[level]}",
            "important": _important(warehouse, level),
        }
        for level, title, plural in offered
        if level != "departement"
    ]


def _important(warehouse: Warehouse, level: str) -> list[str]:
    """Codes, the most populated first: the first in line for a name on the map."""
    places = read.territories(warehouse, level).sort_values("population", ascending=False)
    return [str(code) for code in places["code"]]


def _indicators(warehouse: Warehouse, levels: set[str]) -> list[dict[str, Any]]:
    known = _periods(read.availability(warehouse))
    described = (_describe(warehouse, one, known[one.slug], levels) for one in read.indicators(warehouse))
    return [description for description in described if description["levels"]]


def _periods(availability: pd.DataFrame) -> dict[str, dict[str, list[int]]]:
    """slug -> level -> years that have a value."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in availability[availability["with_value"] > 0].itertuples():
        found[str(row.indicator)][str(row.level)].append(int(str(row.period)))
    return found


def _describe(
    warehouse: Warehouse, indicator: Indicator, periods: dict[str, list[int]], levels: set[str]
) -> dict[str, Any]:
    mapped = {level: years for level, years in periods.items() if level in levels}
    opens = read.default_level(warehouse, indicator.slug) if mapped else None
    return {
        "slug": indicator.slug,
        "title": indicator.title,
        "theme": indicator.theme,
        "nature": indicator.nature,
        "circles": indicator.kind == "count",
        "default_level": opens if opens in mapped else list(mapped)[-1] if mapped else None,
        "missing": _missing(indicator),
        "levels": mapped,
    }


def _missing(indicator: Indicator) -> str:
    """Why a level is not offered."""
    if indicator.kind == "published":
        return "Le producteur ne publie pas cet indicateur à tous les niveaux, et il ne se calcule pas par addition."
    return "Cet indicateur n’a pas de valeur à tous les niveaux."
