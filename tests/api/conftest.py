"""What the API's tests share: keys, and a registry with something to keep to itself.

The gate counts anew for each client of the tests: each builds its own chain of middleware.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from registry.accounts.keys import key_make
from registry.accounts.models import User
from registry.api.remembered import MEMORY
from registry.dates import PartialDate
from registry.documents import shelf
from registry.honours import services
from registry.honours.models import Conferral, Decree, Recipient
from tests.api.serving import Served, serving
from tests.cast import LOADER, Cast

SECRET = "SECRET"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Nothing counted and nothing remembered: rolled back journals give their numbers twice."""
    forget()


def forget() -> None:
    """Nothing is remembered of any version of the registry."""
    MEMORY.forget()
    shelf.forget()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Served]:
    """The real server on the bundled registry, one for all tests of a worker."""
    with serving(tmp_path_factory.mktemp("served"), loaded) as running:
        yield running


def leave(response: Any) -> None:
    """Close a response that is not read to its end, and keep the test's own connection."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def bearer(owner: User, *scopes: str) -> dict[str, str]:
    """The header of a fresh key of somebody's."""
    _, token = key_make(name="a test", owner=owner, scopes=scopes, by=LOADER)
    return {"authorization": f"Bearer {token}"}


class Desk:
    """Requests of one key under /api/v1/, with JSON both ways."""

    def __init__(self, client: Client, owner: User, *scopes: str) -> None:
        self.client, self.headers = client, bearer(owner, *scopes)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The response, whatever its status."""
        data = "" if body is None else orjson.dumps(body)
        return self.client.generic(
            method, f"/api/v1/{path}", data, "application/json",
            headers={**self.headers, **headers},
        )  # fmt: skip

    def get(self, path: str) -> Any:
        """The body of what has to succeed."""
        response = self.ask("GET", path)
        assert response.status_code == 200, response.content
        return response.json()

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """The body of a write that has to succeed."""
        response = self.ask("POST", path, body, **headers)
        assert response.status_code in (200, 201), response.content
        return response.json()

    def refused(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Status and code of what has to fail."""
        response = self.ask(method, path, body, **headers)
        assert response["Content-Type"] == "application/problem+json", response.content
        return response.status_code, response.json()["code"]


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Desk:
    """A clerk's key, with all scopes."""
    return Desk(client, cast.clerk, "read", "draft", "publish")


@pytest.fixture
def reviewer(cast: Cast, client: Client) -> Desk:
    """A reviewer's key, with all scopes."""
    return Desk(client, cast.reviewer, "read", "draft", "publish")


@pytest.fixture
def uncounted(settings: Any) -> Client:
    """A client that nobody counts: a made-up script asks hundreds of times."""
    settings.API_RATE = (1_000_000, 60)
    return Client()


@pytest.fixture
def get(client: Client) -> Callable[..., Any]:
    """GET under /api/v1/ that has to succeed → the parsed body."""

    def _get(path: str, **query: str) -> Any:
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "application/json"
        return response.json()

    return _get


@dataclass(slots=True)
class Filled:
    """The cast, what is published of them, and what is not."""

    cast: Cast
    published: Conferral
    decree: Decree
    unpublished: list[Conferral]
    hidden_people: list[Recipient]
    hidden_decree: Decree


@pytest.fixture
def filled(cast: Cast) -> Filled:
    """Two published conferrals; a draft and a withdrawn one on people and a decree of their own."""
    decree = _decree(cast, "7", PartialDate(2020, 12, 1))
    hidden_decree = _decree(cast, f"{SECRET}-8", PartialDate(2024, 5, 5))
    published = cast.confer(
        cast.japarov, cast.dostyk, "1", presented_on="2024-04-19", certificate_number=SECRET,
        note=SECRET,
    )  # fmt: skip
    cast.confer(cast.kim_vera, cast.otan, decree=decree, conferred_on="2020-12-01")
    other = cast.person((f"Other {SECRET}", "en"), gender="m", citizenships=["KZ"])
    private = {"note": SECRET, "reason_en": SECRET, "office_en": SECRET, "decree": hidden_decree}
    draft = cast.draft(cast.kim_vladimir, cast.dostyk, "2", conferred_on="2024-05-05", **private)
    withdrawn = cast.confer(other, cast.barys, "3", conferred_on="2024-05-05", **private)
    services.conferral_withdraw(conferral=withdrawn, by=LOADER, reason="wrong person")
    people = [cast.kim_vladimir, other]
    return Filled(cast, published, decree, [draft, withdrawn], people, hidden_decree)


def _decree(cast: Cast, number: str, date: PartialDate) -> Decree:
    return services.decree_record(
        authority=cast.kz, number=number, date=date, sources=[cast.page], by=LOADER
    )
