"""The door: what is remembered is handed out before Django is called.

Django's chain of middlewares takes several times as long as finding bytes that are kept. So the
door keeps what left through it, with the headers that the chain gave it, and gives it out again
as long as the registry has not moved. It counts each request as the gate does; whatever is the
least bit out of the ordinary goes on to Django.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection

from registry.api.clients import address_of
from registry.api.gate import rate_fields
from registry.api.meter import METER, Meter, Rate
from registry.api.remembered import HALF, Memory, holds, is_packed, remembered_in
from registry.honours.selectors import Head, journal_head
from registry.request_ids import GIVEN, HEADER, request_id

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
# What each response has of its own; the door says it anew.
_OWN: Final = frozenset((HEADER.lower(), "ratelimit", "ratelimit-policy"))
# What speaks of a body, which "not modified" does not have.
_OF_A_BODY: Final = ("content-type", "content-length", "content-language", "content-encoding")
_NOT_MODIFIED: Final = frozenset((*_OF_A_BODY, "link"))
# A key has a rate of its own, and pages of other sites are told that they may read.
_TO_DJANGO: Final = ("HTTP_AUTHORIZATION", "HTTP_ORIGIN")


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as it left: its bytes, its headers without those of its own, its tag."""

    content: bytes
    headers: Headers
    etag: str


class Door:
    """A WSGI program before Django's."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application
        self.memory = Memory[Answer](HALF)
        self.meter = Meter(settings.CACHE_URL)
        self.rate = Rate("address", *settings.API_RATE)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Hand out what is remembered; let Django answer all else, and remember it."""
        key = _key(environ)
        # The gate behind counts on the same meter.
        environ[METER] = self.meter
        if key is None:
            return self._django(environ, start_response)
        answer = self._remembered(key)
        count = self.meter.hit(self.rate, address_of(environ)) if answer else None
        if answer is None or count is None or not count.allowed:
            return self._kept(key, environ, start_response)
        own = [(HEADER, request_id(environ.get(GIVEN, ""))), *rate_fields(self.rate, count)]
        if holds(environ.get("HTTP_IF_NONE_MATCH", ""), answer.etag):
            start_response("304 Not Modified", _bodiless(answer.headers) + own)
            return []
        start_response("200 OK", answer.headers + own)
        return [answer.content]

    def _remembered(self, key: str) -> Answer | None:
        """What is remembered of the registry as it is. A failing database is Django's to tell."""
        if key not in self.memory:
            return None
        try:
            return self.memory.find(journal_head(), key)
        except DatabaseError:
            return None
        finally:
            # As at the end of a request: a pool has its connection back.
            connection.close_if_unusable_or_obsolete()

    def _django(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        response: Iterable[bytes] = self.application(environ, start_response)
        return response

    def _kept(
        self, key: str, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Django's answer, kept if it is one of those that are."""
        left: Headers = []

        def noting(status: str, headers: Headers, exc_info: Any = None) -> Any:
            left[:] = headers
            return start_response(status, headers, exc_info)

        response = self._django(environ, noting)
        if (of := remembered_in(response)) is not None:
            head, kept = of
            headers = [(name, value) for name, value in left if name.lower() not in _OWN]
            self._keep(head, key, Answer(kept.content, headers, kept.etag))
        return response

    def _keep(self, head: Head, key: str, answer: Answer) -> None:
        self.memory.find(head, key)  # forgets an earlier version
        self.memory.keep(head, key, answer)


def _bodiless(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in _NOT_MODIFIED]


def _key(environ: Environ) -> str | None:
    """All that an answer and its headers depend on; None for what is not the door's."""
    if environ["REQUEST_METHOD"] != "GET" or not environ.get("PATH_INFO", "").startswith("/api/"):
        return None
    if any(name in environ for name in _TO_DJANGO):
        return None
    told = environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.BEHIND_TLS else ""
    return "\n".join((
        environ.get("wsgi.url_scheme", ""), told, environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT", ""),
        "gzip" if is_packed(environ.get("HTTP_ACCEPT_ENCODING", "")) else "",
    ))  # fmt: skip
