"""Who asks too much waits; chats keep their order; Telegram's pauses are kept."""

import asyncio
import datetime as dt

import pytest
from telegram import Chat, Message, Update, User
from telegram.error import BadRequest, RetryAfter

from bot.limits import WAITING, Guard, Patience, Turns


def update_of(chat: int, user: int | None = None) -> Update:
    sender = User(user or chat, "U", False)
    moment = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    return Update(1, message=Message(1, moment, Chat(chat, "private"), from_user=sender, text="?"))


def test_a_minute_holds_so_many_and_one_warning() -> None:
    guard = Guard(per_minute=3)
    assert [guard.admit(1, float(second)) for second in range(6)] == (
        ["pass"] * 3 + ["warn"] + ["drop"] * 2
    )
    assert guard.admit(2, 5.0) == "pass"
    assert guard.admit(1, 60.5) == "pass"
    assert guard.admit(1, 60.6) == "drop"


def test_idle_users_are_forgotten() -> None:
    guard = Guard(per_minute=3, remembered=10)
    for user in range(50):
        guard.admit(user, float(user) * 30)
    assert len(guard._users) <= 11


def test_one_chat_keeps_its_order_and_another_does_not_wait_for_it() -> None:
    told: list[str] = []

    async def work(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        told.append(name)

    async def play() -> None:
        async def nobody(update: Update) -> None:
            raise AssertionError("nobody is to be turned away")

        turns = Turns(Guard(), nobody)
        await asyncio.gather(
            turns.process_update(update_of(1), work("slow", 0.05)),
            turns.process_update(update_of(1), work("after slow", 0)),
            turns.process_update(update_of(2), work("other chat", 0)),
        )

    asyncio.run(play())
    assert told == ["other chat", "slow", "after slow"]


def test_who_is_turned_away_is_told_once_and_a_full_queue_takes_no_more() -> None:
    done: list[int] = []
    told: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0.001)
        done.append(number)

    async def tell(update: Update) -> None:
        told.append(update.effective_user.id if update.effective_user else 0)

    async def play() -> None:
        turns = Turns(Guard(per_minute=5), tell)
        await asyncio.gather(
            *(turns.process_update(update_of(1), work(number)) for number in range(9))
        )
        # A group where everybody speaks at once.
        await asyncio.gather(
            *(
                turns.process_update(update_of(-2, user), work(user))
                for user in range(100, 200 + WAITING)
            )
        )

    asyncio.run(play())
    assert done == [*range(5), *range(100, 100 + WAITING)]
    assert told == [1]


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
