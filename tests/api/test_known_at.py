"""What the registry said at a moment is told again: by lists, their filters, and records."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from registry.honours import history, services
from registry.honours.models import Conferral, Recipient
from tests.api.conftest import Filled, forget
from tests.cast import LOADER, WHY, Cast
from tests.honours.random_writes import SCRIPTS, SECRET, Step, Writer

QUERIES = (
    "", "&status=in_force", "&status=revoked", "&gender=m", "&country=KZ", "&award=otan",
    "&posthumous=true", "&office=doctor", "&from=2000&to=2010", "&as_of=2015-01-01",
    "&ordering=id", "&ordering=date",
)  # fmt: skip
Told = dict[str, list[dict[str, Any]]]


def _rows(client: Client, query: str, size: int = 200) -> list[dict[str, Any]]:
    address, found = f"/api/v1/conferrals?page_size={size}{query}", []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        assert SECRET not in response.content.decode()
        page = response.json()
        found += page["results"]
        address = page["next"]
    return [_stable(row) for row in found]


def _stable(row: dict[str, Any]) -> dict[str, Any]:
    """Decrees and sources are told as they stand now, so their ids are what is compared."""
    row["decree"] = row["decree"] and row["decree"]["id"]
    for item in (*row["evidence"], *row["events"]):
        item["source"] = item["source"] and item["source"]["key"]
        if "decree" in item:
            item["decree"] = item["decree"] and item["decree"]["id"]
    return row


def _said(client: Client, more: str = "") -> Told:
    return {query: _rows(client, query + more) for query in QUERIES}


# Not shrunk: a script takes seconds.
@settings(
    max_examples=3, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(script=SCRIPTS)
def test_lists_known_at_a_moment_are_the_lists_of_that_moment(
    cast: Cast, uncounted: Client, script: list[Step]
) -> None:
    with transaction.atomic():
        writer, remembered = Writer(cast), []
        writer.begin()

        def remember() -> None:
            forget()
            remembered.append((timezone.now(), _said(uncounted)))

        remember()
        writer.run(script, remember)
        published = set(Conferral.objects.published().values_list("public_id", flat=True))
        for at, then in (remembered[0], remembered[len(remembered) // 2], remembered[-1]):
            expected = {q: [r for r in rows if r["id"] in published] for q, rows in then.items()}
            moment = f"&known_at={at:%Y-%m-%dT%H:%M:%S.%fZ}"
            assert _said(uncounted, moment) == expected
            assert _rows(uncounted, moment, size=2) == expected[""]
        transaction.set_rollback(True)
        forget()


def _moment() -> str:
    return f"{timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"


def test_a_record_is_told_as_it_was_and_counted_so(filled: Filled, client: Client) -> None:
    row, person = filled.published.public_id, filled.cast.japarov.public_id
    roads = (f"conferrals/{row}", f"recipients/{person}", "conferrals?count=true",
             "recipients?count=true")  # fmt: skip
    before, at = {road: client.get(f"/api/v1/{road}").json() for road in roads}, _moment()
    services.conferral_revise(
        conferral=filled.published, by=LOADER, reason=WHY, reason_en="for courage"
    )
    name = services.NameInput("S. Japarov", "en")
    services.recipient_name_add(recipient=filled.cast.japarov, name=name, by=LOADER, reason=WHY)
    filled.cast.confer(filled.cast.japarov, filled.cast.otan)
    filled.cast.confer(filled.cast.kim_vladimir, filled.cast.otan)
    for road in roads:
        mark = "&" if "?" in road else "?"
        told = client.get(f"/api/v1/{road}{mark}known_at={at}")
        assert told.json() == before[road]
        assert client.get(f"/api/v1/{road}").json() != before[road]
    unheard = client.get(f"/api/v1/recipients/{filled.cast.kim_vladimir.public_id}?known_at={at}")
    assert unheard.status_code == 404


def test_who_was_merged_since_is_told_under_the_old_id(filled: Filled, client: Client) -> None:
    cast, at = filled.cast, None
    old, at = cast.kim_vera.public_id, _moment()
    twin = cast.person(("Vera S. Kim", "en"))
    services.recipient_merge(duplicate=cast.kim_vera, survivor=twin, by=LOADER, reason=WHY)
    told = client.get(f"/api/v1/recipients/{old}?known_at={at}").json()
    assert (told["id"], told["name"], len(told["honours"])) == (old, "Vera Kim", 1)
    assert not Recipient.objects.filter(public_id=old).exists()


def test_what_is_withdrawn_now_is_told_of_no_moment(filled: Filled, client: Client) -> None:
    at = _moment()
    services.conferral_withdraw(conferral=filled.published, by=LOADER, reason="wrong person")
    for road in (f"conferrals/{filled.published.public_id}",
                 f"recipients/{filled.cast.japarov.public_id}"):  # fmt: skip
        assert client.get(f"/api/v1/{road}?known_at={at}").status_code == 404
    rows = client.get(f"/api/v1/conferrals?known_at={at}").json()["results"]
    assert filled.published.public_id not in [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("known_at=soon", "known_at"),
        ("known_at=2999-01-01T00:00:00Z", "known_at"),
        ("known_at=2026-11-24T12:00:00Z&changed_since=0", "changed_since"),
        ("known_at=2026-11-24T12:00:00Z&format=csv", "known_at"),
    ],
)
def test_what_cannot_be_known_is_refused(
    cast: Cast, client: Client, query: str, field: str
) -> None:
    response = client.get(f"/api/v1/conferrals?{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_list_of_long_ago_is_refused_in_words(
    filled: Filled, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_CHANGES", 3)
    at = f"{timezone.now() - dt.timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    response = client.get(f"/api/v1/conferrals?known_at={at}")
    assert response.status_code == 409
    assert "too much has changed" in response.json()["detail"].lower()
