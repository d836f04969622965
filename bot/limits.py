"""Manners: how much one chat may ask, in which order it is served, and what Telegram bids us."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

from telegram import Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor

from bot import metrics
from bot.tempo import Tempo, is_said

PER_MINUTE = 60
MINUTE = 60.0
# Waiting costs next to nothing, and no chat may hold more than a quarter of the places.
AT_ONCE = 256
WAITING = 64
LONGEST_WAIT = 60.0

# What is done for the first update of somebody who was silent for a minute.
Heard = Callable[[Update], Awaitable[None]]
Verdict = Literal["pass", "warn", "drop"]


@dataclass(slots=True)
class _Record:
    times: deque[float] = field(default_factory=deque)
    warned: float = float("-inf")


class Guard:
    """Counts what each user sends; who sends too much is asked once a minute to wait."""

    def __init__(self, per_minute: int = PER_MINUTE, remembered: int = 10_000) -> None:
        self.per_minute = per_minute
        self.remembered = remembered
        self._users: dict[int, _Record] = {}

    def admit(self, user: int, now: float) -> Verdict:
        """Whether to serve a user who sends something at `now` (seconds of a steady clock)."""
        if len(self._users) > self.remembered:
            self._forget_idle(now)
        record = self._users.setdefault(user, _Record())
        while record.times and now - record.times[0] >= MINUTE:
            record.times.popleft()
        if len(record.times) < self.per_minute:
            record.times.append(now)
            return "pass"
        if now - record.warned < MINUTE:
            return "drop"
        record.warned = now
        return "warn"

    def is_back(self, user: int, now: float) -> bool:
        """Whether a user has sent nothing for a minute, as far as is remembered."""
        record = self._users.get(user)
        return record is None or not record.times or now - record.times[-1] >= MINUTE

    def _forget_idle(self, now: float) -> None:
        self._users = {
            user: record
            for user, record in self._users.items()
            if record.times and now - record.times[-1] < MINUTE
        }


class Turns(BaseUpdateProcessor):
    """Chats are served side by side, the updates of one chat one after the other.

    So answers come in the order of the questions and a follow-up finds the question before it. The
    guard stands at the entrance: what it turns away never takes a place that others wait for.
    """

    __slots__ = ("_ask_to_wait", "_guard", "_heard", "_locks", "_waiting")

    def __init__(
        self,
        guard: Guard,
        ask_to_wait: Callable[[Update], Awaitable[None]],
        heard: Heard | None = None,
    ) -> None:
        super().__init__(AT_ONCE)
        self._heard = heard
        self._guard = guard
        self._ask_to_wait = ask_to_wait
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: Counter[int] = Counter()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then process the update; or turn it away."""
        if not isinstance(update, Update):
            await coroutine
            return
        user, chat = update.effective_user, update.effective_chat
        now = time.monotonic()
        is_back = self._guard.is_back(user.id, now) if user else False
        verdict = self._guard.admit(user.id, now) if user else "pass"
        metrics.UPDATES.labels(metrics.kind_of(update)).inc()
        if verdict == "pass" and chat is None:
            with metrics.SECONDS.time():
                await coroutine
        elif verdict == "pass" and chat is not None and self._waiting[chat.id] < WAITING:
            await self._in_turn(chat.id, coroutine, update if is_back else None)
        else:
            metrics.TURNED_AWAY.inc()
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            if verdict == "warn":
                await self._ask_to_wait(update)

    async def _in_turn(self, chat: int, coroutine: Awaitable[Any], back: Update | None) -> None:
        self._waiting[chat] += 1
        try:
            async with self._locks.setdefault(chat, asyncio.Lock()):
                if back is not None and self._heard is not None:
                    await self._heard(back)
                with metrics.SECONDS.time():
                    await coroutine
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


class Patience(BaseRateLimiter[None]):
    """Keeps the bot's tempo, and does as Telegram bids: waits as long as it says and tries again,
    once.
    """

    def __init__(self, tempo: Tempo | None = None) -> None:
        self._tempo = tempo

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let what was said be counted."""
        if self._tempo is not None:
            await self._tempo.close()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make the request; when told to come back later, come back later."""
        chat = data.get("chat_id") if is_said(endpoint) else None
        chat = data.get("chat_id") if is_said(endpoint) else None
        await self._turn(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as told:
            metrics.REFUSED.labels("RetryAfter").inc()
            pause = told.retry_after
            seconds = float(pause if isinstance(pause, int) else pause.total_seconds())
            if self._tempo is not None and isinstance(chat, int):
                await self._tempo.refused(chat, seconds)
            if seconds > LONGEST_WAIT:
                raise
        except TelegramError as error:
            metrics.REFUSED.labels(type(error).__name__).inc()
            raise
        await asyncio.sleep(seconds)
        await self._turn(chat)
        return await callback(*args, **kwargs)

    async def _turn(self, chat: Any) -> None:
        # A channel is known by its name; the bot answers in none.
        if self._tempo is not None and isinstance(chat, int):
            await self._tempo.turn(chat)
