"""Drafts over HTTP: entered whole or not at all, corrected, published, revoked."""

from typing import Any

import pytest

from registry.honours import services
from registry.honours.journal import verify
from registry.honours.models import Change, Conferral, Decree, Recipient, Source
from tests.api.conftest import Desk
from tests.cast import LOADER, WHY, Cast

PAGE = {"url": "https://news.example/9", "title": "Nine", "strength": "secondary"}


def _body(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {
        "recipient": cast.japarov.public_id, "award": "dostyk", "grade": "1",
        "evidence": [{"source": "page-1"}], **fields,
    }  # fmt: skip


def _new(text: str = "Aigerim Example", **fields: Any) -> dict[str, Any]:
    return {"names": [{"text": text, "language": "en"}], **fields}


def test_a_draft_is_entered_with_everything_that_is_new_about_it(cast: Cast, clerk: Desk) -> None:
    body = _body(
        cast,
        new_recipient=_new(gender="f", citizenships=["KZ"], description={"en": "teacher"}),
        new_decree={"number": "501", "date": "2024-04-10"},
        conferred_on="2024-04-10",
        presented_on="2024-05",
        presented_by="the governor",
        office={"en": "teacher", "kk": "мұғалім"},
        reason={"ru": "за дружбу"},
        posthumous=True,
        evidence=[{"new_source": PAGE, "fields": ["recipient"], "quote": "On Aigerim."}],
    )
    del body["recipient"]
    response = clerk.ask("POST", "drafts", body)
    assert response.status_code == 201, response.content
    made = response.json()
    assert response["Location"] == f"/api/v1/drafts/{made['id']}"
    assert made == clerk.get(f"drafts/{made['id']}")
    conferral = Conferral.objects.get(public_id=made["id"])
    assert (conferral.state, conferral.conferred_on_basis) == ("draft", "decree")
    assert (conferral.office_kk, conferral.reason_ru) == ("мұғалім", "за дружбу")
    assert conferral.posthumous
    assert str(conferral.recipient) == "Aigerim Example"
    assert conferral.decree is not None
    assert (conferral.decree.number, conferral.decree.authority) == ("501", cast.kz)
    assert made["evidence"][0]["source"]["url"] == PAGE["url"]
    written = Change.objects.filter(by=cast.clerk).order_by("id")
    assert [change.action for change in written] == [
        "source.register", "decree.record", "recipient.register", "conferral.record",
    ]  # fmt: skip
    assert verify().intact


def test_what_is_on_record_is_used_and_not_entered_twice(cast: Cast, clerk: Desk) -> None:
    new = {"number": "501", "date": "2024-04-10"}
    known = {"url": cast.page.url, "title": "whatever", "strength": "tertiary"}
    for person in (cast.japarov, cast.kim_vera):
        evidence = [{"new_source": known}]
        clerk.post(
            "drafts",
            _body(cast, recipient=person.public_id, new_decree=new, evidence=evidence),
        )
    assert Decree.objects.count() == 1
    assert Source.objects.count() == 2


def test_a_namesake_is_a_question_back(cast: Cast, clerk: Desk) -> None:
    body = _body(cast, new_recipient=_new("Vera Kim"))
    del body["recipient"]
    response = clerk.ask("POST", "drafts", body)
    assert (response.status_code, response.json()["code"]) == (409, "who_is_meant")
    assert response.json()["candidates"] == [cast.kim_vera.public_id]
    assert response.json()["errors"][0]["field"] == "new_recipient.names"
    assert not Conferral.objects.exists()
    body["new_recipient"]["another_person"] = True
    made = clerk.post("drafts", body)
    assert made["recipient"]["id"] != cast.kim_vera.public_id


def test_a_merged_id_means_the_one_who_lives_on(cast: Cast, clerk: Desk) -> None:
    twin = cast.person(("S. Japarov", "en"))
    old = twin.public_id
    services.recipient_merge(duplicate=twin, survivor=cast.japarov, by=LOADER, reason=WHY)
    made = clerk.post("drafts", _body(cast, recipient=old))
    assert made["recipient"]["id"] == cast.japarov.public_id


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("recipient", {"recipient": "r-none"}),
    ("recipient", {"new_recipient": _new()}),
    ("award", {"award": "none"}),
    ("award", {"award": 5}),
    ("grade", {"grade": "9"}),
    ("decree", {"decree": "d-none"}),
    ("decree", {"decree": None, "new_decree": {"number": "1", "date": "2024"}}),
    ("new_decree.date", {"new_decree": {"number": "1", "date": "yesterday"}}),
    ("new_decree.number", {"new_decree": {"date": "2024"}}),
    ("conferred_on", {"conferred_on": "2024-13"}),
    ("conferred_on", {"conferred_on": 2024}),
    ("conferred_on", {"conferred_on": "1990"}),
    (
        "conferred_on",
        {"conferred_on": "2024-01-01", "new_decree": {"number": "1", "date": "2024-01-02"}},
    ),
    ("conferred_on_basis", {"conferred_on": "2024", "conferred_on_basis": "rumour"}),
    ("posthumous", {"posthumous": "yes"}),
    ("office.de", {"office": {"de": "Lehrer"}}),
    ("office.en", {"office": {"en": "x" * 501}}),
    ("presented_by", {"presented_by": "x" * 201}),
    ("state", {"state": "published"}),
    ("note", {"note": "x"}),
    ("certificate_number", {"certificate_number": "1"}),
    ("evidence", {"evidence": []}),
    ("evidence.0.source", {"evidence": [{}]}),
    ("evidence.0.source", {"evidence": [{"source": "none"}]}),
    ("evidence.1.source", {"evidence": [{"source": "page-1"}, {"source": "none"}]}),
    ("evidence.0.source", {"evidence": [{"source": "page-1", "new_source": PAGE}]}),
    ("evidence.0.new_source.url", {"evidence": [{"new_source": {**PAGE, "url": "here"}}]}),
    ("evidence.0.new_source.strength", {"evidence": [{"new_source": {**PAGE, "strength": "x"}}]}),
    ("evidence.0.grade", {"evidence": [{"source": "page-1", "grade": "123456789"}]}),
    ("why", {"why": "\0"}),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG, ids=str)
