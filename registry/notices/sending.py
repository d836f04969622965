"""Deliveries → messages: claimed one by one, sent at their moment, and what became of each kept.

Requests overlap, so that one that hangs holds up nobody; their moments are given out over all
workers (`pace`).
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import async_to_sync, sync_to_async
from django.utils import timezone

from registry.notices import claims, endpoints, pace
from registry.notices.claims import Claim
from registry.notices.follows import quiet_seconds
from registry.notices.models import Follower
from registry.notices.news import News, Teller
from registry.notices.transports import transport
from registry.notices.transports.base import (
    Failed,
    Later,
    Moved,
    Off,
    Outcome,
    Refused,
    Sent,
    Transport,
)

logger = logging.getLogger(__name__)
AT_ONCE = 20
ON_THEIR_WAY = 60
LONGEST_PAUSE, A_MINUTE = 15.0, 60.0

_P = ParamSpec("_P")
_R = TypeVar("_R")


def send_due(channel: str, deadline: float) -> int:
    """Send what is due on a channel until nothing is, or until the deadline (of `monotonic`).

    Says how many deliveries were taken up.
    """
    # Asked first: most of the time nothing is due, and a transport loads its library.
    found = transport(channel) if claims.is_due(channel) else None
    if found is None:
        return 0
    # The loop runs beside this thread, and the database is asked in this one.
    return async_to_sync(_Sender(channel, found, deadline).run)()


class _Sender:
    def __init__(self, channel: str, found: Transport, deadline: float) -> None:
        self.channel = channel
        self.transport = found
        self.deadline = deadline
        self.places = asyncio.Semaphore(ON_THEIR_WAY)
        self.teller = Teller()
        self.held = False

    async def run(self) -> int:
        """Claim, send, claim again."""
        taken = 0
        async with self.transport, asyncio.TaskGroup() as group:
            while time.monotonic() < self.deadline and not self.held:
                batch = await _aside(claims.claim, self.channel, AT_ONCE)
                if not batch:
                    break
                taken += len(batch)
                news = await _aside(self.teller.tell, [claim.delivery for claim in batch])
                for claim in batch:
                    await self._begin(group, claim, news.get(claim.delivery.pk))
        return taken

    async def _begin(self, group: asyncio.TaskGroup, claim: Claim, news: News | None) -> None:
        """Wait for the moment of a message and let it go; or say why it does not go."""
        follower = claim.delivery.follower
        if news is None or follower.off:
            await _aside(claims.dropped, claim, follower.off or "nothing left to tell")
            return
        quiet = quiet_seconds(follower, timezone.now())
        if self.held or quiet:
            await _aside(claims.put_back, claim, quiet)
            return
        await self.places.acquire()
        gap = self.transport.own_gap(follower)
        moment = await _aside(pace.reserve, self.channel, self.transport.gap)
        pause = max(0.0, (moment - pace.milliseconds()) / 1000)
        # A claim does not outlast a long hold: whoever is free when it ends will take it.
        self.held = self.held or pause > LONGEST_PAUSE
        if not self.held:
            await asyncio.sleep(pause)
        if not self.held and await _aside(_clear, claim, gap):
            group.create_task(self._send(claim, news))
            return
        self.places.release()
        if self.held:
            await _aside(claims.put_back, claim, min(pause, A_MINUTE))

    async def _send(self, claim: Claim, news: News) -> None:
        try:
            follower = claim.delivery.follower
            outcome = await self.transport.send(follower, news, claim.delivery.pk)
            if isinstance(outcome, Later):
                # Nobody knows whether the chat or the whole bot is too fast: all wait.
                self.held = True
            await _aside(keep, claim, outcome)
        finally:
            self.places.release()


def _clear(claim: Claim, gap: int) -> bool:
    """Whether the message may go out now; if not, the claim is put back."""
    if gap and not pace.may_write(claim.delivery.follower_id, gap):
        claims.put_back(claim, gap / 1000)
        return False
    return claims.start(claim)


def keep(claim: Claim, outcome: Outcome) -> None:
    """Write down what became of a delivery."""
    if isinstance(outcome, Sent):
        claims.sent(claim, outcome.receipt)
        endpoints.works(claim.delivery)
    elif isinstance(outcome, Later):
        pace.hold(claim.delivery.channel, outcome.seconds)
        claims.put_back(claim, outcome.seconds)
    elif isinstance(outcome, Off):
        claims.switch_off(claim, outcome.why)
    elif isinstance(outcome, Moved):
        move(claim.delivery.follower, outcome.address)
        claims.put_back(claim, 0)
    elif isinstance(outcome, Refused):
        logger.error("delivery %s was refused: %s", claim.delivery.pk, outcome.why)
        claims.refused(claim, outcome.why)
        endpoints.fails(claim.delivery)
    elif isinstance(outcome, Failed):
        claims.failed(claim, outcome.why, unsure=outcome.unsure)
        endpoints.fails(claim.delivery)


def move(follower: Follower, address: str) -> None:
    """A group has become a supergroup: the follower has another address from now on.

    Where that address follows already, its own wishes stand and the old follower is switched off.
    """
    known = Follower.objects.filter(channel=follower.channel, address=address).exists()
    change = {"off": Follower.Off.GONE} if known else {"address": address}
    Follower.objects.filter(pk=follower.pk).update(**change)


async def _aside(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    # The thread of the caller: a connection to the database is not shared between threads.
    return await sync_to_async(function, thread_sensitive=True)(*args, **kwargs)
