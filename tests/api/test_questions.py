"""Questions over REST are the same questions, with the same answers."""

import datetime as dt
from typing import Any

import orjson
import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.settings import api_settings

from registry.api.questions import asker_of
from registry.questions import ask
from registry.questions.askers import asker_id
from tests.cast import Cast


def test_the_answer_is_that_of_the_one_door(cast: Cast, client: Client) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    text = "Кто получил орден «Достык» I степени в 2024 году?"
    response = client.post("/api/v1/questions", {"text": text}, content_type="application/json")
    today: dt.date = timezone.localdate()
    direct = ask(text, asker="x", today=today).as_json()
    told = response.json()
    assert told["status"] == "answered"
    assert told["conferrals"][0]["recipient"]["name"] == "Садыр Жапаров"
    assert told == orjson.loads(orjson.dumps(direct))


def test_no_record_is_an_answer_and_not_an_error(cast: Cast, client: Client) -> None:
    for kim in (cast.kim_vera, cast.kim_vladimir):
        cast.confer(kim, cast.otan, conferred_on="2020")
    for text, status in (
        ("Has Elvis Presley received the Order of Barys?", "no_record"),
        ("What is the weather?", "not_understood"),
        ("What awards does Kim have?", "choose"),
        ("", "not_understood"),
    ):
        response = client.post("/api/v1/questions", {"text": text}, content_type="application/json")
        assert (response.status_code, response.json()["status"]) == (200, status)


def test_a_question_leans_on_the_one_before_and_on_a_choice(cast: Cast, client: Client) -> None:
    def post(**body: object) -> dict[str, Any]:
        response = client.post("/api/v1/questions", body, content_type="application/json")
        assert response.status_code == 200, response.content
        told: dict[str, Any] = response.json()
        return told

    for person, year in ((cast.kim_vera, "2019"), (cast.kim_vladimir, "2020")):
        cast.confer(person, cast.otan, conferred_on=year)
    asked = post(text="What awards does Kim have?")
    for choice in asked["choices"]:
        chosen = post(text="What awards does Kim have?", pinned=choice["pinned"])
        assert [c["recipient"]["id"] for c in chosen["conferrals"]] == [choice["id"]]
    before = post(text="Who received the Order of Otan, posthumously, in 2019?")
    assert before["understood"]["machine"]["posthumous"] is True
    after = post(text="and in 2020?", context=before["understood"]["machine"])
    assert after["understood"]["machine"]["posthumous"] is True
    assert after["understood"]["machine"]["from"] == "2020-01-01"


def test_the_asker_is_opaque_and_told_apart_behind_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asker(forwarded: str) -> str:
        plain = RequestFactory().post(
            "/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded}
        )
        return asker_of(Request(plain))

    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    # What stands before the proxy's own entry is the client's to invent.
    assert asker("192.0.2.1, 203.0.113.7") == asker("203.0.113.7") != asker("203.0.113.8")
    assert asker("203.0.113.7") == asker_id("203.0.113.7")
    assert "203" not in asker("203.0.113.7")
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 0)
    assert asker("203.0.113.7") == asker_id("10.0.0.1")
