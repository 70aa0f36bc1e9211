"""The OpenAPI 3.1 description, made from the table."""

from typing import Any

from observatory.api.table import (
    CELL,
    CLOSED_FIELDS,
    DETAIL_FIELDS,
    ENDPOINTS,
    ERROR_FIELDS,
    INDICATOR_FIELDS,
    TERRITORY_FIELDS,
    Endpoint,
    Field,
    Parameter,
)

JSON = "application/json"
TEXT = {"type": "string"}


def openapi() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Observatoire des solidarités",
            "version": "1",
            "summary": "Indicateurs sociaux d’un département, en lecture seule.",
            "license": {"name": "Licence Ouverte 2.0"},
        },
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": _schemas()},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.title,
        "description": endpoint.sentence,
        "parameters": [*_path_parameters(endpoint), *map(_parameter, endpoint.parameters)],
        "responses": {
            "200": {"description": endpoint.title, "content": _contents(endpoint)},
            **{
                status: {"description": text, "content": {JSON: {"schema": _reference("Error")}}}
                for status, text in (
                    ("400", "Un paramètre est inconnu, manquant ou sans valeur possible."),
                    ("404", "L’adresse nomme quelque chose qui n’existe pas."),
                    ("503", "Aucun entrepôt n’est encore construit."),
                )
            },
        },
    }


def _contents(endpoint: Endpoint) -> dict[str, Any]:
    contents: dict[str, Any] = {JSON: {"schema": _reference(endpoint.answer)}}
    if any("csv" in parameter.values for parameter in endpoint.parameters):
        contents["text/csv"] = {"schema": TEXT}
    return contents


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if "{slug}" not in endpoint.path:
        return []
    return [{"name": "slug", "in": "path", "required": True, "schema": TEXT, "description": "Identifiant."}]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.sentence,
        "schema": {**TEXT, **({"enum": list(parameter.values)} if parameter.values else {})},
        "example": parameter.example,
    }


def _schemas() -> dict[str, Any]:
    return {
        "Cell": _object(CELL),
        "Indicator": _object(INDICATOR_FIELDS),
        "IndicatorDetail": _object(DETAIL_FIELDS),
        "Territory": _object(TERRITORY_FIELDS),
        "ClosedLevel": _object(CLOSED_FIELDS),
        "Indicators": _envelope(indicators=_array("Indicator"), closed_levels=_array("ClosedLevel")),
        "Territories": _envelope(level=TEXT, territories=_array("Territory")),
        "Cells": _envelope(
            indicator=TEXT,
            title=TEXT,
            unit=TEXT,
            level=TEXT,
            period={"type": "integer"},
            source=TEXT,
            licence=TEXT,
            cells=_array("Cell"),
        ),
        "Error": _envelope(error=_object(ERROR_FIELDS)),
    }


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    properties = {field.name: {"type": _type(field), "description": field.sentence} for field in fields}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _type(field: Field) -> str | list[str]:
    return [field.type, "null"] if field.nullable else field.type


def _envelope(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _reference(name)}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
