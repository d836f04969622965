"""The inbox: what came is kept once, answered once, and not kept longer than that."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from bot import inbox
from bot.limits import IN_PRIVATE, Guard
from bot.models import PendingUpdate

pytestmark = pytest.mark.django_db
numbers = itertools.count(1)


def update(chat: int = 5, **more: object) -> dict[str, Any]:
    message = {
        "message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "a secret",
        "from": {"id": chat, "first_name": "Aigerim"},
    }  # fmt: skip
    return {"update_id": next(numbers), "message": message, **more}


def lapse() -> None:
    PendingUpdate.objects.filter(done_at=None).update(claimed_until="2000-01-01T00:00:00Z")


def test_a_chat_is_answered_in_order_and_chats_side_by_side() -> None:
    first, second, other = update(5), update(5), update(6)
    assert inbox.receive([first, second, other], Guard()) == 3
    taken = inbox.claim("a", 9)
    assert [row.update_id for row in taken] == [first["update_id"], other["update_id"]]
    assert inbox.claim("b", 9) == []
    inbox.done(taken[0])
    assert [row.update_id for row in inbox.claim("b", 9)] == [second["update_id"]]


def test_what_telegram_repeats_after_the_answer_is_not_answered_again() -> None:
    one = update()
    inbox.receive([one], Guard())
    for row in inbox.claim("a", 9):
        inbox.done(row)
    inbox.receive([one], Guard())
    assert inbox.claim("a", 9) == []
    assert inbox.waiting() == 0


def test_of_an_answered_update_only_its_number_is_kept_and_for_a_day() -> None:
    inbox.receive([update(4242)], Guard())
    inbox.done(inbox.claim("a", 9)[0])
    left = PendingUpdate.objects.get()
    assert (left.body, left.chat) == ("", 0)
    inbox.tidy()
    assert PendingUpdate.objects.exists()
    PendingUpdate.objects.update(done_at=timezone.now() - inbox.REMEMBERED - dt.timedelta(hours=1))
    inbox.tidy()
    assert not PendingUpdate.objects.exists()


def test_a_claim_that_is_renewed_does_not_lapse() -> None:
    inbox.receive([update()], Guard())
    [row] = inbox.claim("a", 9)
    lapse()
    assert inbox.renew("a", [row.pk]) == 1
    assert inbox.claim("b", 9) == []
    lapse()
    assert len(inbox.claim("b", 9)) == 1
    assert inbox.renew("a", [row.pk]) == 0


def test_a_claim_that_its_worker_does_not_know_of_lapses() -> None:
    inbox.receive([update(), update(chat=8)], Guard())
    known, _ = inbox.claim("a", 9)
    lapse()
    assert inbox.renew("a", [known.pk]) == 1
    assert [row.chat for row in inbox.claim("b", 9)] == [8]


def test_what_breaks_every_process_is_set_aside_with_all_that_it_said() -> None:
    inbox.receive([update()], Guard())
    for _ in range(inbox.MOST_ATTEMPTS):
        assert len(inbox.claim("a", 9)) == 1
        lapse()
    later = update()
    inbox.receive([later], Guard())
    # What comes after it in the chat is not held up.
    assert [row.update_id for row in inbox.claim("b", 9)] == [later["update_id"]]
    inbox.tidy()
    assert list(PendingUpdate.objects.exclude(done_at=None).values_list("body")) == [("",)]
    assert inbox.release("b") == 1
    assert len(inbox.claim("c", 9)) == 1


def test_a_flood_is_refused_at_the_door() -> None:
    guard = Guard()
    assert inbox.receive([update(5) for _ in range(IN_PRIVATE + 30)], guard) == IN_PRIVATE + 1
    assert [row.surplus for row in PendingUpdate.objects.order_by("update_id")] == (
        [False] * IN_PRIVATE + [True]
    )
    assert inbox.receive([update(5) for _ in range(30)], guard) == 0
    assert inbox.receive([update(6)], guard) == 1


def test_another_bots_updates_have_numbers_of_their_own(settings: Settings) -> None:
    one = update()
    settings.BOT_TOKEN = "1:first"
    inbox.receive([one], Guard())
    settings.BOT_TOKEN = "2:second"
    assert inbox.claim("a", 9) == []
    inbox.receive([one], Guard())
    assert len(inbox.claim("a", 9)) == 1


@pytest.mark.parametrize("text", ["\x00", "\ud800", "я" * 4096])
def test_any_text_can_be_kept(text: str) -> None:
    one = update()
    one["message"]["text"] = text
    inbox.receive([one], Guard())
    assert len(inbox.claim("a", 9)) == 1


def test_an_update_that_is_none_holds_up_no_other() -> None:
    strange: list[Any] = [{}, {"update_id": "x"}, {"update_id": 2**70}, [], None]
    assert inbox.receive([*strange, update()], Guard()) == 1
