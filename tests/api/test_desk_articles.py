"""Articles over HTTP, and the verdicts on what they state."""

from typing import Any

import pytest

from registry.honours.models import Conferral
from registry.intake.models import Article, Draft
from tests.api.conftest import Desk
from tests.cast import Cast

TEXT = "Указом Президента от 10 апреля 2024 года орденом «Отан» награждена Вера Ким."


def _proposal(desk: Desk, text: str = TEXT) -> dict[str, Any]:
    [found] = desk.post("articles", {"text": text})["proposals"]
    return dict(found)


def test_an_article_is_kept_once_with_its_proposals(cast: Cast, clerk: Desk) -> None:
    body = {"text": TEXT, "title": "О награждении", "url": "https://news.example/5"}
    response = clerk.ask("POST", "articles", body)
    told = response.json()
    assert response["Location"] == f"/api/v1/articles/{told['id']}"
    assert told == clerk.get(f"articles/{told['id']}") == clerk.post("articles", body)
    [proposal] = told["proposals"]
    assert (proposal["award"], proposal["grade"], proposal["state"]) == (
        "otan", "single", "proposed",
    )  # fmt: skip
    assert proposal["recipient"]["id"] == cast.kim_vera.public_id
    start, end = proposal["spans"]["recipient"]
    assert TEXT[start:end] == proposal["recipient_text"]
    assert Article.objects.count() == Draft.objects.count() == 1


def test_a_long_article_passes_and_a_book_does_not(clerk: Desk) -> None:
    long = "Ғ" * 200 + "\n"
    assert clerk.post("articles", {"text": long * 190})["proposals"] == []
    response = clerk.ask("POST", "articles", {"text": long * 200})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "text")
    assert clerk.refused("POST", "articles", {"text": "x" * 300_000}) == (413, "too_large")
    # Elsewhere the limit stays.
    assert clerk.refused("POST", "drafts", {"why": "x" * 70_000}) == (413, "too_large")


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("text", {}),
        ("text", {"text": ""}),
        ("article", {"text": " \n "}),
        ("text", {"text": "a\0b"}),
        ("url", {"text": TEXT, "url": "here"}),
        ("by", {"text": TEXT, "by": "me"}),
    ],
)
def test_what_is_no_article_is_refused_by_field(
    clerk: Desk, field: str, body: dict[str, Any]
) -> None:
    response = clerk.ask("POST", "articles", body)
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)
    assert not Article.objects.exists()


def test_what_is_accepted_waits_for_a_reviewer_who_did_not_accept_it(
    cast: Cast, clerk: Desk, reviewer: Desk
) -> None:
    first = _proposal(clerk)
    told = clerk.post(f"proposals/{first['id']}/accept", {})
    assert (told["state"], told["conferral"]["state"]) == ("accepted", "submitted")
    assert clerk.refused("POST", f"proposals/{first['id']}/accept", {}) == (409, "decided")
    second = _proposal(reviewer, TEXT.replace("«Отан»", "«Барыс» III степени"))
    told = reviewer.post(f"proposals/{second['id']}/accept", {})
    assert told["conferral"]["state"] == "submitted"
    assert Conferral.objects.count() == 2
    path = f"drafts/{told['conferral']['id']}/publish"
    assert reviewer.refused("POST", path, {}) == (403, "own_draft")


def test_a_name_that_several_bear_is_a_question_back(cast: Cast, clerk: Desk) -> None:
    twin = cast.person(("Вера Ким", "ru"), ("Vera Kim", "en"), gender="f")
    path = f"proposals/{_proposal(clerk)['id']}/accept"
    response = clerk.ask("POST", path, {})
    assert (response.status_code, response.json()["code"]) == (409, "who_is_meant")
    both = {twin.public_id, cast.kim_vera.public_id}
    assert set(response.json()["candidates"]) == both
    assert clerk.refused("POST", path, {"recipient": "r-none"}) == (422, "unknown_recipient")
    told = clerk.post(path, {"recipient": twin.public_id})
    assert told["recipient"]["id"] == twin.public_id


def test_a_name_that_others_bear_may_be_a_new_persons(cast: Cast, clerk: Desk) -> None:
    told = clerk.post(f"proposals/{_proposal(clerk)['id']}/accept", {"new_person": True})
    assert told["recipient"]["id"] != cast.kim_vera.public_id


def test_a_proposal_is_rejected_with_a_reason_and_not_made_again(clerk: Desk, cast: Cast) -> None:
    number = _proposal(clerk)["id"]
    for body in ({}, {"reason": " "}, {"reason": 5}):
        response = clerk.ask("POST", f"proposals/{number}/reject", body)
        assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "reason")
    told = clerk.post(f"proposals/{number}/reject", {"reason": "a plan"})
    assert (told["state"], told["decision_reason"]) == ("rejected", "a plan")
    assert _proposal(clerk)["state"] == "rejected"


def test_a_proposal_is_put_right_before_it_is_decided(cast: Cast, clerk: Desk) -> None:
    number = _proposal(clerk)["id"]
    told = clerk.post(f"proposals/{number}/correct", {"field": "date", "value": "2024-04-11"})
    assert told["date"] == "2024-04-11"
    for field, body in (
        ("field", {"field": "colour", "value": "red"}),
        ("date", {"field": "date", "value": "soon"}),
        ("degree", {"field": "degree", "value": "9"}),
        ("value", {"field": "date"}),
    ):
        response = clerk.ask("POST", f"proposals/{number}/correct", body)
        assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)
    assert clerk.get(f"articles/{told['article']}")["proposals"] == [told]
