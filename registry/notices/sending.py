"""Deliveries → messages: claimed one by one, sent at their moment, and what became of each kept.

Requests overlap, so that one that hangs holds up nobody; their moments are given out over all
workers (`pace`). Whatever goes wrong with one, the others on their way are brought to an end: a
message that is broken off may have arrived, and would come twice.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import async_to_sync, sync_to_async
from django.db import DatabaseError, close_old_connections
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
# What became of a message is written down all the same when the database is away for a moment.
AGAIN = (0.2, 1.0, 3.0)

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
        """Claim, send, claim again. What breaks that off is raised when nothing is on its way."""
        taken, broken = 0, None
        async with self.transport, asyncio.TaskGroup() as group:
            try:
                while time.monotonic() < self.deadline and not self.held:
                    batch = await self._batch(group)
                    taken += batch
                    if not batch:
                        break
            except Exception as error:
                broken = error
        if broken is not None:
            raise broken
        return taken

    async def _batch(self, group: asyncio.TaskGroup) -> int:
        batch = await _aside(claims.claim, self.channel, AT_ONCE)
        news = await _aside(self.teller.tell, [claim.delivery for claim in batch])
        for claim in batch:
            await self._begin(group, claim, news.get(claim.delivery.pk))
        return len(batch)

    async def _begin(self, group: asyncio.TaskGroup, claim: Claim, news: News | None) -> None:
        """Wait for the moment of a message and let it go; or say why it does not go."""
        follower = claim.delivery.follower
        if news is None or follower.off:
            await _aside(claims.dropped, claim, follower.off or "nothing left to tell")
            return
        quiet = quiet_seconds(follower, timezone.now())
        # An address that is held takes no moment from the others.
        own = max(0.0, (follower.next_at - pace.milliseconds()) / 1000)
        if self.held or quiet or own:
            await _aside(claims.put_back, claim, max(quiet, own))
            return
        await self.places.acquire()
        await self._at_its_moment(group, claim, news)

    async def _at_its_moment(self, group: asyncio.TaskGroup, claim: Claim, news: News) -> None:
        """With a place taken: send when the turn comes, or give the place back."""
        going = False
        try:
            going = await self._may_go(claim)
            if going:
                group.create_task(self._send(claim, news))
        finally:
            if not going:
                self.places.release()

    async def _may_go(self, claim: Claim) -> bool:
        gap = self.transport.own_gap(claim.delivery.follower)
        moment = await _aside(pace.reserve, self.channel, self.transport.gap)
        pause = max(0.0, (moment - pace.milliseconds()) / 1000)
        # A claim does not outlast a long hold: whoever is free when it ends will take it.
        self.held = self.held or pause > LONGEST_PAUSE
        if not self.held:
            await asyncio.sleep(pause)
        if self.held:
            await _aside(claims.put_back, claim, min(pause, A_MINUTE))
            return False
        return await _aside(_clear, claim, gap)

    async def _send(self, claim: Claim, news: News) -> None:
        try:
            outcome = await self._outcome(claim, news)
            for pause in (*AGAIN, None):
                try:
                    self.held = await _aside(keep, claim, outcome) or self.held
                    return
                except DatabaseError:
                    if pause is None:
                        # Its claim lapses, and it counts as one of which nobody can tell.
                        logger.exception("of delivery %s is not known", claim.delivery.pk)
                        return
                    await _aside(close_old_connections)
                    await asyncio.sleep(pause)
        finally:
            self.places.release()

    async def _outcome(self, claim: Claim, news: News) -> Outcome:
        follower = claim.delivery.follower
        try:
            return await self.transport.send(follower, news, claim.delivery.pk)
        except Exception as error:
            # A fault of ours. It must not break off the other messages that are on their way.
            logger.exception("delivery %s broke", claim.delivery.pk)
            return Failed(f"{type(error).__name__}: {error}", unsure=True)


def _clear(claim: Claim, gap: int) -> bool:
    """Whether the message may go out now; if not, the claim is put back."""
    wait = pace.wait_of(claim.delivery.follower_id, gap) if gap else 0
    if wait:
        claims.put_back(claim, wait / 1000)
        return False
    return claims.start(claim)


def keep(claim: Claim, outcome: Outcome) -> bool:
    """Write down what became of a delivery; says whether all others are to wait now."""
    if isinstance(outcome, Later):
        return _wait(claim, outcome)
    if isinstance(outcome, Sent):
        claims.sent(claim, outcome.receipt)
        endpoints.works(claim.delivery)
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
        claims.failed(claim, outcome.why, unsure=outcome.unsure, begun=outcome.begun)
        endpoints.fails(claim.delivery)
    return False


def _wait(claim: Claim, told: Later) -> bool:
    channel, address = claim.delivery.channel, claim.delivery.follower.address
    claims.put_back(claim, told.seconds)
    if told.everybody:
        pace.hold(channel, told.seconds)
        return True
    return pace.refused(channel, address, told.seconds)


def move(follower: Follower, address: str) -> None:
    """A group has become a supergroup: the follower has another address from now on.

    Where that address follows already, its own wishes stand and the old follower is switched off.
    """
    others = Follower.objects.exclude(pk=follower.pk)
    known = others.filter(channel=follower.channel, address=address).exists()
    change = {"off": Follower.Off.GONE} if known else {"address": address}
    Follower.objects.filter(pk=follower.pk).update(**change)


async def _aside(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    # The thread of the caller: a connection to the database is not shared between threads.
    return await sync_to_async(function, thread_sensitive=True)(*args, **kwargs)