def test_what_is_wrong_is_named_and_nothing_is_written(
    cast: Cast, clerk: Desk, field: str, wrong: dict[str, Any]
) -> None:
    """Each body brings a new source as well, which must not be left behind."""
    evidence = {"evidence": [{"new_source": PAGE}]} if "evidence" not in wrong else {}
    before = Change.objects.count()
    response = clerk.ask("POST", "drafts", {**_body(cast), **evidence, **wrong})
    assert response.status_code == 422, response.content
    assert response.json()["errors"][0]["field"] == field
    assert Change.objects.count() == before
    assert not Conferral.objects.exists()
    assert not Source.objects.filter(url=PAGE["url"]).exists()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("names", {"names": []}),
        ("names", {}),
        ("names.0.text", {"names": [{"text": "x" * 201, "language": "en"}]}),
        ("names.0.language", {"names": [{"text": "X", "language": "English"}]}),
        ("names.0.kind", {"names": [{"text": "X", "language": "en", "kind": "x"}]}),
        ("citizenships.0", {**_new(), "citizenships": ["Kazakhstan"]}),
        ("gender", {**_new(), "gender": "x"}),
        ("birth", {**_new(), "birth": "1990-02-31"}),
    ],
)
def test_a_person_who_cannot_be_is_refused_by_field(
    cast: Cast, clerk: Desk, field: str, wrong: dict[str, Any]
) -> None:
    people = Recipient.objects.count()
    body = _body(cast, new_recipient=wrong)
    del body["recipient"]
    response = clerk.ask("POST", "drafts", body)
    assert response.status_code == 422, response.content
    assert response.json()["errors"][0]["field"] == f"new_recipient.{field}"
    assert Recipient.objects.count() == people


def test_a_name_without_a_letter_is_refused(cast: Cast, clerk: Desk) -> None:
    body = _body(cast, new_recipient=_new("…"))
    del body["recipient"]
    assert clerk.refused("POST", "drafts", body) == (422, "no_name")


def test_the_grade_of_an_award_without_degrees_goes_without_saying(cast: Cast, clerk: Desk) -> None:
    body = _body(cast, award="otan")
    del body["grade"]
    assert clerk.post("drafts", body)["grade"] == "single"
    open_degree = _body(cast, grade=None)
    assert clerk.post("drafts", open_degree)["grade"] is None


def test_the_same_award_from_the_same_decree_is_refused(cast: Cast, clerk: Desk) -> None:
    body = _body(cast, new_decree={"number": "501", "date": "2024-04-10"})
    clerk.post("drafts", body)
    status, code = clerk.refused("POST", "drafts", body)
    assert (status, code) == (422, "twice_in_decree")
    assert Conferral.objects.count() == 1


