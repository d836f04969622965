"""The pages: a question in, an answer out, and an address that runs it again."""

import pytest
from django.test import Client

from tests.cast import Cast


def test_a_question_is_answered_with_its_source(cast: Cast, client: Client) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    page = client.get("/", {"text": "Кто получил орден «Достык»?"})
    body = page.content.decode()
    assert page.status_code == 200
    assert '<html lang="ru">' in body
    assert "Садыр Жапаров — орден «Достык» I степени; вручение: 19 апреля 2024 года" in body
    assert 'href="https://news.example/1"' in body
    again = client.get("/q?kind=holders&award=dostyk&lang=ru").content.decode()
    assert "Садыр Жапаров — орден «Достык» I степени" in again


def test_html_in_a_question_shows_as_typed(cast: Cast, client: Client) -> None:
    body = client.get(
        "/", {"text": "<b>Who</b> received <script>alert(1)</script>?"}
    ).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


def test_a_choice_between_namesakes_is_a_link(cast: Cast, client: Client) -> None:
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    body = client.get("/", {"text": "What awards does Kim have?"}).content.decode()
    assert f"recipient={cast.kim_vera.public_id}" in body
    told = client.get(
        "/", {"text": "What awards does Kim have?", "recipient": cast.kim_vera.public_id}
    )
    assert "Vera Kim — Order of Otan" in told.content.decode()


@pytest.mark.parametrize(
    "query", ["kind=none", "kind=holders&award=none", "kind=holders&from=x", ""]
)
def test_a_broken_address_says_what_is_wrong(cast: Cast, client: Client, query: str) -> None:
    page = client.get(f"/q?{query}")
    assert page.status_code == 404
    assert page.content


@pytest.mark.django_db
def test_health_and_readiness(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "up"}
    assert client.get("/readyz").json() == {"status": "ready"}
