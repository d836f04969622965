"""Every request has an id: in its response, in each log line it causes, in its problems."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-Id"
GIVEN = "HTTP_X_REQUEST_ID"
_SANE = re.compile(r"[A-Za-z0-9._~+/=:-]{1,100}", re.ASCII)


def request_id(given: str) -> str:
    """The caller's id, or a new one where there is none that could stand in a log line."""
    return given if _SANE.fullmatch(given) else uuid.uuid4().hex


class RequestIds:
    """Takes the caller's id where it is sane, makes one where it is not, and echoes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = request_id(request.META.get(GIVEN, ""))
        # Cleared at the start, not at the end: a streamed body logs after the response has left.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=number)
        response = self.get_response(request)
        response.headers[HEADER] = number
        return response


def current_request_id() -> str:
    """The id of the request that is being answered; empty outside of one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
