"""The resources: what each tells, by every filter, page by page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from registry.honours import services
from tests.api.conftest import Filled
from tests.cast import LOADER, WHY, Cast

Get = Callable[..., Any]


def test_a_conferral_tells_everything_that_is_known(filled: Filled, get: Get) -> None:
    [row] = get("conferrals", award="dostyk", lang="ru")["results"]
    assert row["recipient"] == {
        "id": filled.cast.japarov.public_id,
        "name": "Садыр Жапаров",
        "names": ["Sadyr Japarov", "Садыр Жапаров", "Sadyr Zhaparov"],
    }
    assert row["award"]["name"] == "орден «Достык»"
    assert row["award"]["names"]["kk"] == "«Достық» ордені"
    assert row["grade"]["code"] == "1"
    assert row["grade"]["name"] == "Орден «Достык» I степени"
    assert row["grade"]["names"]["en"] == "Order of Dostyk, degree 1"
    assert (row["conferred_on"], row["presented_on"]) == (None, "2024-04-19")
    assert row["status"] == "in_force"
    assert row["evidence"][0]["source"]["url"] == "https://news.example/1"
    assert get(f"conferrals/{row['id']}", lang="ru") == row


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 2),
        ({"award": "otan"}, 1),
        ({"award": "barys"}, 0),
        ({"grade": "1"}, 1),
        ({"grade": "single"}, 1),
        ({"grade": "special"}, 0),
        ({"grade": "unstated"}, 0),
        ({"country": "KG"}, 1),
        ({"country": "kg"}, 1),
        ({"country": "DE"}, 0),
        ({"from": "2024"}, 1),
        ({"to": "2023"}, 1),
        ({"to": "2024-04"}, 2),
        ({"from": "2020-12", "to": "2020-12"}, 1),
        ({"from": "2024-04-20"}, 0),
        ({"from": "2021", "to": "2023"}, 0),
        ({"posthumous": "true"}, 0),
        ({"posthumous": "false"}, 2),
        ({"status": "revoked"}, 0),
        ({"status": "in_force"}, 2),
        ({"award": "otan", "country": "KZ", "grade": "single", "from": "2020"}, 1),
    ],
)
def test_lists_are_narrowed_by_every_filter(
    filled: Filled, get: Get, query: dict[str, str], count: int
) -> None:
    assert len(get("conferrals", **query)["results"]) == count


@pytest.mark.parametrize(
    ("path", "query", "count"),
    [
        ("awards", {"kind": "order"}, 3),
        ("awards", {"kind": "medal"}, 0),
        ("awards", {"authority": "kz"}, 3),
        ("recipients", {"country": "KG"}, 1),
        ("recipients", {"gender": "f"}, 1),
        ("recipients", {"kind": "body"}, 0),
        ("decrees", {"number": "7"}, 1),
        ("decrees", {"number": "9"}, 0),
        ("decrees", {"year": "2020"}, 1),
        ("decrees", {"year": "2019"}, 0),
    ],
)
def test_the_other_lists_have_filters_of_their_own(
    filled: Filled, get: Get, path: str, query: dict[str, str], count: int
) -> None:
    assert len(get(path, **query)["results"]) == count


def test_a_conferral_is_found_by_its_recipient_and_its_decree(filled: Filled, get: Get) -> None:
    for query in (
        {"recipient": filled.cast.kim_vera.public_id},
        {"decree": filled.decree.public_id},
    ):
        [row] = get("conferrals", **query)["results"]
        assert row["recipient"]["name"] == "Vera Kim"
        act = get(f"decrees/{filled.decree.public_id}")
        assert [told["id"] for told in act.pop("conferrals")] == [row["id"]]
        assert row["decree"] == act


def test_an_award_is_told_with_its_spellings_and_sources(filled: Filled, get: Get) -> None:
    award = get("awards/dostyk", lang="kk")
    assert award["name"] == "«Достық» ордені"
    assert set(award["names"]) == {"kk", "ru", "en", "kk_latn"}
    assert [s["text"] for s in award["spellings"]] == ["Достық", "Достык", "Dostyk"]
    assert [g["code"] for g in award["grades"]] == ["1", "2"]
    assert award["sources"][0]["key"] == "page-1"


def test_what_became_of_a_conferral_is_told_with_its_decree(filled: Filled, get: Get) -> None:
    revoking = services.decree_record(
        authority=filled.cast.kz, number="99", date=None, sources=[filled.cast.page], by=LOADER
    )
    assert get("decrees", number="99")["results"] == []
    event = {"conferral": filled.published, "by": LOADER, "reason": "a court's judgement"}
    services.conferral_event_record(kind="revoked", decree=revoking, **event)
    [row] = get("conferrals", status="revoked")["results"]
    assert row["status"] == "revoked"
    assert row["events"][0]["decree"]["number"] == "99"
    assert len(get("decrees", number="99")["results"]) == 1
    services.conferral_event_record(kind="restored", source=filled.cast.page, **event)
    [restored] = get("conferrals", status="restored")["results"]
    assert restored["status"] == "in_force"
    assert [e["kind"] for e in restored["events"]] == ["revoked", "restored"]
    assert restored["events"][1]["source"]["key"] == "page-1"
    assert restored in get("conferrals", status="in_force")["results"]


def test_a_recipient_is_found_by_any_spelling_and_case(filled: Filled, get: Get) -> None:
    for text in ("Japarov", "Жапаровқа", "Садыру Жапарову", "Zhaparov Sadyr"):
        [row] = get("recipients", name=text)["results"]
        assert row["id"] == filled.cast.japarov.public_id


def test_a_merged_id_leads_on_with_308_and_still_filters(
    filled: Filled, client: Client, get: Get
) -> None:
    cast = filled.cast
    old = cast.kim_vera.public_id
    twin = cast.person(("Vera S. Kim", "en"))
    services.recipient_merge(duplicate=cast.kim_vera, survivor=twin, by=LOADER, reason=WHY)
    response = client.get(f"/api/v1/recipients/{old}?lang=ru")
    assert response.status_code == 308
    assert response["Location"] == f"/api/v1/recipients/{twin.public_id}?lang=ru"
    assert client.get(response["Location"]).json()["name"] == "Вера Ким"
    assert len(get("conferrals", recipient=old)["results"]) == 1


def test_the_language_of_a_response_is_the_one_asked_for(filled: Filled, client: Client) -> None:
    for query, language in (("?lang=kk", "kk"), ("", "en"), ("?lang=xx", "en")):
        response = client.get(f"/api/v1/awards{query}", headers={"accept-language": "ru"})
        assert response["Content-Language"] == language


def test_pages_by_cursor_give_every_row_once_both_ways(cast: Cast, client: Client) -> None:
    for number in range(7):
        cast.confer(cast.person((f"Person{number} Number{number}", "en")), cast.otan)

    def walk(address: str | None, link: str) -> list[list[str]]:
        pages = []
        while address:
            page = client.get(address).json()
            pages.append([row["id"] for row in page["results"]])
            last, address = address, page[link]
        walked.append(last)
        return pages

    walked: list[str] = []
    there = walk("/api/v1/conferrals?page_size=3", "next")
    assert [len(page) for page in there] == [3, 3, 1]
    assert len({row for page in there for row in page}) == 7
    assert walk(walked[0], "previous") == there[::-1]
