"""Coverage and statistics, authorities and sources: what is published, and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.honours import services
from tests.api.conftest import SECRET, Filled
from tests.cast import LOADER, WHY, Cast

Get = Callable[..., Any]
Lines = list[tuple[str | None, int]]


@pytest.fixture
def counted(filled: Filled) -> Filled:
    """Besides the two: one of two states with an office, one of none and without a date."""
    cast = filled.cast
    both = cast.person(("Two States", "en"), citizenships=["KZ", "KG"])
    cast.confer(both, cast.otan, conferred_on="2020-05", office_en="doctor", contested=True)
    cast.confer(cast.person(("No State", "en")), cast.dostyk, "2")
    return filled


def _lines(get: Get, **query: str) -> Lines:
    return [(row["key"], row["conferrals"]) for row in get("statistics", **query)["results"]]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ({"by": "year"}, [("2020", 2), ("2024", 1), (None, 1)]),
        ({"by": "award"}, [("dostyk", 2), ("otan", 2)]),
        ({"by": "country"}, [("KG", 2), ("KZ", 2), (None, 1)]),
        ({"by": "office"}, [("doctor", 1), (None, 3)]),
        ({"by": "year", "award": "otan"}, [("2020", 2)]),
        ({"by": "country", "award": "otan"}, [("KZ", 2), ("KG", 1)]),
        ({"by": "award", "from": "2021"}, [("dostyk", 1)]),
        ({"by": "award", "from": "2020", "to": "2020"}, [("otan", 2)]),
        ({"by": "office", "to": "2023"}, [("doctor", 1), (None, 1)]),
        ({"by": "year", "award": "barys"}, []),
    ],
)
def test_conferrals_are_counted_by_what_is_asked(
    counted: Filled, get: Get, query: dict[str, str], lines: Lines
) -> None:
    assert _lines(get, **query) == lines


def test_the_total_counts_each_once_and_keys_have_names(counted: Filled, get: Get) -> None:
    told = get("statistics", by="country", lang="ru")
    assert told["total"] == 4
    assert told["results"][0]["name"] == "Кыргызстан"
    assert get("statistics", by="award", lang="kk")["results"][0]["name"] == "«Достық» ордені"


def test_statistics_are_read_from_summaries(counted: Filled, client: Client) -> None:
    client.get("/api/v1/statistics?by=year")
    for by in ("year", "award", "country", "office"):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/v1/statistics?by={by}")
        assert len(captured) <= 6
        assert not [q for q in captured.captured_queries if "honours_conferral" in q["sql"]]


def test_coverage_tells_what_is_held_and_of_what_nothing_is(counted: Filled, get: Get) -> None:
    told = get("coverage")
    awards = {row.pop("slug"): row for row in told.pop("awards")}
    assert told == {
        "conferrals": 4, "recipients": 4, "undated": 1, "contested": 1,
        "first": "2020-05", "last": "2024-04-19",
    }  # fmt: skip
    assert awards["otan"] == {
        "name": "Order of Otan", "conferrals": 2, "undated": 0, "contested": 1,
        "first_year": "2020", "last_year": "2020",
    }  # fmt: skip
    assert (awards["barys"]["conferrals"], awards["barys"]["first_year"]) == (0, None)


@pytest.mark.django_db
def test_an_empty_registry_covers_nothing(get: Get) -> None:
    told = get("coverage")
    assert (told["conferrals"], told["first"], told["awards"]) == (0, None, [])
    assert get("statistics", by="office") == {"by": "office", "total": 0, "results": []}


def test_an_authority_is_told_in_a_list_and_by_its_slug(cast: Cast, get: Get) -> None:
    [row] = get("authorities", lang="kk")["results"]
    assert (row["slug"], row["country"], row["name"]) == ("kz", "KZ", "Қазақстан Республикасы")
    assert get("authorities/kz", lang="kk") == row


def test_only_sources_that_back_something_published_are_told(
    filled: Filled, get: Get, client: Client
) -> None:
    cast = filled.cast
    hidden = services.source_register(
        key="hidden", title=SECRET, strength="primary", note=SECRET, by=LOADER, reason=WHY
    )
    draft = cast.draft(cast.kim_vladimir, cast.otan, source=hidden)
    act = services.decree_record(authority=cast.kz, number="88", sources=[hidden], by=LOADER)

    def keys() -> list[str]:
        return [row["key"] for row in get("sources")["results"]]

    assert keys() == ["page-1"]
    assert client.get("/api/v1/sources/hidden").status_code == 404
    services.conferral_event_record(
        conferral=filled.published, kind="revoked", decree=act, by=LOADER, reason="a court"
    )
    assert keys() == ["hidden", "page-1"]
    services.conferral_publish(conferral=draft, by=LOADER)
    row = get("sources/hidden")
    assert set(row) == {"key", "kind", "strength", "title", "publisher", "url"}


def test_nothing_hidden_is_counted_or_told(filled: Filled, get: Get) -> None:
    said = json.dumps([get("coverage"), get("sources"), get("authorities")])
    said += json.dumps([get("statistics", by=by) for by in ("year", "award", "country", "office")])
    assert SECRET not in said
    assert get("coverage")["conferrals"] == 2
    assert get("statistics", by="year")["total"] == 2


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("statistics", "by"),
        ("statistics?by=gender", "by"),
        ("statistics?by=year&award=none", "award"),
        ("statistics?by=year&from=2020-04", "from"),
        ("statistics?by=year&to=0000", "to"),
        ("statistics?by=year&from=2021&to=2020", "from"),
        ("statistics?by=year&country=KZ", "country"),
        ("statistics?by=year&lang=de", "lang"),
        ("coverage?award=otan", "award"),
        ("authorities?kind=state", "kind"),
        ("authorities/kz?page_size=3", "page_size"),
        ("sources?lang=xx", "lang"),
        ("sources?cursor=x", "cursor"),
    ],
)
def test_a_bad_parameter_is_named(cast: Cast, client: Client, path: str, field: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]
