"""The one table of the API: its addresses, their parameters, the fields of their answers.

Routes, the refusal of unknown parameters, the OpenAPI document and the documentation page are all made from it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    name: str
    sentence: str
    example: str
    required: bool = False
    values: tuple[str, ...] = ()
    """The values allowed, where they are the same for every collectivité."""


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    sentence: str
    nullable: bool = False


@dataclass(frozen=True)
class Endpoint:
    """`example` is an address that answers for the real figures of Loir-et-Cher."""

    name: str
    path: str
    title: str
    sentence: str
    parameters: tuple[Parameter, ...]
    answer: str
    """The name of the answer in ANSWERS."""
    example: str


INDICATOR = Parameter("indicator", "Identifiant d’un indicateur.", "population", required=True)
LEVEL = Parameter(
    "level", "Découpage : commune, canton, epci, territoire, departement, canton-electoral...", "commune", required=True
)
PERIOD = Parameter("period", "Une année, ou « latest » : la dernière qui a une valeur à ce découpage.", "latest")
TERRITORY = Parameter("territory", "Code d’un territoire de ce découpage, pour n’avoir que sa cellule.", "41018")
FORMAT = Parameter("format", "Forme de la réponse ; « json » par défaut.", "json", values=("json", "csv"))

ENDPOINTS = (
    Endpoint(
        "indicators",
        "/api/v1/indicators",
        "Liste des indicateurs",
        "Tous les indicateurs, dans l’ordre d’affichage.",
        (),
        "Indicators",
        "/api/v1/indicators",
    ),
    Endpoint(
        "indicator",
        "/api/v1/indicators/{slug}",
        "Un indicateur",
        "Définition, calcul, réserves, sources et années disponibles à chaque découpage.",
        (),
        "IndicatorDetail",
        "/api/v1/indicators/taux-foyers-rsa",
    ),
    Endpoint(
        "territories",
        "/api/v1/territories",
        "Territoires d’un découpage",
        "Code, nom, surface, population et nombre de communes de chaque territoire.",
        (LEVEL,),
        "Territories",
        "/api/v1/territories?level=epci",
    ),
    Endpoint(
        "cells",
        "/api/v1/cells",
        "Valeurs d’un indicateur",
        "Une cellule par territoire du découpage, pour une année. C’est ce que montrent les cartes et les tableaux.",
        (INDICATOR, LEVEL, PERIOD, TERRITORY, FORMAT),
        "Cells",
        "/api/v1/cells?indicator=population&level=commune&period=2023",
    ),
)

CELL = (
    Field("level", "string", "Découpage."),
    Field("code", "string", "Code du territoire ; un texte : « 01004 » commence par un zéro."),
    Field("name", "string", "Nom du territoire."),
    Field("period", "integer", "Année."),
    Field("value", "number", "Valeur, dans l’unité de l’indicateur ; nulle sauf pour « valeur » et « estime ».", True),
    Field("numerator", "number", "Numérateur ; fractionnaire s’il vient du recensement.", True),
    Field("denominator", "number", "Dénominateur, dans les mêmes conditions.", True),
    Field("low", "number", "Plus petite valeur compatible avec les arrondis du producteur.", True),
    Field("high", "number", "Plus grande valeur compatible avec les arrondis du producteur.", True),
    Field("margin", "number", "Marge d’arrondi probable (95 %) autour de la valeur.", True),
    Field("n", "number", "Effectif sur lequel la valeur repose.", True),
    Field("coverage", "number", "Part de la population du territoire dont les communes sont connues, de 0 à 1.", True),
    Field("status", "string", "valeur, secret, absent, non_disponible ou estime."),
    Field("quality", "string", "solide, prudence ou fragile ; nul sans valeur.", True),
    Field("demonstration", "boolean", "Vrai pour un chiffre inventé."),
    Field("perimeter", "string", "partie pour la part d’un EPCI qui est dans le département, sinon entier."),
)
INDICATOR_FIELDS = (
    Field("slug", "string", "Identifiant, le même partout."),
    Field("title", "string", "Titre, dénominateur compris."),
    Field("theme", "string", "Thème."),
    Field("nature", "string", "contexte, besoin, offre ou activite."),
    Field("unit", "string", "Unité."),
    Field("decimals", "integer", "Décimales à montrer."),
    Field("direction", "string", "neutral, higher-is-worse ou higher-is-better."),
    Field("levels", "array", "Découpages où il a une valeur, du plus fin au plus large."),
    Field("periods", "array", "Années où il a une valeur, à un découpage au moins."),
    Field("demonstration", "boolean", "Vrai pour des données inventées."),
)
DETAIL_FIELDS = (
    *INDICATOR_FIELDS,
    Field("definition", "string", "Définition."),
    Field("formula", "string", "Calcul, en mots."),
    Field("reading", "string", "Modèle de phrase de lecture."),
    Field("caveats", "array", "Réserves."),
    Field("available", "object", "Années disponibles à chaque découpage."),
    Field("sources", "array", "Producteur, titre, licence, page, millésime et secret de chaque source."),
)
TERRITORY_FIELDS = (
    Field("level", "string", "Découpage."),
    Field("code", "string", "Code du territoire."),
    Field("name", "string", "Nom du territoire."),
    Field("area_km2", "number", "Surface en km².", True),
    Field("population", "number", "Population municipale la plus récente.", True),
    Field("lon", "number", "Longitude du centre.", True),
    Field("lat", "number", "Latitude du centre.", True),
    Field("communes", "integer", "Nombre de communes dans la collectivité.", True),
    Field("communes_total", "integer", "Nombre de communes en tout, où il est connu.", True),
)
CLOSED_FIELDS = (
    Field("level", "string", "Découpage qui n’a pas de chiffres."),
    Field("title", "string", "Son nom."),
    Field("reason", "string", "Pourquoi il n’en a pas."),
)
ERROR_FIELDS = (
    Field("message", "string", "Ce qui ne va pas, et que faire."),
    Field("what", "string", "Ce qui est en cause.", True),
    Field("value", "string", "La valeur reçue.", True),
    Field("known", "array", "Les valeurs qui existent.", True),
)
