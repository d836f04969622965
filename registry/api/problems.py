"""One shape for every error: problem details, RFC 9457, as application/problem+json."""

import logging
import math
import re
from collections.abc import Iterator
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import set_rollback

from registry.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    RegistryError,
)
from registry.request_ids import current_request_id

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_OUR_FAULT = "Something went wrong on our side. Nothing was changed."
NOTHING_HERE = "There is nothing under this address."
_STATUS = {
    InvalidInput: 422,
    NotFound: 404,
    NotAuthenticated: 401,
    NotAllowed: 403,
    Conflict: 409,
}
_FIELD = re.compile(r"([a-z_]+): ")
# What a refusal knows beyond its sentence, and its reader needs in order to go on.
_SHOWN = ("candidates", "degrees", "warnings")
# A problem of the type about:blank bears HTTP's own phrase (RFC 9457 §4.2.1).
_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def problem(
    number: int, code: str, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The body: type, title, status, detail, code, which field is wrong, and of which request."""
    return {
        "type": "about:blank",
        "title": _TITLES.get(number, "Error"),
        "status": number,
        "detail": detail,
        "code": code,
        "errors": errors or [],
        "request_id": current_request_id(),
    }


class ProblemResponse(Response):
    """A response that says of itself that it is a problem, whatever the view renders else."""

    def __init__(self, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)

    @property
    def rendered_content(self) -> Any:
        self["Content-Type"] = MEDIA_TYPE
        return orjson.dumps(self.data)


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response:
    """Every exception of a view as a problem. What was not foreseen is logged and not shown."""
    set_rollback()
    if isinstance(exc, RegistryError):
        return _of_the_registry(exc)
    if isinstance(exc, Http404):
        return ProblemResponse(problem(404, "not_found", NOTHING_HERE))
    if isinstance(exc, PermissionDenied):
        return ProblemResponse(problem(403, "not_allowed", "This is not allowed."))
    if isinstance(exc, ValidationError):
        errors = list(_fields(exc.detail))
        detail = "; ".join(f"{e['field']}: {e['message']}" for e in errors)
        return ProblemResponse(problem(422, "invalid", detail, errors))
    if isinstance(exc, APIException):
        return _of_the_framework(exc)
    log.exception("unforeseen error in the API", exc_info=exc)
    return ProblemResponse(problem(500, "internal", _OUR_FAULT))


def _of_the_registry(exc: RegistryError) -> ProblemResponse:
    return ProblemResponse(*refusal(exc))


def refusal(exc: RegistryError) -> tuple[dict[str, Any], dict[str, str]]:
    """Body and headers of the domain's own refusal; where it names a field, so do they."""
    number = next((n for kind, n in _STATUS.items() if isinstance(exc, kind)), 400)
    body = problem(number, exc.code, exc.message, _named(exc))
    shown = {name: exc.extra[name] for name in _SHOWN if name in exc.extra}
    return {**body, **shown}, _challenge(exc)


def _named(exc: RegistryError) -> list[dict[str, str]] | None:
    field, fields = exc.extra.get("field"), exc.extra.get("fields")
    if field:
        return [{"field": str(field), "message": exc.message}]
    if not isinstance(fields, dict):
        # The registry's sentences begin with the field where they are about one.
        begin = _FIELD.match(exc.message)
        return [{"field": begin[1], "message": exc.message}] if begin else None
    # What a record's own validation found; of the record as a whole under Django's name for it.
    return [
        {"field": "request" if name == "__all__" else str(name), "message": " ".join(said)}
        for name, said in fields.items()
    ]


def _challenge(exc: RegistryError) -> dict[str, str]:
    """What kind of key is wanted (RFC 6750 §3), where the lack of one is why it was refused."""
    told = ""
    if exc.code == "scope_missing":
        told = f', error="insufficient_scope", scope="{exc.extra.get("scope") or ""}"'
    elif isinstance(exc, NotAuthenticated):
        told = "" if exc.code == "no_key" else ', error="invalid_token"'
    else:
        return {}
    return {"WWW-Authenticate": f'Bearer realm="marapat"{told}'}


def _of_the_framework(exc: APIException) -> ProblemResponse:
    wait = getattr(exc, "wait", None)
    # Rounded up: who comes back when told to must not be refused again.
    headers = {"Retry-After": str(math.ceil(wait))} if wait is not None else None
    code = exc.get_codes()
    body = problem(exc.status_code, code if isinstance(code, str) else "error", str(exc.detail))
    return ProblemResponse(body, headers)


def _fields(detail: Any, field: str = "") -> Iterator[dict[str, str]]:
    """Flat (field, message) pairs of DRF's nested error details."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _fields(inner, ".".join(part for part in (field, own) if part))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _fields(inner, field)
    elif isinstance(detail, ErrorDetail | str):
        yield {"field": field or "request", "message": str(detail)}


@csrf_exempt  # A program that posts to a wrong address is told so, not asked for a form's token.
def unknown_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """Whatever lies under the API and is none of its addresses."""
    return plain_problem(problem(404, "not_found", NOTHING_HERE))


def plain_problem(body: dict[str, Any], headers: dict[str, str] | None = None) -> HttpResponse:
    """A problem told outside of the framework's views."""
    content = orjson.dumps(body)
    # The middleware that would add the length may stand below whoever refuses.
    told = {"Content-Language": "en", "Content-Length": str(len(content)), **(headers or {})}
    return HttpResponse(content, status=body["status"], content_type=MEDIA_TYPE, headers=told)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no view came to see, because the request itself cannot be: a wrong host, for one."""
    if not request.path_info.startswith("/api/"):
        return defaults.bad_request(request, exception)
    detail = "The request cannot be read, or names a host that is not ours."
    return plain_problem(problem(400, "bad_request", detail))


def server_error(request: HttpRequest) -> HttpResponse:
    """What went wrong outside of any view of the API: Django has logged it already."""
    if not request.path_info.startswith("/api/"):
        return defaults.server_error(request)
    return plain_problem(problem(500, "internal", _OUR_FAULT))
