"""The resources: what is published, by every filter, in a fixed number of queries."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.dates import PartialDate
from registry.honours import services
from tests.cast import LOADER, WHY, Cast

LEDGER = Path(__file__).parent / "query_ledger.json"


@pytest.fixture(autouse=True)
def _fresh_throttle() -> None:
    cache.clear()


@pytest.fixture
def filled(cast: Cast) -> Cast:
    decree = services.decree_record(
        authority=cast.kz, number="7", date=PartialDate(2020, 12, 1), sources=[cast.page], by=LOADER
    )
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    cast.confer(cast.kim_vera, cast.otan, decree=decree, conferred_on="2020-12-01")
    cast.draft(cast.kim_vladimir, cast.dostyk, "2", conferred_on="2024-05-05", note="SECRET note")
    return cast


def _get(client: Client, path: str, **query: str) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def test_a_conferral_tells_everything_that_is_known(filled: Cast, client: Client) -> None:
    [row] = _get(client, "conferrals", award="dostyk", lang="ru")["results"]
    assert row["recipient"] == {"id": filled.japarov.public_id, "name": "Садыр Жапаров"}
    assert row["grade"]["code"] == "1"
    assert row["grade"]["name"] == "Орден «Достык» I степени"
    assert (row["conferred_on"], row["presented_on"]) == (None, "2024-04-19")
    assert row["status"] == "in_force"
    assert row["evidence"][0]["source"]["url"] == "https://news.example/1"
    assert "certificate_number" not in row
    assert "note" not in row
    assert _get(client, f"conferrals/{row['id']}", lang="ru") == row


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 2),
        ({"award": "otan"}, 1),
        ({"grade": "1"}, 1),
        ({"grade": "single"}, 1),
        ({"grade": "unstated"}, 0),
        ({"country": "KG"}, 1),
        ({"from": "2024"}, 1),
        ({"to": "2023"}, 1),
        ({"from": "2020-12", "to": "2020-12"}, 1),
        ({"from": "2021", "to": "2023"}, 0),
        ({"posthumous": "true"}, 0),
        ({"status": "revoked"}, 0),
        ({"status": "in_force"}, 2),
    ],
)
def test_lists_are_narrowed_by_every_filter(
    filled: Cast, client: Client, query: dict[str, str], count: int
) -> None:
    assert len(_get(client, "conferrals", **query)["results"]) == count


def test_a_recipient_is_found_by_any_spelling_and_case(filled: Cast, client: Client) -> None:
    for text in ("Japarov", "Жапаровқа", "Садыру Жапарову", "Zhaparov Sadyr"):
        [row] = _get(client, "recipients", name=text)["results"]
        assert row["id"] == filled.japarov.public_id


def test_the_birth_of_the_living_is_not_told(cast: Cast, client: Client) -> None:
    living = cast.person(("A Living", "en"), birth=PartialDate(1970, 1, 2))
    dead = cast.person(("A Dead", "en"), birth=PartialDate(1920), death=PartialDate(1999))
    for person in (living, dead):
        cast.confer(person, cast.otan, conferred_on="1998")
    births = {r["name"]: r["birth"] for r in _get(client, "recipients")["results"]}
    assert births == {"A Living": None, "A Dead": "1920"}


def test_a_merged_id_leads_on_with_308(filled: Cast, client: Client) -> None:
    old = filled.kim_vera.public_id
    services.recipient_merge(
        duplicate=filled.kim_vera, survivor=filled.kim_vladimir, by=LOADER, reason=WHY
    )
    response = client.get(f"/api/v1/recipients/{old}")
    assert response.status_code == 308
    assert response["Location"].endswith(filled.kim_vladimir.public_id)


def test_no_draft_is_reachable_by_any_road(filled: Cast, client: Client) -> None:
    from registry.honours.models import Conferral

    draft = Conferral.objects.get(state="draft")
    assert client.get(f"/api/v1/conferrals/{draft.public_id}").status_code == 404
    assert client.get(f"/api/v1/recipients/{filled.kim_vladimir.public_id}").status_code == 404
    for path in ("conferrals", "recipients", "decrees", "awards"):
        body = client.get(f"/api/v1/{path}", {"page_size": "200"}).content.decode()
        assert draft.public_id not in body
        assert filled.kim_vladimir.public_id not in body
        assert "SECRET" not in body


def test_a_withdrawn_record_is_gone_at_once(filled: Cast, client: Client) -> None:
    [row] = _get(client, "conferrals", award="dostyk")["results"]
    from registry.honours.models import Conferral

    record = Conferral.objects.get(public_id=row["id"])
    services.conferral_withdraw(conferral=record, by=LOADER, reason="wrong person")
    assert client.get(f"/api/v1/conferrals/{row['id']}").status_code == 404
    assert _get(client, "conferrals", award="dostyk")["results"] == []


def test_pages_by_cursor_give_every_row_once(cast: Cast, client: Client) -> None:
    for number in range(7):
        cast.confer(cast.person((f"Person{number} Number{number}", "en")), cast.otan)
    seen: list[str] = []
    address: str | None = "/api/v1/conferrals?page_size=3"
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 7


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(f"/api/v1/{path}").status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_rows_and_stay_on_the_ledger(cast: Cast, client: Client) -> None:
    decree = services.decree_record(
        authority=cast.kz, number="1", date=PartialDate(2020), sources=[cast.page], by=LOADER
    )

    def confer(count: int) -> None:
        for _ in range(count):
            person = cast.person(("Некто Некто", "ru"), citizenships=["KZ"])
            cast.confer(person, cast.otan, decree=decree, conferred_on="2020")

    paths = ["awards", "awards/otan", "recipients", "decrees", "conferrals"]
    confer(2)
    few = {path: _queries(client, path) for path in paths}
    confer(12)
    many = {path: _queries(client, path) for path in paths}
    assert many == few
    assert many == json.loads(LEDGER.read_text()), "a changed count is a decision: write it down"
