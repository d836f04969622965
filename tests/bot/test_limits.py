"""Who asks too much waits; Telegram's pauses are kept."""

import asyncio

import pytest
from telegram.error import BadRequest, RetryAfter

from bot.limits import CALM, IN_GROUP, IN_PRIVATE, PER_MINUTE, Guard, Patience


def test_a_minute_holds_so_many_and_one_warning() -> None:
    guard = Guard(per_minute=3)
    assert [guard.admit(1, 1, 0, float(second)) for second in range(6)] == (
        ["pass"] * 3 + ["warn"] + ["drop"] * 2
    )
    assert guard.admit(2, 2, 0, 5.0) == "pass"
    assert guard.admit(1, 1, 0, 60.5) == "pass"
    assert guard.admit(1, 1, 0, 60.6) == "drop"


def test_who_overfills_his_chat_is_refused_until_he_is_calm() -> None:
    guard = Guard()
    assert guard.admit(1, 1, IN_PRIVATE - 1, 0.0) == "pass"
    assert guard.admit(1, 1, IN_PRIVATE, 1.0) == "warn"
    # His chat has been answered meanwhile, and he floods on.
    flood = [guard.admit(1, 1, 0, 2.0 + second / 100) for second in range(500)]
    assert set(flood) == {"drop"}
    assert guard.admit(2, 2, 0, 7.0) == "pass"
    assert guard.admit(1, 1, 0, 7.0 + CALM) == "pass"


def test_a_conversation_however_fast_is_no_flood() -> None:
    guard = Guard()
    assert {guard.admit(1, 1, 1, turn / 20) for turn in range(PER_MINUTE)} == {"pass"}


def test_a_full_group_is_told_once_and_heard_again_when_there_is_room() -> None:
    guard = Guard()
    told = [guard.admit(user, -5, IN_GROUP, 1.0) for user in range(100, 150)]
    assert told == ["warn"] + ["drop"] * 49
    assert guard.admit(100, -5, IN_GROUP - 1, 1.1) == "pass"
    # Nobody of them is kept from speaking elsewhere.
    assert guard.admit(101, 101, 0, 1.2) == "pass"


def test_idle_users_are_forgotten() -> None:
    guard = Guard(per_minute=3, remembered=10)
    for user in range(50):
        guard.admit(user, user, 0, float(user) * 30)
    assert len(guard._records) <= 11


@pytest.mark.parametrize("failures", [1, 2])
def test_a_pause_that_telegram_asks_for_is_made_once(failures: int) -> None:
    calls: list[int] = []

    async def send() -> bool:
        calls.append(1)
        if len(calls) <= failures:
            raise RetryAfter(0)
        return True

    def run() -> bool:
        return bool(asyncio.run(Patience().process_request(send, (), {}, "sendMessage", {}, None)))

    if failures == 1:
        assert run()
    else:
        with pytest.raises(RetryAfter):
            run()
    assert len(calls) == 2


@pytest.mark.parametrize("error", [RetryAfter(3600), BadRequest("no")])
def test_what_waiting_does_not_mend_is_not_repeated(error: Exception) -> None:
    calls: list[int] = []

    async def send() -> bool:
        calls.append(1)
        raise error

    with pytest.raises(type(error)):
        asyncio.run(Patience().process_request(send, (), {}, "sendMessage", {}, None))
    assert len(calls) == 1
