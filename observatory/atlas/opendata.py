"""The atlas for those who reuse it: its tables described as a Data Package (datapackage.org), and its audit."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from observatory.atlas.blocks import MapBlock
from observatory.publishing.datapackage import LICENCES, PROFILE, field_of
from observatory.publishing.table import COLUMNS
from observatory.statistics.french import typeset

if TYPE_CHECKING:
    from observatory.atlas.site import Site

PACKAGE, AUDIT = "datapackage.json", "audit.json"
KEY = ("indicateur", "niveau", "code", "annee")


def files(site: "Site") -> dict[str, Callable[[], bytes]]:
    """Path -> what makes it."""
    return {
        PACKAGE: lambda: json.dumps(package(site), ensure_ascii=False, indent=1).encode(),
        AUDIT: lambda: site.answers.facts["audit"].encode(),
    }


def package(site: "Site") -> dict[str, Any]:
    """Every table of the atlas, one per map."""
    facts = site.answers.facts
    licences = dict.fromkeys(licence for block in site.maps.values() for licence in _licences(site, block))
    return {
        "$schema": PROFILE,
        "name": f"atlas-des-solidarites-{facts['collectivite'].lower()}",
        "title": site.name,
        "homepage": site.address,
        "version": facts["build"],
        "created": facts["built_at"],
        "licenses": [{"title": one, **({"path": LICENCES[one]} if one in LICENCES else {})} for one in licences],
        "resources": [_resource(path, block) for path, block in site.maps.items()],
    }


def _licences(site: "Site", block: MapBlock) -> list[str]:
    return list(site.answers.data(*block.key).sources["licence"])


def _resource(path: str, block: MapBlock) -> dict[str, Any]:
    fields = [field_of(name, meaning, name in KEY) for name, meaning in COLUMNS.items()]
    return {
        "name": path.rpartition("/")[2].removesuffix(".csv").replace("_", "-"),
        "title": typeset(block.title),
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
        "schema": {"fields": [_french(field) for field in fields], "missingValues": [""], "primaryKey": list(KEY)},
    }


def _french(field: dict[str, Any]) -> dict[str, Any]:
    """With the decimal comma of a French spreadsheet."""
    return {**field, "decimalChar": ","} if field["type"] == "number" else field
