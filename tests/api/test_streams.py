"""Whole lists as streams: every row once, in constant memory, and no reader harms another."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.api import streams
from registry.api.places import Streams, TooManyStreams
from tests.api.conftest import Filled, leave
from tests.cast import Cast

Get = Callable[..., Any]


def _read(client: Client, path: str, **headers: str) -> str:
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == 200, response
    # Read to its end, it is closed by the client.
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("path", ["conferrals", "recipients", "decrees", "awards"])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_ndjson_tells_the_documents_of_the_list(
    filled: Filled, client: Client, get: Get, path: str, lang: str
) -> None:
    lines = _read(client, f"{path}?format=ndjson&lang={lang}").splitlines()
    listed = get(path, lang=lang, ordering="slug" if path == "awards" else "id")["results"]
    assert [json.loads(line) for line in lines] == listed
    assert _read(client, f"{path}?lang={lang}", accept="application/x-ndjson") == "".join(
        f"{line}\n" for line in lines
    )


def test_csv_has_a_line_for_each_row_and_names_its_columns(filled: Filled, client: Client) -> None:
    [row, _] = csv.DictReader(io.StringIO(_read(client, "conferrals?format=csv&lang=ru")))
    assert row["recipient_name"] == "Садыр Жапаров"
    assert (row["award"], row["grade"], row["presented_on"]) == ("dostyk", "1", "2024-04-19")
    assert (row["status"], row["posthumous"]) == ("in_force", "false")
    assert row["sources"] == "https://news.example/1"
    [person, _] = csv.DictReader(io.StringIO(_read(client, "recipients?format=csv")))
    assert person["names"].splitlines() == ["Sadyr Japarov", "Садыр Жапаров", "Sadyr Zhaparov"]
    awards = list(csv.DictReader(io.StringIO(_read(client, "awards?format=csv&kind=order"))))
    assert [award["slug"] for award in awards] == ["barys", "dostyk", "otan"]
    [decree] = csv.DictReader(io.StringIO(_read(client, "decrees?format=csv")))
    assert decree["number"] == "7"


def test_a_stream_is_narrowed_and_ordered_like_a_list(filled: Filled, client: Client) -> None:
    assert _read(client, "conferrals?format=ndjson&award=barys") == ""
    lines = _read(client, "conferrals?format=ndjson&award=otan&fields=id,status").splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"id", "status"}]
    first = json.loads(_read(client, "conferrals?format=ndjson&ordering=-date").splitlines()[0])
    assert first["presented_on"] == "2024-04-19"


def test_statements_grow_with_chunks_and_not_with_rows(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        cast.confer(cast.person((f"Person{number} Number{number}", "en")), cast.otan)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(_read(client, "conferrals?format=ndjson").splitlines()) == 40
        return len(captured)

    statements()  # fills the shelf
    in_one = statements()
    monkeypatch.setattr(streams, "CHUNK", 10)
    assert statements() - in_one == 4


def test_a_place_is_given_back_by_readers_who_leave(filled: Filled, client: Client) -> None:
    for _ in range(20):
        response = client.get("/api/v1/conferrals?format=ndjson")
        leave(response)
        assert response.status_code == 200
    held = [client.get("/api/v1/conferrals?format=ndjson") for _ in range(2)]
    refused = client.get("/api/v1/conferrals?format=csv")
    assert refused.status_code == 503
    assert refused.json()["code"] == "too_many_streams"
    assert int(refused["Retry-After"]) > 0
    assert client.get("/api/v1/conferrals").status_code == 200
    for response in held:
        leave(response)
    assert _read(client, "conferrals?format=csv")


def test_one_client_does_not_take_the_places_of_others() -> None:
    places = Streams(3)
    leave = [places.enter("one", 2), places.enter("one", 2)]
    with pytest.raises(TooManyStreams):
        places.enter("one", 2)
    places.enter("two", 2)
    with pytest.raises(TooManyStreams):
        places.enter("three", 2)
    leave[0]()
    leave[0]()
    places.enter("three", 2)
    with pytest.raises(TooManyStreams):
        places.enter("four", 2)
