"""What of the API is on its way out: told in each response, and in the document.

An operation stays at least a year between `since` and `sunset`. It is entered here under its method
and the path of the document, `("GET", "/api/v1/awards/{key}")`; nothing else is to be done.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.http import http_date


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Since when an operation is discouraged, when it goes, and where it says what to do."""

    since: dt.datetime
    link: str
    sunset: dt.datetime | None = None

    def headers(self) -> dict[str, str]:
        """`Deprecation` (RFC 9745), `Sunset` (RFC 8594) and the link of both."""
        told = {"Deprecation": f"@{int(self.since.timestamp())}"}
        if self.sunset is not None:
            told["Sunset"] = http_date(self.sunset.timestamp())
        return told


DEPRECATED: dict[tuple[str, str], Deprecation] = {}

_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


class Deprecations:
    """Adds the headers to whatever answers for an operation of the table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        found = _of(request) if DEPRECATED and request.path_info.startswith("/api/") else None
        if found is not None:
            for name, value in found.headers().items():
                response.headers[name] = value
            link = f'<{found.link}>; rel="deprecation"; type="text/html"'
            others = response.headers.get("Link")
            response.headers["Link"] = f"{others}, {link}" if others else link
        return response


def _of(request: HttpRequest) -> Deprecation | None:
    # Resolved anew: a response from memory has not been by the addresses.
    try:
        route = resolve(request.path_info).route
    except Resolver404:
        return None
    method = "GET" if request.method == "HEAD" else str(request.method)
    return DEPRECATED.get((method, "/" + _CONVERTER.sub(r"{\1}", route)))


def show_deprecated(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """The same, for the document."""
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            found = DEPRECATED.get((method.upper(), path))
            if found is not None:
                operation["deprecated"] = True
                gone = f", gone on {found.sunset:%Y-%m-%d}" if found.sunset else ""
                told = f"Deprecated since {found.since:%Y-%m-%d}{gone}: see {found.link}."
                operation["description"] = f"{operation.get('description', '')}\n\n{told}".strip()
    return result
