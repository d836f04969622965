"""Errors: one shape, and what was wrong with which parameter."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast


@pytest.fixture(autouse=True)
def _fresh_throttle() -> None:
    cache.clear()


def _problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) == {"type", "title", "status", "detail", "code", "errors"}
    assert body["status"] == status
    return body


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("conferrals?colour=red", "colour"),
        ("conferrals?from=yesterday", "from"),
        ("conferrals?to=2024-13", "to"),
        ("conferrals?status=good", "status"),
        ("awards?kind=cake", "kind"),
        ("recipients?gender=x", "gender"),
        ("awards?lang=de", "lang"),
        ("awards/otan?page_size=3", "page_size"),
        ("decrees?year=abc", "year"),
    ],
)
def test_a_bad_parameter_is_named(cast: Cast, client: Client, path: str, field: str) -> None:
    body = _problem(client.get(f"/api/v1/{path}"), 422)
    assert [error["field"] for error in body["errors"]] == [field]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "conferrals/c-none",
        "recipients/r-none",
        "awards/none",
        "decrees/d-none",
        "",
        "a/b",
    ],
)
def test_what_does_not_exist_is_a_problem_404(client: Client, path: str) -> None:
    assert _problem(client.get(f"/api/v1/{path}"), 404)["code"] == "not_found"


@pytest.mark.django_db
def test_other_errors_have_the_same_shape(client: Client) -> None:
    _problem(client.delete("/api/v1/awards"), 405)
    _problem(client.get("/api/v1/awards?cursor=nonsense"), 404)
    _problem(client.get("/api/v1/awards", headers={"accept": "text/html"}), 406)
    post = {"path": "/api/v1/questions"}
    _problem(client.post(**post, data="{", content_type="application/json"), 400)
    _problem(client.post(**post, data="x=1", content_type="text/plain"), 415)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"text": "Who?", "lang": "de"}, "lang"),
        ({"text": "Who?", "language": "en"}, "language"),
        ({"text": ["Who?"]}, "text"),
        ({"text": "Who?", "pinned": "r-1"}, "pinned"),
    ],
)
def test_a_bad_question_is_refused_by_field(
    client: Client, data: dict[str, Any], field: str
) -> None:
    response = client.post("/api/v1/questions", data, content_type="application/json")
    assert _problem(response, 422)["errors"][0]["field"] == field


def test_a_broken_context_or_choice_is_a_problem_too(cast: Cast, client: Client) -> None:
    for extra in ({"context": {"kind": "none"}}, {"pinned": {"recipient": "r-none"}}):
        response = client.post(
            "/api/v1/questions",
            {"text": "What awards does Kim have? and in 2020?", **extra},
            content_type="application/json",
        )
        assert response.status_code in (200, 404, 422)
        assert "Traceback" not in response.content.decode()


@pytest.mark.django_db
def test_too_many_requests_say_when_to_come_back(client: Client) -> None:
    from rest_framework.throttling import AnonRateThrottle

    rates = AnonRateThrottle.THROTTLE_RATES
    before = dict(rates)
    rates["anon"] = "2/min"
    try:
        for _ in range(2):
            assert client.get("/api/v1/awards").status_code == 200
        refused = client.get("/api/v1/awards")
    finally:
        rates.update(before)
    _problem(refused, 429)
    assert int(refused["Retry-After"]) > 0


def test_what_was_not_foreseen_shows_no_internals(cast: Cast, client: Client) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("drop table honours_journalhead")
    response = client.post(
        "/api/v1/questions", {"text": "Who received Otan?"}, content_type="application/json"
    )
    body = _problem(response, 500)
    assert "honours" not in str(body)
