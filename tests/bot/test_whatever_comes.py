"""Whatever Telegram sends, nothing breaks: 2,000 random updates through the real application.

They are made from the library's own types of the Bot API (a third of them: every kind of update in
turn; the rest: messages, presses and inline queries as people make them, with nasty texts). What
the bot sends goes through the stand-in's checks, in this process.
"""

import asyncio
import logging
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot import tempo
from bot.app import Config, build_application
from bot.standin.checks import Refused
from bot.standin.methods import call
from bot.standin.world import Chat, World
from tests.bot.conftest import TOKEN
from tests.bot.updates import updates
from tests.cast import assemble

AT_ONCE, TIMES = 10, 200
# The messages of made-up presses are not there to be edited.
EXPECTED = ("not modified", "to edit not found", "can't be edited")


class InProcess(BaseRequest):
    """The Bot API's stand-in without a network between."""

    def __init__(self) -> None:
        self.world = World()
        self.refused: list[str] = []

    read_timeout = 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        params: dict[str, Any] = dict(request_data.json_parameters) if request_data else {}
        if request_data and request_data.multipart_data:
            params |= {k: v[1] for k, v in request_data.multipart_data.items()}
        if "chat_id" in params:
            number = int(params["chat_id"])
            kind = "private" if number > 0 else "supergroup"
            self.world.chats.setdefault(number, Chat(number, kind))
        # Made-up presses and queries are open ones.
        self.world.presses[str(params.get("callback_query_id"))] = {"answered": False}
        self.world.inline.add(str(params.get("inline_query_id")))
        try:
            result = await call(self.world, url.rpartition("/")[2], params)
        except Refused as refused:
            if not any(words in str(refused) for words in EXPECTED):
                self.refused.append(f"{url.rpartition('/')[2]}: {refused} {params}"[:600])
            body = {"ok": False, "error_code": refused.code, "description": str(refused)}
            return refused.code, orjson.dumps(body)
        return 200, orjson.dumps({"ok": True, "result": result})


def said_in(world: World, chat: int) -> int:
    held = world.chats.get(chat)
    return sum("text" in m for m in held.messages.values()) if held else 0


async def handle(batch: list[dict[str, Any]], unreal: list[str]) -> list[str]:
    """Send a batch through the application; what was refused, or left without its answer."""
    request = InProcess()
    app = build_application(Config(TOKEN, "http://127.0.0.1:1/bot"), request)
    await app.initialize()
    wrong: list[str] = []
    for data in batch:
        try:
            update = Update.de_json(data, app.bot)
        except TypeError as error:
            # Optional by its type and yet needed ("since Bot API 9.6"): Telegram never sends it so.
            assert "required" in str(error)  # noqa: PT017
            unreal.append(str(error))
            continue
        message = data.get("message", {})
        chat, text = message.get("chat", {}), message.get("text", "")
        asks = chat.get("type") == "private" and text.strip() and not text.startswith("/")
        before = said_in(request.world, chat.get("id", 0))
        await app.process_update(update)
        answers = said_in(request.world, chat.get("id", 0)) - before
        if asks and answers != 1:
            wrong.append(f"{answers} answers to {text[:60]!r}")
    await app.shutdown()
    return wrong + request.refused


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_nothing_breaks(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    # SQLite in memory locks whole tables, and does not wait: nothing is counted beside an update.
    monkeypatch.setattr(tempo, "COUNT_EVERY", 600)
    cast = assemble()
    cast.confer(cast.japarov, cast.dostyk, "1", conferred_on="2024-04-19")
    cast.confer(cast.kim_vera, cast.otan, conferred_on="2020")
    cast.confer(cast.kim_vladimir, cast.barys, "1", conferred_on="2019")

    unreal: list[str] = []

    @settings(
        max_examples=TIMES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(st.lists(updates, min_size=AT_ONCE, max_size=AT_ONCE))
    def whatever(batch: list[dict[str, Any]]) -> None:
        caplog.clear()
        assert asyncio.run(handle(batch, unreal)) == []
        broken = [r for r in caplog.records if r.levelno >= logging.ERROR]
        assert [r.getMessage() + str(r.exc_info and r.exc_info[1]) for r in broken] == []

    whatever()
    assert len(unreal) < AT_ONCE * TIMES / 20, unreal
