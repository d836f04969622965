"""How updates come into the inbox: fetched from Telegram here, or brought to the web process."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from contextlib import suppress

from django.conf import settings
from django.db import Error as BrokenDatabase
from telegram import Bot
from telegram.error import Conflict, TelegramError
from telegram.ext import Application

from bot import bridge, inbox, webhook
from bot.desk import LONG_PAUSE, SHORT_PAUSE, Desk
from bot.handlers import UPDATES
from bot.limits import Guard

logger = logging.getLogger(__name__)
POLL_SECONDS = 30
STOP_SECONDS = 2.0
# How long a desk waits for a ring: this process rings for what it fetched, the web's does not.
FETCHING, BROUGHT = 1.0, 0.05
# A flood comes a message at a time: it is let to gather, or each would cost a request of its own.
FLOODED = 0.05


async def by_polling(app: Application, stop: asyncio.Event, guard: Guard) -> None:
    """Fetch updates and answer them until the stop."""
    if await _told(stop, "the webhook was not taken off", app.bot.delete_webhook):
        desk = Desk(app, FETCHING)
        fetching = asyncio.create_task(_fetch(app.bot, desk, guard))
        # What comes while the desk closes stays with Telegram.
        ending = asyncio.create_task(_cancel_at(stop, fetching))
        try:
            await _serve(app, desk, stop)
        finally:
            fetching.cancel()
            ending.cancel()


async def by_webhook(app: Application, stop: asyncio.Event, guard: Guard) -> None:
    """Answer what the web process puts into the inbox, beside other processes, until the stop.

    The guard stands there as well, where the updates come in.
    """

    async def set_webhook() -> bool:
        return await app.bot.set_webhook(
            f"{settings.PUBLIC_URL}/{webhook.path()}",
            secret_token=webhook.secret(),
            allowed_updates=UPDATES,
            max_connections=40,
        )

    if await _told(stop, "the webhook was not set", set_webhook):
        await _serve(app, Desk(app, BROUGHT), stop)


async def _serve(app: Application, desk: Desk, stop: asyncio.Event) -> None:
    await app.start()
    logger.info("@%s answers", app.bot.username)
    try:
        await desk.serve(stop)
    finally:
        with suppress(TimeoutError):
            await asyncio.wait_for(app.stop(), STOP_SECONDS)


async def _told(stop: asyncio.Event, complaint: str, tell: Callable[[], Awaitable[bool]]) -> bool:
    """Tell Telegram something, however often it takes; False if the stop came first."""
    pause = SHORT_PAUSE
    while not stop.is_set():
        try:
            return await tell()
        except TelegramError as error:
            logger.warning("%s (%s); trying again in %.0f s", complaint, error, pause)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONG_PAUSE)
    return False


async def _cancel_at(stop: asyncio.Event, task: "asyncio.Task[None]") -> None:
    await stop.wait()
    task.cancel()


async def _fetch(bot: Bot, desk: Desk, guard: Guard) -> None:
    """Fetch for ever. What is in the inbox is confirmed to Telegram by the next request only."""
    # As they came, for the inbox: the library's own call would read every update at once, and
    # one that it cannot read would hold up all others.
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'")
    asked = {"timeout": POLL_SECONDS, "allowed_updates": UPDATES, "offset": 0}
    pause = 0.0
    while True:
        try:
            batch = await bot.do_api_request(
                "getUpdates", api_kwargs=dict(asked), read_timeout=POLL_SECONDS + 10
            )
            kept = await bridge.call(inbox.receive, batch, guard) if batch else 0
            if batch:
                asked["offset"] = batch[-1]["update_id"] + 1
                desk.ring()
            pause = FLOODED if kept < len(batch) else 0.0
        except TelegramError as error:
            pause = min(max(pause * 2, SHORT_PAUSE), LONG_PAUSE)
            _fetching_failed(error)
        except BrokenDatabase as error:
            pause = min(max(pause * 2, SHORT_PAUSE), LONG_PAUSE)
            logger.warning("updates stay with Telegram for now: %s", type(error).__name__)
        await asyncio.sleep(pause)


def _fetching_failed(error: TelegramError) -> None:
    """One line for what passes by itself."""
    if isinstance(error, Conflict):
        logger.error("another process polls with this BOT_TOKEN: only one of the two gets updates")
    else:
        logger.warning("no updates for now: %s", error)
