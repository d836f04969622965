"""Questions over REST are the same questions, with the same answers."""

import datetime as dt

import orjson
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from registry.questions import ask
from tests.cast import Cast


def test_the_answer_is_that_of_the_one_door(cast: Cast, client: Client) -> None:
    cache.clear()
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
    cache.clear()
    for text, status in (
        ("Has Elvis Presley received the Order of Barys?", "no_record"),
        ("What is the weather?", "not_understood"),
        ("What awards does Kim have?", "choose"),
        ("", "not_understood"),
    ):
        response = client.post("/api/v1/questions", {"text": text}, content_type="application/json")
        assert (response.status_code, response.json()["status"]) == (200, status)
