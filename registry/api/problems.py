"""One shape for every error: problem details, RFC 9457, as application/problem+json."""

import logging
from collections.abc import Iterator
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import set_rollback

from registry.errors import Conflict, InvalidInput, NotAllowed, NotFound, RegistryError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_STATUS = {InvalidInput: 422, NotFound: 404, NotAllowed: 403, Conflict: 409}
_TITLES = {
    400: "Bad request",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    415: "Unsupported media type",
    422: "Cannot be processed",
    429: "Too many requests",
    500: "Internal error",
}


def problem(
    number: int, code: str, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The body: type, title, status, detail, code, and what is wrong with which field."""
    return {
        "type": "about:blank",
        "title": _TITLES.get(number, "Error"),
        "status": number,
        "detail": detail,
        "code": code,
        "errors": errors or [],
    }


class ProblemResponse(Response):
    """A response that says of itself that it is a problem."""

    def __init__(self, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response:
    """Every exception of a view as a problem. What was not foreseen is logged and not shown."""
    set_rollback()
    if isinstance(exc, RegistryError):
        number = next((n for kind, n in _STATUS.items() if isinstance(exc, kind)), 400)
        return ProblemResponse(problem(number, exc.code, exc.message))
    if isinstance(exc, Http404):
        return ProblemResponse(problem(404, "not_found", "There is nothing under this address."))
    if isinstance(exc, PermissionDenied):
        return ProblemResponse(problem(403, "not_allowed", "This is not allowed."))
    if isinstance(exc, ValidationError):
        errors = list(_fields(exc.detail))
        detail = "; ".join(f"{e['field']}: {e['message']}" for e in errors)
        return ProblemResponse(problem(422, "invalid", detail, errors))
    if isinstance(exc, APIException):
        headers = {"Retry-After": str(int(wait))} if (wait := getattr(exc, "wait", None)) else None
        code = exc.get_codes()
        body = problem(exc.status_code, code if isinstance(code, str) else "error", str(exc.detail))
        return ProblemResponse(body, headers)
    log.exception("unforeseen error in the API", exc_info=exc)
    detail = "Something went wrong on our side. Nothing was changed."
    return ProblemResponse(problem(status.HTTP_500_INTERNAL_SERVER_ERROR, "internal", detail))


def _fields(detail: Any, field: str = "") -> Iterator[dict[str, str]]:
    """Flat (field, message) pairs of DRF's nested error details."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _fields(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _fields(inner, field)
    elif isinstance(detail, ErrorDetail | str):
        yield {"field": field or "request", "message": str(detail)}


def unknown_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """Whatever lies under the API and is none of its addresses."""
    body = problem(404, "not_found", "There is nothing under this address.")
    return HttpResponse(orjson.dumps(body), status=404, content_type=MEDIA_TYPE)
