"""How updates come to the application: fetched from Telegram, or out of the inbox."""

import asyncio
import logging
import secrets
from contextlib import suppress

from django.conf import settings
from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import Application

from bot import bridge, inbox, webhook
from bot.handlers import UPDATES
from bot.models import PendingUpdate

logger = logging.getLogger(__name__)
POLL_SECONDS = 30
STOP_SECONDS = 4.0
AT_ONCE = 32
# Between two looks into the inbox: short while there is something, longer when there is not.
BUSY, IDLE = 0.02, 0.25


async def by_polling(app: Application, stop: asyncio.Event) -> None:
    """Fetch updates until the stop; then no more, and those at hand are answered."""
    updater = app.updater
    assert updater is not None  # the builder makes one unless told not to
    await app.start()
    polling = asyncio.create_task(
        updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=-1,
            allowed_updates=UPDATES,
            error_callback=_polling_failed,
        )
    )
    stopped = asyncio.create_task(stop.wait())
    # Its first step retries for as long as the network is down: a stop must not wait for that.
    try:
        await asyncio.wait({polling, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            await polling
            logger.info("@%s answers", app.bot.username)
            await stopped
    finally:
        polling.cancel()
        stopped.cancel()
        logger.info("stopping: no more questions are taken, those at hand are answered")
        with suppress(TimeoutError):
            if updater.running:
                await asyncio.wait_for(updater.stop(), STOP_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(app.stop(), STOP_SECONDS)


async def by_webhook(app: Application, stop: asyncio.Event) -> None:
    """Answer what the web process puts into the inbox, beside other processes, until the stop."""
    await app.bot.set_webhook(
        f"{settings.PUBLIC_URL}/{webhook.path()}",
        secret_token=webhook.secret(),
        allowed_updates=UPDATES,
        max_connections=40,
    )
    worker = secrets.token_hex(8)
    at_work: set[asyncio.Task[None]] = set()
    await app.start()
    logger.info("@%s answers, by webhook", app.bot.username)
    try:
        while not stop.is_set():
            free = AT_ONCE - len(at_work)
            rows = await bridge.call(inbox.claim, worker, free) if free else []
            for row in rows:
                task = asyncio.create_task(_answer(app, row))
                at_work.add(task)
                task.add_done_callback(at_work.discard)
            pause = BUSY if rows or at_work else IDLE
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
    finally:
        logger.info("stopping: no more updates are taken, those at hand are answered")
        if at_work:
            await asyncio.wait(at_work, timeout=STOP_SECONDS)
        await bridge.call(inbox.release, worker)
        with suppress(TimeoutError):
            await asyncio.wait_for(app.stop(), STOP_SECONDS)


async def _answer(app: Application, row: PendingUpdate) -> None:
    try:
        update = Update.de_json(row.body, app.bot)
    except (TypeError, ValueError, KeyError) as error:
        logger.error("update %s cannot be read: %s", row.update_id, type(error).__name__)
    else:
        await app.update_processor.process_update(update, app.process_update(update))
    await bridge.call(inbox.done, row)


def _polling_failed(error: TelegramError) -> None:
    """One line for what passes by itself; the updater goes on trying."""
    if isinstance(error, Conflict):
        logger.error("another process polls with this BOT_TOKEN: only one of the two gets updates")
    else:
        logger.warning("no updates for now: %s", error)
