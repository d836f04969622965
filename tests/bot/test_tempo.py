"""How fast the bot speaks, whom it tells of it, and who is back after a silence."""

import asyncio
import time
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.limits import Patience, Presence
from bot.tempo import A_SECOND, COUNT_EVERY, GROUP_AT_ONCE, Tempo
from registry.notices import pace
from registry.notices.models import Pace

# The bridge keeps a connection to the database.
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_second_holds_so_many_messages_and_they_are_counted_together() -> None:
    counted: list[list[int]] = []
    gone: list[float] = []

    async def say(tempo: Tempo, chat: int) -> None:
        await tempo.turn(chat)
        gone.append(time.monotonic())

    async def play() -> None:
        tempo = Tempo(counted.append)
        await asyncio.gather(*(say(tempo, chat) for chat in range(1, A_SECOND + 6)))
        await tempo.close()

    began = time.monotonic()
    asyncio.run(play())
    gone.sort()
    # Nobody waits while there is room.
    assert gone[A_SECOND - 1] - began < 0.5
    assert gone[A_SECOND] - gone[0] > 0.95
    assert sorted(chat for some in counted for chat in some) == list(range(1, A_SECOND + 6))
    assert len(counted) <= 2 + 1 / COUNT_EVERY


def test_a_group_is_not_told_more_than_it_may_be_and_no_chat_waits_for_it() -> None:
    async def play() -> tuple[int, bool]:
        tempo = Tempo(lambda chats: None)
        in_group = [asyncio.create_task(tempo.turn(-5)) for _ in range(GROUP_AT_ONCE + 4)]
        await asyncio.sleep(0.2)
        gone = sum(task.done() for task in in_group)
        began = time.monotonic()
        await tempo.turn(5)
        at_once = time.monotonic() - began < 0.1
        for task in in_group:
            task.cancel()
        await tempo.close()
        return gone, at_once

    assert asyncio.run(play()) == (GROUP_AT_ONCE, True)


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [("sendMessage", 1), ("sendPhoto", 1), ("sendChatAction", 0), ("answerCallbackQuery", 0)],
)
def test_only_messages_count(endpoint: str, said: int) -> None:
    counted: list[int] = []

    async def play() -> None:
        patience = Patience(Tempo(counted.extend))
        await patience.process_request(_taken, (), {}, endpoint, {"chat_id": 7}, None)
        await patience.shutdown()

    asyncio.run(play())
    assert counted == [7] * said


async def _taken() -> bool:
    return True


def test_answers_and_what_they_are_told_reach_the_pace_of_notices() -> None:
    calls: list[int] = []

    async def told_to_wait() -> bool:
        calls.append(1)
        if len(calls) == 1:
            raise RetryAfter(1)
        return True

    async def answer(patience: Patience, send: Any, chat: int) -> None:
        await patience.process_request(send, (), {}, "sendMessage", {"chat_id": chat}, None)

    async def play() -> None:
        patience = Patience(Tempo())
        for chat in range(1, 6):
            await answer(patience, _taken, chat)
        await answer(patience, told_to_wait, 9)
        await patience.shutdown()

    before = pace.milliseconds()
    asyncio.run(play())
    kept = Pace.objects.get()
    assert kept.next_at >= before + 5 * 40
    assert kept.refused == "9"


def test_after_a_minute_of_silence_somebody_is_back() -> None:
    presence = Presence(remembered=2)
    assert presence.is_back(1, 0.0)
    assert not presence.is_back(1, 59.0)
    assert presence.is_back(1, 119.0)
    for chat in range(2, 6):
        assert presence.is_back(chat, 120.0 + chat)
    assert not presence.is_back(5, 126.0)
