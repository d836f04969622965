"""Answers that are remembered until the registry moves.

All that is public depends on the request and on the registry's version alone, so its bytes are
kept under both. A version costs one small statement; nothing has to be told when a record
changes, and a withdrawn record is gone at once. Every response under /api/ says which version of
the registry it is of, so that two copies can be compared.
"""

import hashlib
import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar, cast

import orjson
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from registry.api.problems import MEDIA_TYPE, problem
from registry.honours.selectors import Head, journal_head

log = logging.getLogger(__name__)

_KEPT = ("Content-Type", "Content-Language", "Content-Encoding", "Link", "Vary")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_R = TypeVar("_R", bound=HttpResponseBase)


class _Sized(Protocol):
    @property
    def content(self) -> bytes: ...


_K = TypeVar("_K", bound=_Sized)
TRIES = 3
# Bytes that a remembered response takes beside its body and its key: headers, mostly.
_BESIDE = 2_500


@dataclass(frozen=True, slots=True)
class Kept:
    """A response's bytes and headers."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


class Memory(Generic[_K]):
    """Responses by key, of one version of the registry, the longest unused dropped first."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.head: Head | None = None
        self._kept: OrderedDict[str, _K] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def find(self, head: Head, key: str) -> _K | None:
        """What is remembered of a version; everything of another is forgotten."""
        with self._lock:
            if self.head != head:
                self._kept.clear()
                self.head, self.size = head, 0
                return None
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
            return found

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self.head, self.size = None, 0

    def keep(self, head: Head, key: str, kept: _K) -> None:
        """Remember a response, unless the registry has moved or it is large."""
        weight = len(kept.content) + len(key) + _BESIDE
        if weight > self.most // 8:
            return
        with self._lock:
            if self.head != head or key in self._kept:
                return
            self._kept[key] = kept
            self.size += weight
            while self.size > self.most:
                old, dropped = self._kept.popitem(last=False)
                self.size -= len(dropped.content) + len(old) + _BESIDE


# Of all that may be remembered the door has the other half.
HALF = settings.API_MEMORY_MB * 2**19
MEMORY = Memory[Kept](HALF)


def rememberable(response: _R) -> _R:
    """Mark a response that depends on nothing but the request's address and the registry."""
    response.rememberable = True  # type: ignore[attr-defined]
    return response


def remembered_in(response: object) -> tuple[Head, Kept] | None:
    """The version and what is kept of it, if a response is one of those; no "not modified"."""
    found: tuple[Head, Kept] | None = getattr(response, "kept_of", None)
    return found


def is_packed(accepted: str) -> bool:
    """Whether a client that sends this `Accept-Encoding` is answered packed."""
    return bool(_GZIP.search(accepted))


def head_of(request: Any) -> Head:
    """The registry's version that a request is answered of."""
    held: Head | None = getattr(request, "registry_head", None)
    return held or journal_head()


class Remembered:
    """The middleware: versions on all, bytes remembered, conditional requests answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        # Below this, so that what is remembered is packed once. Only the API: nothing secret
        # stands in its responses beside what the asker has sent.
        self.packed = GZipMiddleware(get_response)
        self.plain = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory, or remember what is answered."""
        if not request.path.startswith("/api/"):
            return self.plain(request)
        try:
            head = journal_head()
        except DatabaseError:
            log.exception("the journal's head cannot be read")
            return _unavailable()
        return self._answer(request, head)

    def _answer(self, request: HttpRequest, head: Head) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            request.registry_head = head  # type: ignore[attr-defined]
            response = self._made(request)
            return _versioned(response, journal_head())
        key = _key(request)
        kept = MEMORY.find(head, key)
        if kept is not None:
            return _versioned(_again(request, kept, head), head)
        return self._fresh(request, head, key)

    def _made(self, request: HttpRequest) -> HttpResponseBase:
        # In the words of the key: Django would pack for `gzip;q=0`, too.
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip" if is_packed(accepted) else ""
        return cast(HttpResponseBase, self.packed(request))

    def _fresh(self, request: HttpRequest, head: Head, key: str) -> HttpResponseBase:
        for _ in range(TRIES):
            request.registry_head = head  # type: ignore[attr-defined]
            response = self._made(request)
            if not getattr(response, "rememberable", False) or response.status_code != 200:
                return _versioned(response, head)
            after = journal_head()
            if after == head:
                break
            # The registry moved while it was read: read it anew, so that a response is of one
            # version.
            head = after
        else:
            # It moves faster than it is read: a response of no version, which nobody is to keep.
            response["Cache-Control"] = "no-store"
            return _versioned(response, head_of(request))
        kept = _kept(response, head, key)
        MEMORY.keep(head, key, kept)
        return _versioned(_again(request, kept, head), head)


def _key(request: HttpRequest) -> str:
    """What a response depends on. Accept matters only where no format is named."""
    accept = request.META.get("HTTP_ACCEPT", "")
    packed = "gzip" if is_packed(request.META.get("HTTP_ACCEPT_ENCODING", "")) else ""
    # Links are absolute.
    where = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}"
    return "\n".join((where, request.get_full_path(), accept, packed))


def _kept(response: Any, head: Head, key: str) -> Kept:
    headers = tuple((name, response[name]) for name in _KEPT if response.has_header(name))
    # Weak: a packed body is other bytes, and says the same.
    mark = hashlib.blake2b(key.encode(), digest_size=6).hexdigest()
    return Kept(response.content, headers, f'W/"{head}-{mark}"')


def _again(request: HttpRequest, kept: Kept, head: Head) -> HttpResponse:
    """A response from what is kept: 304 if the client holds it already."""
    if holds(request.META.get("HTTP_IF_NONE_MATCH", ""), kept.etag):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(kept.content)
        response["Content-Length"] = str(len(kept.content))
        response.kept_of = head, kept  # type: ignore[attr-defined]
    for name, value in kept.headers:
        if response.status_code == 200 or name == "Vary":
            response[name] = value
    response["ETag"] = kept.etag
    # To be asked for again each time, which costs a 304: what is withdrawn is gone at once.
    response["Cache-Control"] = "public, no-cache"
    return response


def holds(header: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag, compared weakly (RFC 9110 §13.1.2)."""
    if not header:
        return False
    if header.strip() == "*":
        return True
    bare = etag.removeprefix("W/")
    return bare in (part.strip().removeprefix("W/") for part in header.split(","))


def _unavailable() -> HttpResponse:
    detail = "The registry cannot be read at present. Try again a little later."
    body = orjson.dumps(problem(503, "unavailable", detail))
    return HttpResponse(body, status=503, content_type=MEDIA_TYPE, headers={"Retry-After": "10"})


def _versioned(response: HttpResponseBase, head: Head) -> HttpResponseBase:
    response["Registry-Version"] = str(head)
    response["Registry-Head"] = head.hash
    return response
