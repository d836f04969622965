"""Lists: in which order, in which fields, how many, and as of which day."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from registry.dates import PartialDate
from registry.honours import services
from tests.api.conftest import Filled
from tests.cast import LOADER, Cast

Get = Callable[..., Any]
DATES = ("2001", "2003-05", "2003-05-09", None, "1999-12-31", "2003", "2010-01-01")


@pytest.fixture
def dated(cast: Cast) -> list[str]:
    """Conferrals with dates of every precision; their ids, in the order of entry."""
    rows = [
        cast.confer(
            cast.person((f"Person{n} Number{n}", "en")), cast.otan,
            **({"conferred_on": date} if date else {}),
        )
        for n, date in enumerate(DATES)
    ]  # fmt: skip
    return [row.public_id for row in rows]


def _walked(client: Client, address: str | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while address:
        page = client.get(address).json()
        found += page["results"]
        address = page["next"]
    return found


@pytest.mark.parametrize("ordering", ["date", "-date", "id", "-id"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_every_order_gives_every_row_once(
    dated: list[str], client: Client, ordering: str, size: int
) -> None:
    found = _walked(client, f"/api/v1/conferrals?ordering={ordering}&page_size={size}")
    if ordering.endswith("id"):
        expected = dated[::-1] if ordering.startswith("-") else dated
    else:
        # Text sorts by the earliest day that it can mean; without a date before every date.
        places = sorted(range(len(dated)), key=lambda n: (DATES[n] or "", n))
        expected = [dated[n] for n in (places[::-1] if ordering.startswith("-") else places)]
    assert [row["id"] for row in found] == expected


def test_the_newest_come_first_unless_said_otherwise(dated: list[str], get: Get) -> None:
    assert get("conferrals", page_size="1")["results"][0]["conferred_on"] == "2010-01-01"


def test_a_cursor_is_good_for_its_order_alone(dated: list[str], client: Client) -> None:
    address = client.get("/api/v1/conferrals?page_size=2&ordering=id").json()["next"]
    refused = client.get(address.replace("ordering=id", "ordering=-date"))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "cursor"


def test_a_row_that_comes_or_goes_moves_no_other(
    dated: list[str], cast: Cast, client: Client
) -> None:
    address = "/api/v1/conferrals?page_size=3&ordering=id"
    first = client.get(address).json()
    cast.confer(cast.japarov, cast.otan)
    rest = _walked(client, first["next"])
    told = [row["id"] for row in first["results"] + rest]
    assert told[:-1] == dated
    assert len(told) == len(set(told)) == len(dated) + 1


def test_rows_are_counted_on_request_whatever_the_page(dated: list[str], client: Client) -> None:
    page = client.get("/api/v1/conferrals?page_size=2&count=true&from=2003&to=2003").json()
    assert page["count"] == 3
    assert client.get(page["next"]).json()["count"] == 3
    assert "count" not in client.get("/api/v1/conferrals").json()
    assert client.get("/api/v1/recipients?count=true").json()["count"] == len(DATES)
    assert client.get("/api/v1/awards?count=true&kind=order").json()["count"] == 3


def test_links_to_other_pages_stand_in_the_header_too(dated: list[str], client: Client) -> None:
    first = client.get("/api/v1/conferrals?page_size=3")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = client.get(first.json()["next"])
    assert 'rel="prev"' in second["Link"]


@pytest.mark.parametrize("path", ["conferrals", "recipients", "decrees", "awards"])
def test_only_the_fields_that_are_asked_for_are_told(filled: Filled, get: Get, path: str) -> None:
    whole = get(path)["results"][0]
    for name in whole:
        told = get(path, fields=name)["results"][0]
        assert told == {name: whole[name]}
    two = list(whole)[:2]
    assert list(get(path, fields=",".join(two))["results"][0]) == two


def test_a_field_that_does_not_exist_is_named(filled: Filled, client: Client) -> None:
    problem = client.get("/api/v1/conferrals?fields=id,note,state").json()
    assert problem["errors"][0]["field"] == "fields"
    assert "'note', 'state'" in problem["errors"][0]["message"]


def test_what_is_expanded_is_told_whole(filled: Filled, get: Get) -> None:
    row = get(f"conferrals/{filled.published.public_id}", expand="recipient,award", lang="kk")
    award = get("awards/dostyk", lang="kk")
    person = get(f"recipients/{filled.cast.japarov.public_id}", lang="kk")
    del person["honours"]
    assert row["expanded"] == {"award": award, "recipient": person}
    assert "expanded" not in get(f"conferrals/{filled.published.public_id}")


def test_a_recipient_is_told_with_honours_and_a_list_on_request(filled: Filled, get: Get) -> None:
    japarov = filled.cast.japarov.public_id
    person = get(f"recipients/{japarov}")
    conferral = get(f"conferrals/{filled.published.public_id}")
    del conferral["recipient"]
    assert person["honours"] == [conferral]
    assert person["honours_count"] == 1
    listed = get("recipients", expand="honours")["results"]
    assert person in listed
    assert all("honours" not in row for row in get("recipients")["results"])


def test_a_name_is_found_with_its_score_and_reasons(filled: Filled, get: Get) -> None:
    [row] = get("recipients", name="Жапаровқа")["results"]
    assert row["match"]["meant"] is True
    assert 0 < row["match"]["score"] <= 1
    assert row["match"]["verdict"] in ("same", "likely")
    assert row["match"]["reasons"]
    namesakes = get("recipients", name="Kim", expand="honours")["results"]
    assert [r["name"] for r in namesakes] == ["Vera Kim"], "Vladimir is known from a draft alone"
    assert get("recipients", name="Kim", country="KG")["results"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("recipients?name=Kim&cursor=WyJpZCIsMCwxXQ", "cursor"),
        ("recipients?name=Kim&ordering=id", "ordering"),
        ("recipients?name=Kim&format=csv", "format"),
        ("conferrals?format=csv&page_size=3", "page_size"),
        ("conferrals?format=ndjson&count=true", "count"),
        ("conferrals?format=csv&fields=id", "fields"),
        ("conferrals?date=conferred", "date"),
        ("conferrals?day=13-40", "day"),
        ("conferrals?as_of=2024", "as_of"),
        ("conferrals?changed_since=soon", "changed_since"),
        ("conferrals?ordering=name", "ordering"),
        ("conferrals?expand=note", "expand"),
        ("awards/otan?format=csv", "format"),
        ("awards/otan?format=jsonld&fields=slug", "fields"),
    ],
)
def test_what_cannot_be_together_is_refused_by_name(
    cast: Cast, client: Client, query: str, field: str
) -> None:
    response = client.get(f"/api/v1/{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_as_of_a_day_tells_who_held_it_then(cast: Cast, get: Get) -> None:
    early = cast.confer(cast.japarov, cast.otan, conferred_on="1998-05-01")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2005-05-01")
    coarse = cast.confer(cast.person(("A Coarse", "en")), cast.otan, conferred_on="2000")
    services.conferral_event_record(
        conferral=early, kind="revoked", date=PartialDate(2001, 6), source=cast.page, by=LOADER,
        reason="a court",
    )  # fmt: skip

    def held(day: str, **query: str) -> dict[str, str]:
        rows = get("conferrals", as_of=day, **query)["results"]
        return {row["id"]: row["status"] for row in rows}

    assert held("1998-04-30") == {}
    assert held("1999-01-01") == {early.public_id: "in_force"}
    assert coarse.public_id not in held("2000-06-01"), "2000 may mean December"
    assert held("2001-05-31") == {early.public_id: "in_force", coarse.public_id: "in_force"}
    assert held("2001-06-01") == {coarse.public_id: "in_force"}
    assert held("2001-06-01", status="revoked") == {early.public_id: "revoked"}
    assert held("1999-01-01", status="revoked") == {}


def test_a_period_can_mean_either_date(cast: Cast, get: Get) -> None:
    row = cast.confer(cast.japarov, cast.otan, conferred_on="2023-12-20", presented_on="2024-01-15")
    for query, found in (
        ({"from": "2024", "to": "2024"}, True),
        ({"from": "2023", "to": "2023"}, True),
        ({"from": "2024", "date": "conferred"}, False),
        ({"from": "2024", "date": "presented"}, True),
        ({"to": "2023", "date": "presented"}, False),
        ({"day": "01-15"}, True),
        ({"day": "12-20"}, True),
        ({"day": "01-16"}, False),
    ):
        ids = [r["id"] for r in get("conferrals", **query)["results"]]
        assert ids == ([row.public_id] if found else []), query


def test_what_changed_since_is_found_by_number_and_by_moment(cast: Cast, client: Client) -> None:
    first = cast.confer(cast.japarov, cast.otan)
    version = client.get("/api/v1/conferrals")["Registry-Version"].partition("-")[0]
    assert client.get(f"/api/v1/conferrals?changed_since={version}").json()["results"] == []
    services.conferral_revise(
        conferral=first, by=LOADER, reason="a second look", reason_en="for courage"
    )
    for since, count in ((version, 1), ("2001-01-01T00:00:00Z", 1), ("2999-01-01T00:00:00Z", 0)):
        rows = client.get(f"/api/v1/conferrals?changed_since={since}").json()["results"]
        assert len(rows) == count, since
