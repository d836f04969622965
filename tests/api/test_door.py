"""The door in front of Django: the same answers as by Django's way, and not a moment longer."""

import gzip
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import RequestFactory

from registry.api import door as doors
from registry.api.door import Door
from registry.honours import services
from tests.api.conftest import Filled, bearer, leave
from tests.cast import LOADER, Cast

OWN = {"X-Request-Id", "RateLimit"}
AWARDS = "/api/v1/awards"


class Entrance:
    """A door with Django behind it, counting how often Django was called."""

    def __init__(self) -> None:
        self.django, self.asked = WSGIHandler(), 0
        self.door = Door(self._asked)

    def _asked(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        response: Iterable[bytes] = self.django(environ, start_response)
        return response

    def get(
        self, address: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body) of a request; headers as `accept_encoding="gzip"`."""
        parts = urlsplit(address)
        environ = RequestFactory().generic(method, parts.path, QUERY_STRING=parts.query).environ
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told: list[Any] = []
        response = self.door(environ, lambda *start: told.extend(start))
        body = b"".join(response)
        if hasattr(response, "close"):
            leave(response)
        return int(told[0].split()[0]), dict(told[1]), body


@pytest.fixture(autouse=True)
def _kept_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own connection stands in a transaction, and is not given back within it."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None)


@pytest.fixture
def entrance() -> Entrance:
    return Entrance()


PATHS = (
    AWARDS, "/api/v1/conferrals?lang=kk&page_size=1", "/api/v1/recipients?name=Japarov",
    "/api/v1/awards/otan?format=jsonld", "/api/v1/statistics?by=year",
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["", "br;q=1.0, gzip;q=0.5"])
@pytest.mark.parametrize("path", PATHS)
def test_what_is_remembered_leaves_as_it_did(
    filled: Filled, entrance: Entrance, path: str, encoding: str
) -> None:
    first, second = (entrance.get(path, accept_encoding=encoding) for _ in range(2))
    assert entrance.asked == 1
    assert (first[0], first[2]) == (second[0], second[2])
    assert first[0] == 200
    assert _shared(first[1]) == _shared(second[1])
    assert second[1].keys() == first[1].keys()
    assert first[1]["X-Request-Id"] != second[1]["X-Request-Id"]


@pytest.mark.parametrize("path", PATHS)
def test_who_holds_it_is_told_so_in_the_same_words(
    filled: Filled, entrance: Entrance, path: str
) -> None:
    tag = entrance.get(path)[1]["ETag"]
    by_door = entrance.get(path, if_none_match=f'"other", {tag}')
    assert entrance.asked == 1
    by_django = Entrance().get(path, if_none_match=tag)
    assert by_door[0] == by_django[0] == 304
    assert by_door[2] == by_django[2] == b""
    assert _shared(by_door[1]) == _shared(by_django[1])
    assert entrance.get(path, if_none_match='"other"')[0] == 200


def test_a_withdrawn_record_is_gone_at_once(filled: Filled, entrance: Entrance) -> None:
    path = f"/api/v1/conferrals/{filled.published.public_id}"
    assert [entrance.get(path)[0] for _ in range(2)] == [200, 200]
    tag = entrance.get(path)[1]["ETag"]
    services.conferral_withdraw(conferral=filled.published, by=LOADER, reason="wrong person")
    assert entrance.get(path)[0] == 404
    assert entrance.get(path, if_none_match=tag)[0] == 404
    assert entrance.asked == 3


def test_packings_formats_and_hosts_are_not_mixed_up(filled: Filled, entrance: Entrance) -> None:
    for _ in range(2):
        plain, packed = entrance.get(AWARDS), entrance.get(AWARDS, accept_encoding="gzip")
        assert gzip.decompress(packed[2]) == plain[2]
        assert "Content-Encoding" not in plain[1]
        table = entrance.get(AWARDS + "/otan", accept="application/ld+json")
        assert table[1]["Content-Type"] == "application/ld+json"
        assert entrance.get(AWARDS + "/otan")[1]["Content-Type"] == "application/json"
        linked = entrance.get("/api/v1/conferrals?page_size=1", host="localhost:81")
        assert b"localhost:81" in linked[2]
        assert b"localhost:81" not in entrance.get("/api/v1/conferrals?page_size=1")[2]
        assert entrance.get(AWARDS, host="elsewhere.example")[0] == 400


def test_problems_writes_and_streams_go_to_django(filled: Filled, entrance: Entrance) -> None:
    for address in ("/api/v1/awards/none", AWARDS + "?kind=cake", AWARDS + "?format=ndjson"):
        before = entrance.asked
        assert len({entrance.get(address)[0] for _ in range(2)}) == 1
        assert entrance.asked == before + 2
    entrance.get(AWARDS)
    before = entrance.asked
    assert entrance.get(AWARDS, "OPTIONS")[0] == 200
    assert entrance.get(AWARDS, "DELETE")[0] == 405
    assert entrance.asked == before + 2


def test_keys_and_pages_of_other_sites_go_to_django(cast: Cast, entrance: Entrance) -> None:
    entrance.get(AWARDS)
    elsewhere = entrance.get(AWARDS, origin="https://news.example")
    assert elsewhere[1]["access-control-allow-origin"] == "*"
    with_key = entrance.get(AWARDS, **bearer(cast.reader, "read"))
    assert with_key[1]["RateLimit-Policy"].startswith('"key"')
    assert entrance.get(AWARDS, authorization="Bearer made-up")[0] == 401
    assert entrance.asked == 4


def test_who_is_answered_from_memory_is_counted_with_all_else(cast: Cast, settings: Any) -> None:
    settings.API_RATE = (4, 60)
    entrance = Entrance()
    asked = (AWARDS, AWARDS, AWARDS + "/none", AWARDS, AWARDS, AWARDS + "/none")
    answers = [entrance.get(address) for address in asked]
    assert [status for status, _, _ in answers] == [200, 200, 404, 200, 429, 429]
    left = [told["RateLimit"].split(";")[1] for _, told, _ in answers]
    assert left == ["r=3", "r=2", "r=1", "r=0", "r=0", "r=0"]
    assert answers[4][1]["Retry-After"]


def test_a_database_that_fails_is_told_by_django(
    cast: Cast, entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance.get(AWARDS)

    def failing() -> None:
        raise DatabaseError("gone")

    # The door's own question alone: Django asks again, and says what it finds.
    monkeypatch.setattr(doors, "journal_head", failing)
    assert entrance.get(AWARDS)[0] == 200
    assert entrance.asked == 2


def test_the_callers_id_is_echoed_and_a_strange_one_is_not(cast: Cast, entrance: Entrance) -> None:
    for _ in range(2):
        assert entrance.get(AWARDS, x_request_id="mine-1")[1]["X-Request-Id"] == "mine-1"
        assert "\n" not in entrance.get(AWARDS, x_request_id="a\nb")[1]["X-Request-Id"]
    assert entrance.asked == 1


def _shared(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OWN}
