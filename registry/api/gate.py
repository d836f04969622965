"""The gate of everything under /api/: who asks, and how often.

It stands before whatever answers, from memory or from the database, so that both are counted. A key
that is not in force is refused here, on public addresses too: its holder is to notice.
"""

import hashlib
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from registry.accounts.keys import key_of
from registry.api.authentication import token_in
from registry.api.clients import address_of
from registry.api.meter import METER, Count, Meter, Rate
from registry.api.problems import plain_problem, problem, refusal
from registry.errors import NotAuthenticated

# For so many seconds a good key is not looked up again *for counting*. What takes a right asks the
# database each time (BearerAuthentication); a key revoked meanwhile reads what everybody may read.
REMEMBERED = 30.0


class Gate:
    """Counts each request for its key, or else its address, and says where the client stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.meter = Meter(settings.CACHE_URL)
        self.by_address = Rate("address", *settings.API_RATE)
        self.by_key = Rate("key", *settings.API_KEY_RATE)
        self._known: dict[bytes, tuple[str, float]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        refused = None
        rate, client = self.by_key, None
        try:
            client = self._key(request)
        except NotAuthenticated as error:
            refused = error
        if client is None:
            rate, client = self.by_address, address_of(request.META)
        request.client_id = f"{rate.name}/{client}"  # type: ignore[attr-defined]
        # With the door before us, its own: who comes in here was counted there.
        count = request.META.get(METER, self.meter).hit(rate, client)
        if not count.allowed:
            response = _too_many(rate, count)
        elif refused is not None:
            response = plain_problem(*refusal(refused))
        else:
            response = self.get_response(request)
        for name, value in rate_fields(rate, count):
            response.headers[name] = value
        return response

    def _key(self, request: HttpRequest) -> str | None:
        """The prefix of the key that is shown, None without one. Raises NotAuthenticated."""
        token = token_in(request.META.get("HTTP_AUTHORIZATION", ""))
        if token is None:
            return None
        seal, now = hashlib.sha256(token.encode()).digest(), time.time()
        prefix, until = self._known.get(seal, ("", 0.0))
        if now < until:
            return prefix
        # The tokens that were good at some time: no more than there are keys.
        self._known.pop(seal, None)
        key = key_of(token)
        request.api_key = key  # type: ignore[attr-defined]
        self._known[seal] = key.prefix, min(now + REMEMBERED, key.expires_at.timestamp())
        return key.prefix


def _too_many(rate: Rate, count: Count) -> HttpResponseBase:
    detail = f"More than {rate.most} requests in {rate.window} s. Again in {count.seconds} s."
    body = problem(429, "throttled", detail)
    return plain_problem(body, {"Retry-After": str(count.seconds)})


def rate_fields(rate: Rate, count: Count) -> list[tuple[str, str]]:
    """The two fields of the IETF's draft (draft-ietf-httpapi-ratelimit-headers-10)."""
    return [
        ("RateLimit-Policy", f'"{rate.name}";q={rate.most};w={rate.window}'),
        ("RateLimit", f'"{rate.name}";r={count.left};t={count.seconds}'),
    ]
