"""All the figures of a theme as a Data Package (datapackage.org): plain CSV files, described so that a program reads
them without guessing, and a page for people."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from observatory.catalogue import Indicator
from observatory.catalogue.domain import DEMONSTRATION
from observatory.catalogue.indicator import THEMES
from observatory.errors import UnknownValue
from observatory.publishing.compared import slugged
from observatory.publishing.profiles import known
from observatory.publishing.publication import INVENTED, QUALITIES, STATUSES, made_by
from observatory.publishing.series import CATALOGUE, catalogue_rows
from observatory.publishing.table import CELL_NAMES, COLUMNS, csv
from observatory.statistics.french import typeset
from observatory.warehouse import provenance, read
from observatory.warehouse.read import Warehouse
from observatory.warehouse.whole import every_cell, every_territory

ENCODED = "Les fichiers CSV sont en UTF-8\u202f: virgule, point décimal. Le fichier datapackage.json les décrit."
MADE_UP = "des chiffres inventés, qui ne décrivent aucun territoire."
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCES = {"Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence"}
MEDIA_TYPE = "application/zip"
KEY = ["indicateur", "niveau", "code", "annee"]
VALUES = [
    *KEY,
    "nom",
    *("valeur", "numerateur", "denominateur", "minimum", "maximum", "couverture", "statut", "fiabilite"),
    "avertissement",
]
NUMBERS = (
    *("valeur", "numerateur", "denominateur", "minimum", "maximum", "couverture"),
    *("superficie_km2", "population", "longitude", "latitude"),
)
INTEGERS = ("annee", "premiere_annee", "derniere_annee", "communes", "communes_en_tout")
ENUMERATED = {"statut": STATUSES, "fiabilite": QUALITIES}
TERRITORIES = {
    "niveau": COLUMNS["niveau"],
    "code": COLUMNS["code"],
    "nom": COLUMNS["nom"],
    "superficie_km2": "Surface.",
    "population": "Population municipale la plus récente.",
    "longitude": "Longitude du centre, en degrés.",
    "latitude": "Latitude du centre, en degrés.",
    "communes": "Communes dans la collectivité.",
    "communes_en_tout": "Communes en tout, dans la collectivité et au-delà.",
}
SOURCES = {
    "source": "Identifiant de la source.",
    "producteur": "Producteur.",
    "titre": "Titre de la source.",
    "millesime": "Millésime.",
    "licence": "Licence de réutilisation.",
    "page": "Page du producteur.",
    "secret": "Règle de secret statistique.",
    "indicateurs": "Indicateurs du thème qu’elle sert, séparés par une espace.",
    "avertissement": COLUMNS["avertissement"],
}
_FROM_TERRITORIES = {
    "level": "niveau",
    "name": "nom",
    "area_km2": "superficie_km2",
    "lon": "longitude",
    "lat": "latitude",
    "communes_total": "communes_en_tout",
}
_FROM_SOURCES = {
    "producer": "producteur",
    "title": "titre",
    "vintage": "millesime",
    "licence": "licence",
    "secrecy": "secret",
}


@dataclass(frozen=True)
class Table:
    """One CSV of the package."""

    name: str
    title: str
    rows: pd.DataFrame
    columns: Mapping[str, str]
    key: Sequence[str]
    refers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Other table -> the columns that name one of its rows, by the same names there."""


def theme_package(warehouse: Warehouse, theme: str) -> bytes:
    """A ZIP: datapackage.json, LISEZMOI.md and the CSV files; the same bytes for the same build."""
    tables = _tables(warehouse, theme)
    files = {
        "datapackage.json": json.dumps(_descriptor(warehouse, theme, tables), ensure_ascii=False, indent=2).encode(),
        "LISEZMOI.md": _readme(warehouse, theme, tables).encode(),
        **{f"{table.name}.csv": csv(table.rows) for table in tables},
    }
    return _zipped(files, read.facts(warehouse)["built_at"])


def package_name(warehouse: Warehouse, theme: str) -> str:
    """`loir-et-cher-autonomie`; UnknownValue for a theme that does not exist."""
    if theme not in THEMES:
        raise UnknownValue("thème", theme, list(THEMES))
    return f"{slugged(read.facts(warehouse)['name'])}-{theme}"


