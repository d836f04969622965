"""The desk in trouble: a database that goes away, and comes back."""

import asyncio
import itertools
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import OperationalError, connection

from bot import bridge, inbox
from bot.app import Config, build_application
from bot.desk import Desk
from bot.limits import Guard
from bot.models import PendingUpdate
from tests.bot.conftest import TOKEN
from tests.bot.test_whatever_comes import InProcess

pytestmark = pytest.mark.django_db(transaction=True)
numbers = itertools.count(1)


def question(chat: int) -> dict[str, Any]:
    message = {
        "message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "?",
        "from": {"id": chat, "first_name": "Aigerim", "is_bot": False},
    }  # fmt: skip
    return {"update_id": next(numbers), "message": message}


def move(table: str, to: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {to}")


def said(request: InProcess, chat: int) -> int:
    held = request.world.chats.get(chat)
    return len(held.messages) if held else 0


async def answered(request: InProcess, chat: int, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not said(request, chat):
        await asyncio.sleep(0.05)
    return said(request, chat) == 1


async def again(write: Callable[..., Any], *args: Any) -> None:
    """Until it is written, as the fetching does: the tests' database, which is in memory, refuses
    where one in a file would wait.
    """
    for _ in range(200):
        with suppress(OperationalError):
            await bridge.call(write, *args)
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the database stays locked")


async def play(table: str) -> tuple[bool, bool]:
    """Whether a question is answered before, and one of after, the inbox was away."""
    request, stop = InProcess(), asyncio.Event()
    app = build_application(Config(TOKEN, "http://127.0.0.1:1/bot"), request)
    await app.initialize()
    desk = Desk(app, idle=0.05)
    serving = asyncio.create_task(desk.serve(stop))
    await again(inbox.receive, [question(71)], Guard())
    before = await answered(request, 71)
    await again(move, table, "away")
    await asyncio.sleep(1.5)
    assert not serving.done()
    await again(move, "away", table)
    await again(inbox.receive, [question(72)], Guard())
    after = await answered(request, 72)
    stop.set()
    await serving
    await app.shutdown()
    return before, after


def test_a_database_that_goes_away_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    assert asyncio.run(play(PendingUpdate._meta.db_table)) == (True, True)
    assert "the inbox cannot be read for now" in caplog.text
    assert inbox.waiting() == 0
