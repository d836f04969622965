"""The feed of changes: gapless, in order, and silent about what is not the public's."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Change, Citizenship, JournalHead, RecipientName
from tests.api.conftest import SECRET, Filled
from tests.api.mirror import chain_holds
from tests.cast import LOADER, WHY, Cast
from tests.honours.random_writes import Writer

Get = Callable[..., Any]
Row = dict[str, Any]


def _rows(get: Get, since: int = 0) -> list[Row]:
    rows: list[Row] = get("changes", since=str(since), page_size="200")["results"]
    return rows


def _last(get: Get) -> Row:
    return _rows(get, JournalHead.objects.get().last_id - 1)[0]


def test_every_row_is_there_in_order_with_its_seals(filled: Filled, get: Get) -> None:
    page = get("changes", page_size="200")
    chain_holds(page["results"])
    head = JournalHead.objects.get()
    assert page["head"] == {"id": head.last_id, "hash": head.last_hash}
    assert page["next_since"] == f"{head.last_id}-{head.last_hash[:8]}"
    withheld = [row for row in page["results"] if row["withheld"]]
    assert withheld
    assert {tuple(row) for row in withheld} == {("id", "at", "hash", "previous_hash", "withheld")}


def test_a_poller_goes_on_from_where_it_was_also_at_the_end(cast: Cast, get: Get) -> None:
    end = get("changes", page_size="200")["next_since"]
    idle = get("changes", since=end)
    assert (idle["results"], idle["next_since"]) == ([], end)
    cast.confer(cast.kim_vera, cast.otan)
    news = get("changes", since=end)["results"]
    assert [row.get("action") for row in news] == [None, "conferral.publish"]
    assert get("changes", since=end.partition("-")[0])["results"] == news


def test_a_publication_names_what_to_fetch_and_a_draft_nothing(cast: Cast, client: Client) -> None:
    row = cast.confer(cast.kim_vera, cast.otan, note=SECRET)
    changes = client.get("/api/v1/changes?page_size=200").json()["results"]
    record, publish = changes[-2:]
    assert record["withheld"]
    url = publish["object"]["url"]
    assert publish["object"] == {"type": "conferral", "id": row.public_id, "url": url}
    assert client.get(url).json()["id"] == row.public_id


def test_a_revision_tells_the_public_fields_as_documents_name_them(cast: Cast, get: Get) -> None:
    row = cast.confer(cast.kim_vera, cast.dostyk, "1", conferred_on="2001-02-03")
    services.conferral_revise(
        conferral=row, by=cast.reviewer, reason=SECRET, source=cast.page, recipient=cast.japarov,
        grade=cast.dostyk.grades.get(rank=2), posthumous=True, office_en="doctor",
        certificate_number=SECRET, note=SECRET, conferred_on=PartialDate(2001, 2),
    )  # fmt: skip
    told = _last(get)
    assert told["before"] == {
        "grade": "1", "conferred_on": "2001-02-03", "offices": {"en": ""}, "posthumous": False,
    }  # fmt: skip
    assert told["after"] == {
        "recipient": cast.japarov.public_id, "grade": "2", "conferred_on": "2001-02",
        "offices": {"en": "doctor"}, "posthumous": True,
    }  # fmt: skip
    assert told["source"] == "page-1"
    assert SECRET not in json.dumps(told)
    assert "reviewer" not in json.dumps(told)


def test_a_withdrawal_is_a_tombstone_and_what_went_before_is_withheld(
    filled: Filled, get: Get
) -> None:
    row = filled.published
    services.conferral_revise(conferral=row, by=LOADER, reason=WHY, posthumous=True)
    services.conferral_withdraw(conferral=row, by=LOADER, reason=SECRET)
    told = {row["id"]: row for row in _rows(get)}
    mine = Change.objects.filter(object_id=row.public_id).order_by("id")
    *before, gone = (told[change.pk] for change in mine)
    assert len(before) == 3
    assert all(change["withheld"] for change in before)
    assert gone["object"] == {"type": "conferral", "id": row.public_id, "url": None}
    assert (gone["before"], gone["after"], gone["source"]) == (None, None, None)


def test_a_withdrawn_draft_stays_withheld(cast: Cast, get: Get) -> None:
    draft = cast.draft(cast.kim_vera, cast.otan)
    services.conferral_withdraw(conferral=draft, by=LOADER, reason=WHY)
    assert _last(get)["withheld"]


def test_a_merge_of_two_who_are_known_tells_both_ids(cast: Cast, get: Get) -> None:
    for person in (cast.kim_vera, cast.kim_vladimir):
        cast.confer(person, cast.otan)
    old = cast.kim_vera.public_id
    services.recipient_merge(
        duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=LOADER, reason=SECRET
    )
    told = _last(get)
    assert told["object"]["id"] == cast.kim_vladimir.public_id
    assert told["after"] == {"merged": old}


def test_a_merged_id_that_nobody_knew_is_not_told(cast: Cast, get: Get) -> None:
    cast.confer(cast.kim_vladimir, cast.otan)
    old = cast.kim_vera.public_id
    services.recipient_merge(
        duplicate=cast.kim_vera, survivor=cast.kim_vladimir, by=LOADER, reason=WHY
    )
    told = _last(get)
    assert (told["action"], told["after"]) == ("recipient.merge", None)
    assert old not in json.dumps(_rows(get))


def test_what_a_person_was_called_before_anybody_could_know_is_not_told(
    cast: Cast, get: Get
) -> None:
    person = cast.person(("Wrong Person", "en"))
    name = RecipientName.objects.get(text="Wrong Person")
    name.text = "Right Person"
    services.desk_write(record=name, by=LOADER, reason=WHY)
    cast.confer(person, cast.otan)
    assert "Wrong Person" not in json.dumps(_rows(get))
    name.text = "Righter Person"
    services.desk_write(record=name, by=LOADER, reason=WHY)
    told = _last(get)
    assert told["object"]["id"] == person.public_id
    assert told["before"]["name"]["text"] == "Right Person"
    assert told["after"]["name"] == {
        "text": "Righter Person", "language": "en", "script": "latn", "kind": "official",
    }  # fmt: skip


def test_names_states_evidence_and_events_are_told_under_their_record(cast: Cast, get: Get) -> None:
    row = cast.confer(cast.kim_vera, cast.otan)
    name = services.NameInput("V. Kim", "en", "spelling", SECRET)
    services.recipient_name_add(recipient=cast.kim_vera, name=name, by=LOADER, reason=WHY)
    spelling = {"text": "V. Kim", "language": "en", "script": "latn", "kind": "spelling"}
    assert _last(get)["after"] == {"name": spelling}
    state = Citizenship(recipient=cast.kim_vera, country="UZ")
    services.desk_write(record=state, by=LOADER, reason=WHY)
    assert _last(get)["after"] == {"citizenship": {"country": "UZ"}}
    evidence = services.EvidenceInput(cast.page, date=PartialDate(2001), quote=SECRET)
    services.evidence_add(conferral=row, evidence=evidence, by=LOADER)
    told = _last(get)["after"]["evidence"]
    assert (told["source"], told["date"], told["stance"]) == ("page-1", "2001", "supports")
    services.conferral_event_record(
        conferral=row, kind="revoked", source=cast.page, by=LOADER, reason="a court"
    )
    told = _last(get)
    assert told["object"]["id"] == row.public_id
    assert told["after"]["event"] == {"kind": "revoked", "reason": "a court", "source": "page-1"}
    assert SECRET not in json.dumps(_rows(get))


def test_a_birth_is_not_told_by_a_change(cast: Cast, get: Get) -> None:
    cast.confer(cast.kim_vera, cast.otan)
    services.recipient_revise(
        recipient=cast.kim_vera, by=LOADER, reason=WHY, birth=PartialDate(1961, 2, 3)
    )
    told = _last(get)
    assert told["action"] == "recipient.revise"
    assert "1961" not in json.dumps(told)


def test_lines_are_the_same_rows(filled: Filled, client: Client, get: Get) -> None:
    for query, headers in (("?format=ndjson", {}), ("", {"accept": "application/x-ndjson"})):
        response: Any = client.get(f"/api/v1/changes{query}", headers=headers)
        assert response["Content-Type"] == "application/x-ndjson"
        lines = b"".join(response.streaming_content).splitlines()
        assert [json.loads(line) for line in lines] == _rows(get)


def test_rows_of_one_kind_keep_the_place(cast: Cast, get: Get) -> None:
    whole = get("changes", page_size="200")
    part = get("changes", page_size="200", object_type="award")
    assert part["next_since"] == whole["next_since"]
    awards = [r for r in whole["results"] if not r["withheld"] and r["object"]["type"] == "award"]
    assert part["results"] == awards != []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=x", "since"), ("since=-1", "since"), ("since=1-xyz", "since"),
        ("since=999999", "since"), ("since=1&since=2", "since"), ("since=", "since"),
        ("page_size=0", "page_size"), ("page_size=201", "page_size"), ("format=xml", "format"),
        ("object_type=user", "object_type"), ("object=c-1", "object"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_named(cast: Cast, client: Client, query: str, field: str) -> None:
    response = client.get(f"/api/v1/changes?{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_place_in_another_history_is_a_conflict(cast: Cast, client: Client) -> None:
    response = client.get("/api/v1/changes?since=3-00000000")
    assert response.status_code == 409
    assert response.json()["code"] == "another_history"


def test_two_hundred_rows_of_every_kind_take_few_statements(cast: Cast, client: Client) -> None:
    writer = Writer(cast)
    writer.begin()
    for number in range(200):
        writer.take((number, number, number // 2, number))
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/api/v1/changes?page_size=200").json()
    assert len(page["results"]) > 100
    assert len(captured) <= 20
