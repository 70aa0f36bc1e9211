"""The parameters of a request, held to the table: nothing unknown, nothing twice, nothing missing."""

from collections.abc import Sequence

from starlette.requests import Request

from observatory.api.table import Parameter
from observatory.errors import UnknownValue


def read_parameters(request: Request, parameters: Sequence[Parameter]) -> dict[str, str]:
    """The values given, by name; raise UnknownValue with what is possible."""
    known = [parameter.name for parameter in parameters]
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known or name in given:
            raise UnknownValue("paramètre répété" if name in given else "paramètre", name, known)
        given[name] = value
    for parameter in parameters:
        _hold(parameter, given.get(parameter.name))
    return given


def _hold(parameter: Parameter, value: str | None) -> None:
    if value is None and parameter.required:
        raise UnknownValue(f"{parameter.name} (obligatoire)", "", [f"par exemple {parameter.example}"])
    if value is not None and parameter.values and value not in parameter.values:
        raise UnknownValue(parameter.name, value, list(parameter.values))
