"""How fast the bot speaks by itself, and that notices hear of it.

Telegram takes thirty messages a second of a bot, in a group twenty a minute, and in a private chat
about one a second with short bursts, which it says are allowed: whom we answer is held to sixty
questions a minute anyhow. Answers never wait for notices; notices take what answers leave
(`notices.pace`), so each answer is counted there, some together, behind the answerer's back.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError

from bot import bridge
from registry.notices import pace
from registry.notices.models import Channel
from registry.notices.transports.telegram import count_answers

logger = logging.getLogger(__name__)

# A little less than what is allowed: messages may catch up with each other on the way.
A_SECOND = 28
GROUP_AT_ONCE, GROUP_EVERY = 18, 3.2
GROUPS = 10_000
COUNT_EVERY = 0.25


def is_said(endpoint: str) -> bool:
    """Whether a method of the Bot API puts a message into a chat."""
    return endpoint.startswith("send") and endpoint != "sendChatAction"


class Tempo:
    """The moments at which answers go out, in one process."""

    def __init__(self, count: Callable[[list[int]], None] = count_answers) -> None:
        self._count = count
        self._moments: deque[float] = deque(maxlen=A_SECOND)
        # Of each group the moment at which all that it was told is paid off.
        self._groups: dict[int, float] = {}
        self._said: list[int] = []
        self._counting: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    async def turn(self, chat: int) -> None:
        """Wait until a message may go to a chat; it is counted as said."""
        if chat < 0:
            await asyncio.sleep(self._group_wait(chat))
        now = time.monotonic()
        full = len(self._moments) == A_SECOND
        moment = max(now, self._moments[0] + 1.0) if full else now
        self._moments.append(moment)
        await asyncio.sleep(moment - now)
        self._said.append(chat)
        if self._counting is None:
            self._counting = asyncio.create_task(self._count_soon())

    async def refused(self, chat: int, seconds: float) -> None:
        """Telegram has told us to wait: notices to this chat wait as well, or all."""
        try:
            await bridge.call(pace.refused, Channel.TELEGRAM, str(chat), seconds)
        except DatabaseError as error:
            logger.warning("a pause that Telegram asks for was not noted: %s", error)

    async def close(self) -> None:
        """Count at once what is not counted yet."""
        self._closing.set()
        if self._counting is not None:
            await self._counting

    def _group_wait(self, chat: int) -> float:
        now = time.monotonic()
        if len(self._groups) > GROUPS:
            self._groups = {one: paid for one, paid in self._groups.items() if paid > now}
        paid = max(self._groups.get(chat, now), now) + GROUP_EVERY
        self._groups[chat] = paid
        return max(0.0, paid - now - GROUP_AT_ONCE * GROUP_EVERY)

    async def _count_soon(self) -> None:
        while self._said:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), COUNT_EVERY)
            said, self._said = self._said, []
            try:
                await bridge.call(self._count, said)
            except DatabaseError as error:
                logger.warning("%s answers were not counted: %s", len(said), error)
        self._counting = None
