"""What a reader is told when a question has no answer: one JSON form, never a stack trace."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from observatory.errors import ObservatoryError, UnknownValue
from observatory.statistics.french import typeset


def refusal(status: int, message: str, **more: Any) -> JSONResponse:
    """`{"error": {"message", "what", "value", "known"}}`."""
    error = {"message": typeset(message), "what": None, "value": None, "known": None, **more}
    return JSONResponse({"error": error}, status, headers={"Cache-Control": "no-store"})


async def unknown_value(request: Request, error: Exception) -> JSONResponse:
    """404 for a part of the address that does not exist, 400 for a parameter."""
    assert isinstance(error, UnknownValue)
    address = {str(part) for given in request.path_params.values() for part in (given, *str(given).split("."))}
    status = 404 if str(error.value) in address else 400
    return refusal(status, str(error), what=error.what, value=str(error.value), known=error.known)


async def unavailable(_: Request, error: Exception) -> JSONResponse:
    """Before the first build."""
    return refusal(503, str(error))


async def http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    messages = {
        404: f"Cette adresse n’existe pas\u202f: {request.url.path}. La documentation est à l’adresse /api/docs.",
        405: "Seules les lectures (GET, HEAD) sont admises.",
    }
    return refusal(error.status_code, messages.get(error.status_code, error.detail))


async def failure(_: Request, __: Exception) -> JSONResponse:
    """Our own mistake: the details are in the server's log."""
    return refusal(500, "La réponse n’a pas pu être préparée. Réessayez, puis signalez l’adresse demandée.")


HANDLERS: dict[Any, Any] = {
    UnknownValue: unknown_value,
    ObservatoryError: unavailable,
    HTTPException: http_error,
    Exception: failure,
}
