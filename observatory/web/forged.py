"""Dash answers most forged requests with a server error; here they are refused for what they are."""

from html import escape
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, jsonify, request
from pydantic import BaseModel, ConfigDict, ValidationError

from observatory.api.page import page
from observatory.errors import ObservatoryError
from observatory.statistics.french import typeset

CALLBACKS = "/_dash-update-component"
ADDRESS = frozenset({"pathname", "search", "hash", "href"})
"""Properties that hold a text, or nothing."""


class Property(BaseModel):
    """One property of one component, with its value for an input or a state."""

    model_config = ConfigDict(strict=True)
    id: str | dict[str, Any]
    property: str
    value: Any = None


class Body(BaseModel):
    """What a browser posts to have a callback run."""

    model_config = ConfigDict(strict=True)
    output: str
    outputs: Property | list[Property | list[Property]]
    inputs: list[Property | list[Property]]
    state: list[Property | list[Property]] = []
    changedPropIds: list[str] = []


def refuse_forged_requests(app: Dash) -> None:
    """400 for a callback's body that no page of this app sends, or a value that does not exist; 404 for a script."""

    def check() -> tuple[Response, int] | None:
        if request.path != CALLBACKS or request.method != "POST":
            return None
        problem = problem_of(request.get_json(silent=True), app.callback_map)
        return refused(problem) if problem else None

    app.server.before_request(check)
    app.server.register_error_handler(ObservatoryError, explained)
    app.server.register_error_handler(DependencyException, lambda _: ("Script inconnu.", 404))


def refused(message: str) -> tuple[Response, int]:
    return jsonify(error=message), 400


def explained(error: ObservatoryError) -> tuple[Response | str, int]:
    """A callback gets the message; a person who opens a page gets it as a page."""
    if request.path == CALLBACKS:
        return refused(str(error))
    return page("Page indisponible", f"<p>{escape(typeset(str(error)))}</p>"), 503


def problem_of(body: object, callbacks: dict[str, dict[str, Any]]) -> str | None:
    """What is wrong with a callback's body, or None: its shape, its output, the properties it must give."""
    try:
        asked = Body.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        return f"Demande mal formée : {'.'.join(map(str, first['loc']))} : {first['msg']}"
    declared = callbacks.get(asked.output)
    if declared is None:
        return f"Aucun calcul ne produit « {asked.output} »."
    for given, wanted in ((asked.inputs, declared["inputs"]), (asked.state, declared["state"])):
        if [_name(one) for one in given] != [(one["id"], one["property"]) for one in wanted]:
            return f"Les entrées de « {asked.output} » ne sont pas celles de la page."
    mistyped = [one for one in _flat(asked.inputs + asked.state) if not _plausible(one)]
    return f"« {mistyped[0].property} » doit être un texte." if mistyped else None


def _name(given: Property | list[Property]) -> tuple[object, str] | None:
    return None if isinstance(given, list) else (given.id, given.property)


def _flat(given: list[Property | list[Property]]) -> list[Property]:
    return [one for group in given for one in (group if isinstance(group, list) else [group])]


def _plausible(one: Property) -> bool:
    return one.property not in ADDRESS or one.value is None or isinstance(one.value, str)
