"""Portraits of territories on paper."""

from typing import Any

from observatory.atlas.pages import Page
from observatory.atlas.portraits import Row
from observatory.atlas.printed.prose import label_of
from observatory.atlas.site import Site
from observatory.figures.locator import locator_svg
from observatory.figures.words import short
from observatory.statistics.numbers import NARROW

FOOT = f"Une valeur fragile n’a pas de rang et n’est pas commentée{NARROW}: voir les méthodes."


def portrait(page: Page, site: Site, pictures: dict[str, str]) -> dict[str, Any]:
    """The section of a portrait page."""
    facts, words = site.answers.facts, page.context
    territory, whole = words["territory"], words["level"] == "departement"
    name = f"locator-{territory.level}-{territory.code}.svg"
    where = f"{territory.plain} sur la carte {facts['of']}"
    pictures[name] = locator_svg(site.answers.geometry(territory.level), [territory.code], where)
    headers = ["Indicateur", "Valeur", *([] if whole else [facts["name"], "Rang"]), "Année"]
    stand_in = facts["territoires_stand_in"] if words["level"] == "territoire" else ""
    return {
        "kind": "portrait",
        "level": 2,
        "outlined": False,
        "kicker": f"Portrait · {words['kind']}",
        "title": [page.title],
        "label": label_of(page.path),
        "identity": words["identity"],
        "note": f"{facts['territoires_title']}{NARROW}: {stand_in}." if stand_in else "",
        "picture": name,
        "alt": where,
        "figures": [],
        "said-title": words["said"][0] if words["said"] else "",
        "said": words["said"][1:],
        "headers": headers,
        "widths": [18, *([] if whole else [20, 17]), 11],
        "themes": [(title, [row_words(row, whole) for row in rows]) for title, rows in words["themes"]],
        "members": ", ".join(name for name, _ in words["members"]) + ("." if words["members"] else ""),
        "foot": FOOT,
    }


def row_words(row: Row, whole: bool) -> list[str]:
    text = f"({short(row.text)})" if row.quality == "fragile" else short(row.text)
    return [row.title, text, *([] if whole else [short(row.whole), row.rank]), str(row.period)]