def _zipped(files: Mapping[str, bytes], built_at: str) -> bytes:
    written = io.BytesIO()
    at = tuple(int(part) for part in built_at[:10].split("-"))
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (at[0], at[1], at[2], 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


# ---- Tables


def _tables(warehouse: Warehouse, theme: str) -> list[Table]:
    """Values, then what they refer to."""
    mine = [one for one in known(warehouse).indicators.values() if one.theme == theme]
    return [
        *_values(warehouse, mine),
        Table("indicateurs", "Indicateurs", catalogue_rows(warehouse, mine), CATALOGUE, ["indicateur"]),
        Table("territoires", "Territoires", _territories(warehouse), TERRITORIES, ["niveau", "code"]),
        Table("sources", "Sources", _sources(warehouse, {one.slug for one in mine}), SOURCES, ["source"]),
    ]


def _values(warehouse: Warehouse, mine: Sequence[Indicator]) -> Iterator[Table]:
    """Invented values are in a file of their own, which says so in its name."""
    about = known(warehouse)
    cells = every_cell(warehouse, [one.slug for one in mine]).rename(columns=CELL_NAMES | {"indicator": "indicateur"})
    invented = cells["indicateur"].isin([one.slug for one in mine if about.demonstration(one)])
    rows = cells.assign(avertissement=invented.map({True: DEMONSTRATION, False: ""}))[VALUES]
    columns = {name: COLUMNS[name] for name in VALUES}
    for name, title, part in (
        ("valeurs", "Valeurs", rows[~invented]),
        (f"{INVENTED}_valeurs", DEMONSTRATION, rows[invented]),
    ):
        if len(part):
            yield Table(
                name, title, part, columns, KEY, {"indicateurs": ["indicateur"], "territoires": ["niveau", "code"]}
            )


def _territories(warehouse: Warehouse) -> pd.DataFrame:
    return every_territory(warehouse).rename(columns=_FROM_TERRITORIES)[list(TERRITORIES)]


def _sources(warehouse: Warehouse, slugs: set[str]) -> pd.DataFrame:
    rows = provenance.sources(warehouse)
    feeds = rows["indicators"].map(lambda fed: " ".join(slug for slug in fed if slug in slugs))
    marks = rows["demonstration"].map({True: DEMONSTRATION, False: ""})
    named = rows.rename(columns=_FROM_SOURCES).assign(indicateurs=feeds, avertissement=marks)
    return named.loc[feeds != "", list(SOURCES)]


# ---- Words about them


def _descriptor(warehouse: Warehouse, theme: str, tables: Sequence[Table]) -> dict[str, Any]:
    facts, sources = read.facts(warehouse), next(table.rows for table in tables if table.name == "sources")
    licences = dict.fromkeys(sources["licence"])
    return {
        "$schema": PROFILE,
        "name": package_name(warehouse, theme),
        "title": f"{facts['name']}\u202f: {THEMES[theme]}",
        "description": "Tous les indicateurs du thème, à tous les découpages et à toutes les années connues.",
        "version": facts["build"],
        "created": facts["built_at"],
        "licenses": [
            {"title": one, **({"path": LICENCES[one]} if one in LICENCES else {"name": slugged(one)})}
            for one in licences
        ],
        "sources": [
            {"title": f"{row['producteur']}, {row['titre']}", **({"path": row["page"]} if row["page"] else {})}
            for row in sources.to_dict("records")
        ],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    references = [
        {"fields": list(fields), "reference": {"resource": other, "fields": list(fields)}}
        for other, fields in table.refers.items()
    ]
    schema: dict[str, Any] = {
        "fields": [field_of(name, meaning, name in table.key) for name, meaning in table.columns.items()],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "path": f"{table.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, **({"foreignKeys": references} if references else {})},
    }


def field_of(name: str, meaning: str, required: bool) -> dict[str, Any]:
    """A column of a CSV, described."""
    kind = "number" if name in NUMBERS else "integer" if name in INTEGERS else "string"
    constraints: dict[str, Any] = {"required": True} if required else {}
    if name in ENUMERATED:
        constraints["enum"] = list(ENUMERATED[name])
    described = {"name": name, "type": kind, "description": typeset(meaning)}
    return {**described, "constraints": constraints} if constraints else described


def _readme(warehouse: Warehouse, theme: str, tables: Sequence[Table]) -> str:
    facts = read.facts(warehouse)
    lines = [f"# {facts['name']}\u202f: {THEMES[theme]}", "", *_listed(made_by(warehouse))]
    if any(table.name.startswith(INVENTED) for table in tables):
        lines += ["", f"**{DEMONSTRATION}.** {INVENTED}_valeurs.csv\u202f: {MADE_UP}"]
    lines += ["", ENCODED]
    for table in tables:
        lines += ["", f"## {table.title}\u202f: {table.name}.csv", ""]
        lines += _listed((f"`{name}`", typeset(meaning)) for name, meaning in table.columns.items())
    lines += ["", "## Statuts et fiabilité", ""]
    lines += _listed((f"`{name}`", meaning) for name, meaning in {**STATUSES, **QUALITIES}.items())
    return "\n".join(lines) + "\n"


def _listed(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"- {what}\u202f: {words}" for what, words in pairs]
