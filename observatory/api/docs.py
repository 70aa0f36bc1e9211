"""The page that documents the API, made from the table: it says what is served, and nothing else."""

from collections.abc import Iterable
from html import escape

from observatory.api.page import definition_table, element, html, page
from observatory.api.table import (
    CELL,
    CLOSED_FIELDS,
    DETAIL_FIELDS,
    ENDPOINTS,
    ERROR_FIELDS,
    TERRITORY_FIELDS,
    Endpoint,
    Field,
)
from observatory.publishing.formats import FORMATS
from observatory.publishing.table import COLUMNS
from observatory.statistics.french import typeset

INTRODUCTION = (
    "Les mêmes figures que sur les cartes, en lecture seule, sans compte ni clé. Les réponses sont en JSON, en UTF-8.",
    "Toutes portent un ETag : redemandez-les avec If-None-Match, une réponse 304 dit que rien n’a changé. "
    "Les pages d’autres sites peuvent les lire (CORS).",
    "Une question qui n’a pas de réponse reçoit un 400 ou un 404 dont le message dit quelles valeurs existent.",
)
DOWNLOADS = (
    "Ce que montre une carte se télécharge à l’adresse /telechargements/{indicateur}/{niveau}/{année}.{format} ; les "
    "images acceptent methode, classes, seuils et ecart. Tous les découpages et toutes les années d’un indicateur : "
    "/telechargements/indicateurs/{indicateur}.{format}. Le catalogue : /telechargements/catalogue.{format}. Ces deux "
    "derniers sont des tableaux : xlsx, tableur.csv ou csv.",
    "Tous les chiffres d’un thème : /telechargements/themes/{thème}.zip, un Data Package (datapackage.org).",
    "Les fichiers CSV ont une seule ligne d’en-tête et une ligne par territoire ; la source, la licence et la "
    "définition sont répétées dans leurs propres colonnes, pour que le fichier reste lisible par tous les logiciels.",
)


def docs_page() -> str:
    """The whole document."""
    parts = [
        *(html("p", _prose(text)) for text in INTRODUCTION),
        html("p", f"Description pour les machines\u202f: {_link('/api/openapi.json')} (OpenAPI 3.1)."),
        *map(_endpoint, ENDPOINTS),
        _fields("Une cellule", CELL),
        _fields("Un indicateur", DETAIL_FIELDS),
        _fields("Un territoire", TERRITORY_FIELDS),
        _fields("Un découpage sans chiffres", CLOSED_FIELDS),
        _fields("Une erreur", ERROR_FIELDS),
        element("h2", "Téléchargements"),
        *(html("p", _prose(text)) for text in DOWNLOADS),
        definition_table(("Format", "Fichier", "Pour"), _formats()),
        definition_table(("Colonne", "Sens"), ((_code(name), _prose(text)) for name, text in COLUMNS.items())),
    ]
    return page("API", "\n".join(parts))


def _endpoint(endpoint: Endpoint) -> str:
    rows = [
        (_code(p.name), _prose(p.sentence), "oui" if p.required else "non", _code(p.example))
        for p in endpoint.parameters
    ]
    headers = ("Paramètre", "Sens", "Obligatoire", "Exemple")
    return "\n".join(
        [
            element("h2", endpoint.title, id=endpoint.name),
            html("p", _code(f"GET {endpoint.path}")),
            html("p", _prose(endpoint.sentence)),
            definition_table(headers, rows) if rows else "",
            html("p", f"Exemple\u202f: {_link(endpoint.example)}"),
        ]
    )


def _formats() -> Iterable[tuple[str, ...]]:
    return ((_code(kind), _prose(one.title), _prose(one.use)) for kind, one in FORMATS.items())


def _fields(title: str, fields: Iterable[Field]) -> str:
    rows = ((_code(f.name), f"{f.type}{' ou null' if f.nullable else ''}", _prose(f.sentence)) for f in fields)
    return element("h2", title) + definition_table(("Champ", "Type", "Sens"), rows)


def _prose(text: str) -> str:
    return escape(typeset(text))


def _code(text: str) -> str:
    return element("code", text)


def _link(address: str) -> str:
    return html("a", _code(address), href=address)