def test_a_draft_is_corrected_and_says_why(cast: Cast, clerk: Desk) -> None:
    made = clerk.post("drafts", _body(cast, conferred_on="2024-04-10"))
    body = {
        "grade": "2", "conferred_on": None, "presented_on": "2024-04", "office": {"en": "poet"},
        "evidence": [{"new_source": PAGE}], "why": "misread",
    }  # fmt: skip
    response = clerk.ask("PATCH", f"drafts/{made['id']}", body)
    assert response.status_code == 200, response.content
    told = response.json()
    assert told == clerk.get(f"drafts/{made['id']}")
    assert (told["grade"], told["conferred_on"], told["conferred_on_basis"]) == ("2", None, "")
    assert (told["presented_on"], told["office"]["en"]) == ("2024-04", "poet")
    assert len(told["evidence"]) == 2
    assert {c.reason for c in Change.objects.filter(action="conferral.revise")} == {"misread"}


def test_a_correction_brings_its_reason_and_what_cannot_be_leaves_no_trace(
    cast: Cast, clerk: Desk
) -> None:
    made = clerk.post("drafts", _body(cast))
    path, before = f"drafts/{made['id']}", Change.objects.count()
    for field, body in (
        ("why", {"grade": "2"}),
        ("grade", {"grade": "9", "why": "x"}),
        ("recipient", {"recipient": "r-none", "why": "x"}),
        ("conferred_on", {"conferred_on": "1990", "evidence": [{"new_source": PAGE}]}),
    ):
        response = clerk.ask("PATCH", path, body)
        assert response.status_code == 422, response.content
        assert response.json()["errors"][0]["field"] == field
    assert Change.objects.count() == before
    assert clerk.get(path) == made


def test_a_draft_is_published_by_a_reviewer_and_is_a_draft_no_more(
    cast: Cast, clerk: Desk, reviewer: Desk
) -> None:
    made = clerk.post("drafts", _body(cast, presented_on="2024-04-19"))
    address = f"drafts/{made['id']}"
    assert reviewer.refused("POST", f"{address}/publish", {}) == (409, "not_submitted")
    assert clerk.post(f"{address}/submit", {})["state"] == "submitted"
    assert clerk.refused("PATCH", address, {"why": "x"}) == (409, "submitted")
    response = reviewer.ask("POST", f"{address}/publish", {"why": "checked"})
    assert response.status_code == 200, response.content
    assert response.json()["state"] == "published"
    assert response["Location"] == f"/api/v1/conferrals/{made['id']}"
    assert clerk.client.get(response["Location"]).status_code == 200
    assert reviewer.refused("POST", f"{address}/publish") == (409, "not_a_draft")
    assert reviewer.refused("GET", address) == (404, "unknown_draft")
    assert reviewer.refused("PATCH", address, {"why": "x"}) == (404, "unknown_draft")
    change = Change.objects.get(action="conferral.publish")
    assert (change.by, change.reason) == (cast.reviewer, "checked")
    cast.japarov.refresh_from_db()
    assert cast.japarov.honours == 1


def test_a_revocation_is_recorded_once_with_its_act(cast: Cast, reviewer: Desk) -> None:
    row = cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    path = f"conferrals/{row.public_id}/revoke"
    for code, body in (
        ("invalid", {}),
        ("no_source", {"reason": "a court"}),
        ("revoked_early", {"reason": "a court", "source": "page-1", "date": "2020"}),
        ("unknown_decree", {"reason": "a court", "decree": "d-none"}),
    ):
        assert reviewer.refused("POST", path, body) == (422, code)
    body = {
        "date": "2026-02-01", "new_decree": {"number": "77", "date": "2026-02-01"},
        "source": "page-1", "reason": "a court",
    }  # fmt: skip
    told = reviewer.post(path, body)
    assert (told["kind"], told["date"], told["source"]) == ("revoked", "2026-02-01", "page-1")
    assert Decree.objects.get().public_id == told["decree"]
    assert reviewer.refused("POST", path, body) == (409, "revoked")
    assert Decree.objects.count() == 1
    public = reviewer.client.get(f"/api/v1/conferrals/{row.public_id}").json()
    assert public["status"] == "revoked"


def test_only_what_is_published_is_revoked(cast: Cast, reviewer: Desk) -> None:
    row = cast.draft(cast.japarov, cast.dostyk, "1")
    body = {"reason": "a court", "source": "page-1"}
    told = reviewer.refused("POST", f"conferrals/{row.public_id}/revoke", body)
    assert told == (409, "not_published")
