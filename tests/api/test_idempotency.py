"""A POST sent twice writes once: replayed, refused with another body, taken over after a crash."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from registry.accounts.models import ApiKey
from registry.api.idempotency import KEPT, LEASE, Attempt, Reply, attempt_of, once
from registry.api.models import KeptReply
from registry.api.tasks import forget_replies
from registry.errors import Conflict
from registry.honours.models import Conferral, Source
from registry.honours.services import conferral_submit
from tests.api.conftest import Desk, bearer
from tests.cast import Cast, assemble

KEY = {"idempotency-key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}


def _body(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {
        "recipient": cast.japarov.public_id, "award": "dostyk", "grade": "1",
        "evidence": [{"source": "page-1"}], **fields,
    }  # fmt: skip


def test_the_first_response_comes_back_and_nothing_is_written_twice(
    cast: Cast, clerk: Desk
) -> None:
    first, second = (clerk.ask("POST", "drafts", _body(cast), **KEY) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first["Location"] == second["Location"]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert first["X-Request-Id"] != second["X-Request-Id"]
    assert Conferral.objects.count() == 1


def test_the_bare_key_is_the_quoted_one_and_the_order_of_fields_is_nothing(
    cast: Cast, clerk: Desk
) -> None:
    body = _body(cast)
    clerk.post("drafts", body, **KEY)
    bare = {"idempotency-key": KEY["idempotency-key"].strip('"')}
    clerk.post("drafts", dict(reversed(body.items())), **bare)
    assert Conferral.objects.count() == 1


def test_without_a_key_each_request_writes(cast: Cast, clerk: Desk) -> None:
    for _ in range(2):
        clerk.post("drafts", _body(cast))
    assert Conferral.objects.count() == 2
    assert not KeptReply.objects.exists()


def test_the_key_with_another_request_is_refused(cast: Cast, clerk: Desk, reviewer: Desk) -> None:
    made = reviewer.post("drafts", _body(cast), **KEY)
    for path, body in (
        ("drafts", _body(cast, grade="2")),
        (f"drafts/{made['id']}/publish", {}),
    ):
        assert reviewer.refused("POST", path, body, **KEY) == (422, "idempotency_key_reused")
    # Another key's Idempotency-Keys are its own.
    clerk.post("drafts", _body(cast, grade="2"), **KEY)
    assert Conferral.objects.count() == 2


def test_a_refusal_is_not_kept_since_nothing_was_written(cast: Cast, clerk: Desk) -> None:
    wrong = _body(cast, award="none")
    for _ in range(2):
        assert clerk.refused("POST", "drafts", wrong, **KEY) == (422, "unknown_award")
    assert not KeptReply.objects.exists()
    clerk.post("drafts", _body(cast), **KEY)


@pytest.mark.parametrize("header", ["", " ", '"', '""', '"a', "a b", "x" * 101, "ключ"])
def test_a_key_that_cannot_be_is_refused(cast: Cast, clerk: Desk, header: str) -> None:
    told = clerk.refused("POST", "drafts", _body(cast), **{"idempotency-key": header})
    assert told == (400, "bad_idempotency_key")
    assert not Conferral.objects.exists()


ROADS = ("submit", "return", "publish", "revoke", "articles", "accept", "reject", "correct")


@pytest.mark.parametrize("road", ROADS)
def test_every_post_that_writes_is_run_once(cast: Cast, reviewer: Desk, road: str) -> None:
    draft, waiting = (
        cast.draft(cast.japarov, cast.dostyk, "1"),
        cast.draft(cast.kim_vera, cast.otan),
    )
    conferral_submit(conferral=waiting, by=cast.clerk)
    text = "Указом Президента от 10 апреля 2024 года орденом «Отан» награждена Вера Ким."
    [proposal] = reviewer.post("articles", {"text": text})["proposals"]
    path, body = {
        "submit": (f"drafts/{draft.public_id}/submit", {}),
        "return": (f"drafts/{waiting.public_id}/return", {"comment": "the wrong degree"}),
        "publish": (f"drafts/{waiting.public_id}/publish", {}),
        "revoke": (
            f"conferrals/{cast.confer(cast.japarov, cast.barys, '1').public_id}/revoke",
            {"reason": "a court", "source": "page-1"},
        ),
        "articles": ("articles", {"text": text + " Так."}),
        "accept": (f"proposals/{proposal['id']}/accept", {}),
        "reject": (f"proposals/{proposal['id']}/reject", {"reason": "a plan"}),
        "correct": (f"proposals/{proposal['id']}/correct", {"field": "reason", "value": "x"}),
    }[road]
    first = reviewer.ask("POST", path, body, **KEY)
    assert first.status_code in (200, 201), first.content
    again = reviewer.ask("POST", path, body, **KEY)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Idempotency-Replayed"] == "true"


def _attempt(cast: Cast, client: Client, *said: Any) -> Attempt:
    bearer(cast.clerk, "draft")
    attempt = attempt_of(ApiKey.objects.latest("id"), "k", *said)
    assert attempt is not None
    return attempt


def _source(key: str) -> Source:
    return Source.objects.create(key=key, title=key, strength="primary")


def test_while_the_first_runs_a_second_is_refused(cast: Cast, client: Client) -> None:
    attempt, seen = _attempt(cast, client, "x"), []

    def write(_: Any) -> Reply:
        with pytest.raises(Conflict) as told:
            once(attempt, lambda _: Reply({"second": True}))
        seen.append(told.value.code)
        return Reply({"first": True})

    assert once(attempt, write).body == {"first": True}
    assert seen == ["in_progress"]


def test_a_claim_whose_process_died_is_taken_over_after_its_lease(
    cast: Cast, client: Client
) -> None:
    attempt = _attempt(cast, client, "x")
    died = KeptReply.objects.create(
        key=attempt.key, name="k", fingerprint=attempt.fingerprint, claim="dead",
        claimed_at=timezone.now() - LEASE / 2,
    )  # fmt: skip
    with pytest.raises(Conflict):
        once(attempt, lambda _: Reply({}))
    died.claimed_at = timezone.now() - LEASE
    died.save()
    assert once(attempt, lambda _: Reply({"done": 1})).body == {"done": 1}
    assert once(attempt, lambda _: Reply({"done": 2})).body == {"done": 1}


def test_who_lost_the_claim_writes_nothing(cast: Cast, client: Client) -> None:
    attempt = _attempt(cast, client, "x")

    def slow(_: Any) -> Reply:
        _source("slow")
        KeptReply.objects.update(claimed_at=timezone.now() - LEASE)
        once(attempt, lambda _: Reply({"by": "the other"}))
        return Reply({"by": "the slow one"})

    with pytest.raises(Conflict):
        once(attempt, slow)
    assert not Source.objects.filter(key="slow").exists()


def test_a_write_that_fails_leaves_neither_itself_nor_its_claim(cast: Cast, client: Client) -> None:
    attempt = _attempt(cast, client, "x")

    def failing(_: Any) -> Reply:
        _source("half")
        raise SystemExit

    with pytest.raises(SystemExit):
        once(attempt, failing)
    assert not Source.objects.filter(key="half").exists()
    assert once(attempt, lambda _: Reply({"ok": 1})).body == {"ok": 1}


def test_after_a_day_a_key_is_new_again_and_the_night_erases_it(cast: Cast, client: Client) -> None:
    attempt, later = _attempt(cast, client, "x"), _attempt(cast, client, "y")
    later = Attempt(attempt.key, attempt.name, later.fingerprint)
    once(attempt, lambda _: Reply({"day": 1}))
    KeptReply.objects.update(claimed_at=timezone.now() - KEPT + dt.timedelta(minutes=1))
    assert once(attempt, lambda _: Reply({"day": 2})).body == {"day": 1}
    assert forget_replies() == 0
    KeptReply.objects.update(claimed_at=timezone.now() - KEPT)
    assert once(later, lambda _: Reply({"day": 2})).body == {"day": 2}
    KeptReply.objects.update(claimed_at=timezone.now() - KEPT)
    assert forget_replies() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_write_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory: one connection")
    cast = assemble()
    headers = {**bearer(cast.clerk, "draft"), **KEY}
    start, answers = threading.Barrier(4), []

    def post() -> None:
        try:
            start.wait(10)
            response = Client().post(
                "/api/v1/drafts", _body(cast), "application/json", headers=headers
            )
            answers.append((response.status_code, response.json().get("id")))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == 4
    assert {status for status, _ in answers} <= {201, 409}
    assert len({made for status, made in answers if status == 201}) == 1
    assert Conferral.objects.count() == 1
