"""The desk where updates are answered: taken out of the inbox, a few at a time, and put away."""

import asyncio
import json
import logging
import secrets
import time
from contextlib import suppress

from django.db import Error as BrokenDatabase
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot import bridge, inbox, metrics
from bot.handlers.crowd import ask_to_wait, heard_again
from bot.limits import Presence
from bot.models import PendingUpdate

logger = logging.getLogger(__name__)
AT_ONCE = 32
# What is begun is finished within `run_all`'s ten seconds; the rest is left for the next start.
FINISH_SECONDS = 6.0
RENEW_SECONDS = inbox.LEASE.total_seconds() / 4
TIDY_SECONDS = 60.0
SHORT_PAUSE, LONG_PAUSE = 0.5, 10.0


class Desk:
    """Answers what is in the inbox, beside other processes, until it is told to stop.

    `idle` is how long it waits for a ring before it looks by itself: long where this process fills
    the inbox, short where another does.
    """

    def __init__(self, app: Application, idle: float) -> None:
        self.worker = secrets.token_hex(8)
        self._app = app
        self._idle = idle
        self._news = asyncio.Event()
        self._at_work: dict[asyncio.Task[None], int] = {}  # → the update's key
        self._pause = 0.0
        self._presence = Presence()
        self._renewed = self._tidied = float("-inf")

    def ring(self) -> None:
        """There is something in the inbox, or a place free."""
        self._news.set()

    async def serve(self, stop: asyncio.Event) -> None:
        """Answer until the stop; then finish what is begun and give the rest back."""
        ringing = asyncio.create_task(self._ring_at(stop))
        try:
            while not stop.is_set():
                self._news.clear()
                await self._look()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), self._pause or self._idle)
        finally:
            ringing.cancel()
            await self._close()

    async def _ring_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.ring()

    async def _look(self) -> None:
        """Take what there are places for. A database that is away is waited for."""
        try:
            await self._keep_house()
            free = AT_ONCE - len(self._at_work)
            rows = await bridge.call(inbox.claim, self.worker, free) if free else []
        except BrokenDatabase as error:
            self._pause = min(max(self._pause * 2, SHORT_PAUSE), LONG_PAUSE)
            logger.warning("the inbox cannot be read for now: %s", type(error).__name__)
            return
        self._pause = 0.0
        for row in rows:
            task = asyncio.create_task(self._answer(row))
            self._at_work[task] = row.pk
            task.add_done_callback(self._finished)

    async def _keep_house(self) -> None:
        now = time.monotonic()
        if self._at_work and now - self._renewed >= RENEW_SECONDS:
            await bridge.call(inbox.renew, self.worker, list(self._at_work.values()))
            self._renewed = now
        if now - self._tidied >= TIDY_SECONDS:
            await bridge.call(inbox.tidy)
            self._tidied = now

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._at_work[task]
        self.ring()

    async def _answer(self, row: PendingUpdate) -> None:
        try:
            with metrics.SECONDS.time():
                await self._handle(row)
        except TelegramError as error:
            logger.warning("update %s: %s", row.update_id, error)
        except Exception:
            logger.exception("update %s was not answered", row.update_id)
        await self._put_away(row)

    async def _handle(self, row: PendingUpdate) -> None:
        try:
            update = Update.de_json(json.loads(row.body), self._app.bot)
        except (TypeError, ValueError, KeyError) as error:
            logger.error("update %s cannot be read: %s", row.update_id, type(error).__name__)
            return
        metrics.UPDATES.labels(metrics.kind_of(update)).inc()
        if row.surplus:
            await ask_to_wait(update)
            return
        if self._presence.is_back(row.chat, time.monotonic()):
            await heard_again(update)
        await self._app.process_update(update)

    async def _put_away(self, row: PendingUpdate) -> None:
        """It is answered: while that cannot be written down, nobody else may take it."""
        pause = SHORT_PAUSE
        while True:
            try:
                await bridge.call(inbox.done, row)
            except BrokenDatabase:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONG_PAUSE)
            else:
                return

    async def _close(self) -> None:
        logger.info("stopping: no more updates are taken, those at hand are answered")
        if self._at_work:
            _, late = await asyncio.wait(list(self._at_work), timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        try:
            left = await bridge.call(inbox.release, self.worker)
        except BrokenDatabase:
            return  # what was claimed lapses
        if left:
            logger.info("%s updates are left for the next start", left)
