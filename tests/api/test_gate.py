"""The gate: who asks, how often, and what is said of it."""

import datetime as dt
import os
import re
import socket
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from registry.accounts.keys import key_revoke
from registry.accounts.models import ApiKey
from registry.api.gate import Gate
from registry.api.meter import Here, Meter, Rate
from tests.api.conftest import bearer
from tests.cast import LOADER, Cast

REDIS = "redis://127.0.0.1:6379/15"


def _left(response: Any) -> int:
    found = re.search(r"r=(\d+)", response["RateLimit"])
    assert found
    return int(found[1])


@pytest.mark.django_db
def test_too_many_requests_say_when_to_come_back(client: Client, settings: Any) -> None:
    settings.API_RATE = (2, 60)
    for left in (1, 0):
        response = client.get("/api/v1/awards")
        assert (response.status_code, _left(response)) == (200, left)
    refused = client.get("/api/v1/awards")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["code"] == "throttled"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Policy"] == '"address";q=2;w=60'
    assert refused["RateLimit"] == f'"address";r=0;t={refused["Retry-After"]}'
    # The rest of the site is not the API's to count.
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_every_address_under_the_api_is_counted(client: Client) -> None:
    for path, status in (("awards", 200), ("nothing", 404), ("openapi.json", 200), ("docs", 200)):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == status
        assert _left(response) >= 0
    assert _left(client.post("/api/v2/x")) == 600 - 5


def test_a_key_is_counted_for_itself_wherever_it_comes_from(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.API_RATE, settings.API_KEY_RATE = (1, 60), (2, 60)
    first, second = bearer(cast.reader, "read"), bearer(cast.reader, "read")
    assert _left(client.get("/api/v1/awards", headers=first, REMOTE_ADDR="10.0.0.1")) == 1
    told = client.get("/api/v1/awards", headers=first, REMOTE_ADDR="10.0.0.2")
    assert told["RateLimit-Policy"] == '"key";q=2;w=60'
    assert client.get("/api/v1/awards", headers=first).status_code == 429
    assert client.get("/api/v1/awards", headers=second).status_code == 200
    assert client.get("/api/v1/awards").status_code == 200


@pytest.mark.django_db
def test_made_up_keys_are_counted_for_the_address(client: Client, settings: Any) -> None:
    settings.API_RATE = (2, 60)
    answers = [
        client.get("/api/v1/awards", headers={"authorization": f"Bearer mrp_{n}"}).status_code
        for n in range(3)
    ]
    assert answers == [401, 401, 429]


def test_what_a_client_says_of_its_address_counts_only_behind_a_proxy(
    client: Client, settings: Any, db: None
) -> None:
    def left(forwarded: str) -> int:
        return _left(client.get("/api/v1/awards", headers={"x-forwarded-for": forwarded}))

    assert [left("1.1.1.1"), left("2.2.2.2")] == [599, 598]
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert [left("9.9.9.9, 1.1.1.1"), left("8.8.8.8, 1.1.1.1"), left("2.2.2.2")] == [599, 598, 599]


@pytest.mark.parametrize("path", ["awards", "drafts", "nothing"])
def test_a_key_that_is_not_in_force_is_refused_everywhere(
    cast: Cast, client: Client, path: str
) -> None:
    headers = bearer(cast.clerk, "read", "draft")
    key = ApiKey.objects.get()
    key_revoke(key=key, by=LOADER)
    for shown in (headers, {"authorization": "Bearer"}, {"authorization": "bearer nonsense"}):
        refused = client.get(f"/api/v1/{path}", headers=shown)
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"] == 'Bearer realm="marapat", error="invalid_token"'
        assert refused.json()["code"] in ("key_revoked", "key_unknown")


def test_a_key_that_ends_while_it_is_remembered_takes_no_rights_along(
    cast: Cast, client: Client
) -> None:
    headers = bearer(cast.clerk, "draft")
    assert client.get("/api/v1/drafts", headers=headers).status_code == 200
    ApiKey.objects.update(revoked_at=timezone.now())
    refused = client.get("/api/v1/drafts", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (401, "key_revoked")


def test_a_remembered_key_costs_no_query(
    cast: Cast, settings: Any, django_assert_num_queries: Any
) -> None:
    gate = Gate(lambda request: HttpResponse("remembered"))
    request = RequestFactory().get("/api/v1/awards", headers=bearer(cast.reader, "read"))
    assert gate(request).status_code == 200
    with django_assert_num_queries(0):
        assert _left(gate(request)) == settings.API_KEY_RATE[0] - 2


def test_a_response_from_memory_is_counted(settings: Any) -> None:
    settings.API_RATE = (1, 60)

    def remembered(request: HttpRequest) -> HttpResponse:
        return HttpResponse("remembered")

    gate, request = Gate(remembered), RequestFactory().get("/api/v1/awards")
    assert [gate(request).status_code for _ in range(2)] == [200, 429]


def test_another_scheme_is_no_key(cast: Cast, client: Client) -> None:
    basic = {"authorization": "Basic YTpi"}
    assert client.get("/api/v1/awards", headers=basic).status_code == 200
    refused = client.get("/api/v1/drafts", headers=basic)
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, 'Bearer realm="marapat"')


def test_a_session_of_the_admin_opens_nothing_in_the_api(cast: Cast, client: Client) -> None:
    client.force_login(cast.reviewer)
    assert client.get("/api/v1/drafts").status_code == 401


def test_a_window_ends_and_another_begins() -> None:
    meter, rate = Meter(""), Rate("address", 1, 1)
    assert [meter.hit(rate, "a").allowed for _ in range(2)] == [True, False]
    deadline = timezone.now() + dt.timedelta(seconds=5)
    while not meter.hit(rate, "a").allowed:
        assert timezone.now() < deadline


def test_a_process_forgets_whose_windows_have_ended() -> None:
    here, rate = Here(remembered=10), Rate("address", 5, 1)
    for number in range(30):
        here.hit(rate, f"client {number}")
    deadline = timezone.now() + dt.timedelta(seconds=5)
    while len(here) > 11:
        here.hit(rate, "the last")
        assert timezone.now() < deadline


@pytest.mark.servers
def test_processes_that_share_redis_share_the_count() -> None:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", 6379)) != 0:
            assert os.environ.get("CI") != "true", "Redis has to run where CI=true"
            pytest.skip("Redis does not run here")
    rate = Rate("test", 2, 2)
    one, other = Meter(REDIS), Meter(REDIS)
    assert one.shared is not None
    client = f"test-{id(one)}"
    counts = [meter.hit(rate, client) for meter in (one, other, one)]
    assert [count.allowed for count in counts] == [True, True, False]
    assert [count.left for count in counts] == [1, 0, 0]
    assert all(1 <= count.seconds <= 2 for count in counts)


def test_when_redis_is_down_each_process_counts_by_itself_and_soon_stops_asking(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        meter = Meter(f"redis://127.0.0.1:{closed.getsockname()[1]}/0")
        allowed = [meter.hit(Rate("address", 2, 60), "a").allowed for _ in range(3)]
    assert allowed == [True, True, False]
    assert caplog.text.count("Redis does not answer") == 1
