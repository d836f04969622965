"""Errors: one shape, and what was wrong with which parameter."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast


def _problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) == {"type", "title", "status", "detail", "code", "errors", "request_id"}
    assert body["status"] == status
    assert body["request_id"] == response["X-Request-Id"]
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
        ("decrees?year=2020.5", "year"),
        ("decrees?year=0000", "year"),
        ("conferrals?award=nonsense", "award"),
        ("conferrals?award=", "award"),
        ("conferrals?award=otan&award=dostyk", "award"),
        ("conferrals?award=%00", "award"),
        ("conferrals?grade=0", "grade"),
        ("conferrals?grade=gold", "grade"),
        ("conferrals?grade=%D9%A3", "grade"),
        ("conferrals?recipient=r-none", "recipient"),
        ("conferrals?decree=d-none", "decree"),
        ("conferrals?country=UK", "country"),
        ("conferrals?country=Kazakhstan", "country"),
        ("conferrals?posthumous=maybe", "posthumous"),
        ("conferrals?from=2025&to=2024", "from"),
        ("conferrals?format=xml", "format"),
        ("awards?authority=xx", "authority"),
        ("recipients?kind=x", "kind"),
        ("recipients?name=%20", "name"),
        (f"recipients?name={'x' * 201}", "name"),
        ("recipients?page_size=0", "page_size"),
        ("recipients?page_size=201", "page_size"),
        ("recipients?page_size=many", "page_size"),
        ("recipients?cursor=nonsense", "cursor"),
        ("recipients?cursor=cD1hYmM=", "cursor"),  # p=abc
        ("recipients?cursor=bz05", "cursor"),  # o=9
        ("recipients?cursor=%00", "cursor"),
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
    _problem(client.post("/api/v1/docs"), 405)
    _problem(client.post("/api/v1/openapi.json"), 405)
    _problem(client.get("/api/v1/awards", headers={"accept": "text/html"}), 406)
    post = {"path": "/api/v1/questions"}
    _problem(client.post(**post, data="{", content_type="application/json"), 400)
    _problem(client.post(**post, data="x=1", content_type="text/plain"), 415)
    assert client.delete("/api/v1/awards")["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[" * 60_000, 400),
        ('{"text": "\\ud800"}', 400),
        ('{"text": NaN}', 400),
        (" " * 70_000, 413),
        ("[1]", 422),
        ("null", 422),
        ('"Who?"', 422),
    ],
)
def test_a_body_that_is_no_question_is_a_problem(client: Client, body: str, status: int) -> None:
    response = client.post("/api/v1/questions", body, content_type="application/json")
    _problem(response, status)


@pytest.mark.django_db
def test_a_program_that_posts_to_a_wrong_address_is_not_asked_for_a_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    _problem(strict.post("/api/v1/nothing", "{}", content_type="application/json"), 404)


def test_the_sentences_are_in_one_language(cast: Cast, client: Client) -> None:
    for path in ("conferrals?status=good&posthumous=x", "awards?kind=cake"):
        plain = client.get(f"/api/v1/{path}").json()
        russian = client.get(f"/api/v1/{path}", headers={"accept-language": "ru"}).json()
        assert russian["errors"] == plain["errors"]
    body = {"text": "x" * 2001}
    told = client.post(
        "/api/v1/questions", body, "application/json", headers={"accept-language": "kk"}
    )
    assert "2000" in _problem(told, 422)["detail"]
    assert told["Content-Language"] == "en"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"text": "Who?", "lang": "de"}, "lang"),
        ({"text": "Who?", "language": "en"}, "language"),
        ({"text": ["Who?"]}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": "Who?", "pinned": "r-1"}, "pinned"),
        ({"text": "Who?", "pinned": {"colour": "red"}}, "pinned.colour"),
        ({"text": "Who?", "pinned": {"recipient": ["r-1"]}}, "pinned.recipient"),
        ({"text": "Who?", "context": "holders"}, "context"),
        ({"text": "Who?", "context": {"from": 5}}, "context.from"),
        ({"text": "Who?", "context": {"award": ["x"]}}, "context.award"),
        ({"text": "Who?", "context": {"decree": "\0"}}, "context.decree"),
    ],
)
def test_a_bad_question_is_refused_by_field(
    client: Client, data: dict[str, Any], field: str
) -> None:
    response = client.post("/api/v1/questions", data, content_type="application/json")
    assert _problem(response, 422)["errors"][0]["field"] == field


def test_a_context_or_choice_that_names_nothing_is_refused(cast: Cast, client: Client) -> None:
    for text, extra, status, code in (
        ("and in 2020?", {"context": {"kind": "none"}}, 422, "invalid"),
        ("and in 2020?", {"context": {"kind": "holders", "from": "x"}}, 422, "bad_date"),
        ("and in 2020?", {"context": {"kind": "holders", "award": "x"}}, 404, "unknown_award"),
        ("What did Kim get?", {"pinned": {"recipient": "r-none"}}, 404, "unknown_recipient"),
    ):
        response = client.post(
            "/api/v1/questions", {"text": text, **extra}, content_type="application/json"
        )
        assert _problem(response, status)["code"] == code


def test_what_was_not_foreseen_shows_no_internals(cast: Cast, client: Client) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("drop table honours_journalhead")
    response = client.post(
        "/api/v1/questions", {"text": "Who received Otan?"}, content_type="application/json"
    )
    body = _problem(response, 503)
    assert "honours" not in str(body)
    assert int(response["Retry-After"]) > 0
