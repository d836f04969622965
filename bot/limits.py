"""Manners: how much one chat may ask, and what Telegram bids us."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot import metrics
from bot.tempo import Tempo, is_said

PER_MINUTE = 60
MINUTE = 60.0
# So many questions of a chat may wait for their answers. Who sends on is not reading them.
IN_PRIVATE, IN_GROUP = 20, 40
# A flood is over when nothing came for so long.
CALM = 10.0
LONGEST_WAIT = 60.0

Verdict = Literal["pass", "warn", "drop"]


@dataclass(slots=True)
class _Record:
    times: deque[float] = field(default_factory=deque)
    heard: float = float("-inf")
    warned: float = float("-inf")
    flooding: bool = False


class Guard:
    """Stands at the door: what it turns away costs neither a row nor a look into the registry.

    A user may send so much a minute, and no more than can wait in his chat. Who overfills it is
    refused until he has been calm for a while, and is told so, once a minute.
    """

    def __init__(self, per_minute: int = PER_MINUTE, remembered: int = 10_000) -> None:
        self.per_minute = per_minute
        self.remembered = remembered
        self._records: dict[int, _Record] = {}

    def admit(self, user: int, chat: int, waiting: int, now: float) -> Verdict:
        """Whether to serve what a user sends at `now` (seconds of a steady clock) into a chat in
        which so much waits.
        """
        if len(self._records) > self.remembered:
            self._forget_idle(now)
        record = self._records.setdefault(user, _Record())
        while record.times and now - record.times[0] >= MINUTE:
            record.times.popleft()
        if now - record.heard >= CALM:
            record.flooding = False
        record.heard = now
        # A crowd is nobody's flood: a full group is refused only for as long as it is full.
        private = chat == user
        full = waiting >= (IN_PRIVATE if private else IN_GROUP)
        record.flooding = record.flooding or (full and private)
        if full or record.flooding or len(record.times) >= self.per_minute:
            return self._refuse(
                record if private else self._records.setdefault(chat, _Record()), now
            )
        record.times.append(now)
        return "pass"

    def _refuse(self, record: _Record, now: float) -> Verdict:
        record.heard = now
        if now - record.warned < MINUTE:
            return "drop"
        record.warned = now
        return "warn"

    def _forget_idle(self, now: float) -> None:
        self._records = {
            number: record
            for number, record in self._records.items()
            if now - record.heard < MINUTE
        }


class Presence:
    """Who was heard of lately, in one process: a chat that was silent for a minute is back."""

    def __init__(self, remembered: int = 10_000) -> None:
        self.remembered = remembered
        self._heard: dict[int, float] = {}

    def is_back(self, chat: int, now: float) -> bool:
        """Note that a chat is heard of at `now`; whether it had been silent until then."""
        if len(self._heard) > self.remembered:
            self._heard = {c: at for c, at in self._heard.items() if now - at < MINUTE}
        last = self._heard.get(chat)
        self._heard[chat] = now
        return last is None or now - last >= MINUTE


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
