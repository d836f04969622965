"""The short way to the API's views.

Sessions, cookies, forms and messages are the pages': the API knows who asks by a key alone, and
reads no language but the one that is asked for. Their middlewares were a fifth of a request that
is answered from the database.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve


class Straight:
    """The middleware after which only pages go on: what is under /api/ is answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        request.get_host()  # refuses one that is not ours
        match = request.resolver_match = resolve(request.path_info)
        response = match.func(request, *match.args, **match.kwargs)
        if callable(getattr(response, "render", None)):
            response = response.render()
        response.headers["X-Frame-Options"] = "DENY"
        if not response.streaming and not response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        return response
