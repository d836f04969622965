"""Request ids, pages of other sites, and what is on its way out."""

import datetime as dt
import re
from typing import Any

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from drf_spectacular.generators import SchemaGenerator

from registry.api.deprecation import DEPRECATED, Deprecation
from registry.request_ids import RequestIds


@pytest.mark.django_db
def test_a_sane_id_is_taken_and_any_other_is_replaced(client: Client) -> None:
    taken = client.get("/api/v1/nothing", headers={"x-request-id": "abc-1.2:3"})
    assert taken["X-Request-Id"] == taken.json()["request_id"] == "abc-1.2:3"
    for wrong in ("", "a b", "x" * 101, "a\nb", "<script>", "ä"):
        made = client.get("/api/v1/nothing", headers={"x-request-id": wrong})
        assert re.fullmatch(r"[0-9a-f]{32}", made["X-Request-Id"])
        assert made.json()["request_id"] == made["X-Request-Id"]


@pytest.mark.django_db
def test_every_response_of_the_web_process_has_an_id(client: Client) -> None:
    ids = {client.get(path)["X-Request-Id"] for path in ("/", "/admin/login/", "/none", "/api/")}
    assert len(ids) == 4


def test_the_id_is_in_the_log_lines_of_its_request_alone() -> None:
    seen: list[Any] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(structlog.contextvars.get_contextvars())
        structlog.contextvars.bind_contextvars(left="behind")
        return HttpResponse()

    for number in ("first", "second"):
        RequestIds(view)(RequestFactory().get("/", headers={"x-request-id": number}))
    assert seen == [{"request_id": "first"}, {"request_id": "second"}]


@pytest.mark.django_db
def test_an_error_before_any_view_is_a_problem_with_an_id(client: Client, settings: Any) -> None:
    refused = client.get("/api/v1/awards", headers={"host": "elsewhere.example"})
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert refused.json()["request_id"] == refused["X-Request-Id"]
    at = settings.MIDDLEWARE.index("registry.api.straight.Straight")
    broken = "tests.api.test_manners.broken"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], broken, *settings.MIDDLEWARE[at:]]
    failing = Client(raise_request_exception=False)
    failed = failing.get("/api/v1/awards")
    assert (failed.status_code, failed["Content-Type"]) == (500, "application/problem+json")
    assert failed.json()["request_id"] == failed["X-Request-Id"]
    assert "secret" not in failed.content.decode()
    assert "RateLimit" in failed
    assert failing.get("/")["Content-Type"].startswith("text/html")


def broken(get_response: Any) -> Any:
    """A middleware that fails."""

    def middleware(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("secret")

    return middleware


@pytest.mark.django_db
def test_pages_of_any_site_may_ask_the_api_and_nothing_else(client: Client) -> None:
    origin = {"origin": "https://news.example"}
    told = client.get("/api/v1/awards", headers=origin)
    assert told["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in told
    shown = {name.strip().lower() for name in told["Access-Control-Expose-Headers"].split(",")}
    assert shown >= {
        "ratelimit", "ratelimit-policy", "registry-version", "registry-head", "etag", "link",
        "x-request-id", "deprecation", "sunset", "retry-after",
    }  # fmt: skip
    for path in ("/", "/admin/login/", "/telegram/x"):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers=origin)


def test_a_preflight_is_answered_without_being_counted(client: Client, settings: Any) -> None:
    settings.API_RATE = (1, 60)
    asks = {"origin": "https://news.example", "access-control-request-method": "POST"}
    for _ in range(3):
        told = client.options("/api/v1/questions", headers=asks)
        assert told.status_code == 200
    assert "POST" in told["Access-Control-Allow-Methods"]
    assert "DELETE" not in told["Access-Control-Allow-Methods"]
    assert "authorization" in told["Access-Control-Allow-Headers"]


def test_a_refusal_can_be_read_by_a_page_too(client: Client, settings: Any, db: None) -> None:
    settings.API_RATE = (1, 60)
    client.get("/api/v1/awards")
    refused = client.get("/api/v1/awards", headers={"origin": "https://news.example"})
    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (429, "*")


@pytest.mark.django_db
def test_what_is_on_its_way_out_says_so_in_responses_and_in_the_document(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Deprecation(
        since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        sunset=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
        link="https://marapat.example/changes",
    )
    monkeypatch.setitem(DEPRECATED, ("GET", "/api/v1/awards/{key}"), entry)
    for told in (client.get("/api/v1/awards/none"), client.head("/api/v1/awards/none")):
        assert told["Deprecation"] == "@1767225600"
        assert told["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
        assert '<https://marapat.example/changes>; rel="deprecation"' in told["Link"]
    for other in (client.get("/api/v1/awards"), client.post("/api/v1/awards/none")):
        assert "Deprecation" not in other
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    assert paths["/api/v1/awards/{key}"]["get"]["deprecated"] is True
    assert "2027-01-01" in paths["/api/v1/awards/{key}"]["get"]["description"]
    assert "deprecated" not in paths["/api/v1/awards"]["get"]


def test_nothing_is_on_its_way_out_today() -> None:
    assert DEPRECATED == {}
