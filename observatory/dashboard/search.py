"""What the header's search field finds: one small file per build, asked for when somebody is about to search."""

import json
from collections.abc import Sequence
from typing import Any

from observatory.catalogue.indicator import THEMES
from observatory.dashboard.place import places
from observatory.dashboard.registry import Page, link
from observatory.statistics.french import typeset
from observatory.warehouse import read
from observatory.warehouse.read import Warehouse

PORTRAIT = "/portrait"


def search_index(warehouse: Warehouse, pages: Sequence[Page]) -> bytes:
    """JSON list of {value: address, label, group, detail}: indicators, then territories, then definitions.

    A territory has its `key` too, as « mon territoire » in an address. An address holds the slug or the code.
    """
    bases = {page.base for page in pages}
    found = [*_indicators(warehouse), *_territories(warehouse, bases)]
    found += _definitions(warehouse) if "/donnees" in bases else []
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _indicators(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Those that have a map."""
    known = set(read.overview(warehouse).loc[lambda frame: frame["levels"].map(len) > 0, "slug"])
    return [
        _option(link("/cartes", indicateur=one.slug), one.title, "Indicateurs", THEMES[one.theme])
        for one in read.indicators(warehouse)
        if one.slug in known
    ]


def _definitions(warehouse: Warehouse) -> list[dict[str, Any]]:
    return [
        _option(link("/donnees", indicateur=one.slug), one.title, "Définitions et sources", THEMES[one.theme])
        for one in read.indicators(warehouse)
    ]


def _territories(warehouse: Warehouse, bases: set[str]) -> list[dict[str, Any]]:
    def address(level: str, code: str) -> str:
        if PORTRAIT in bases:
            return f"{PORTRAIT}/{level}/{code}"
        return link("/cartes", niveau=level, territoire=code)

    return [
        {
            **_option(address(place.level, place.code), place.name, _group(place.level), place.level_title),
            "key": place.key,
        }
        for place in places(warehouse)
        if place.level != "departement"
    ]


def _group(level: str) -> str:
    return "Communes" if level == "commune" else "Territoires"


def _option(address: str, label: str, group: str, detail: str) -> dict[str, Any]:
    return {"value": address, "label": typeset(label), "group": group, "detail": detail}
