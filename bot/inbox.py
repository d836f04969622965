"""Updates that came by webhook, waiting in the database until a bot process has answered them.

Each is claimed by conditional update, so that several processes may work; a claim that is held too
long has lost its process and lapses. The updates of one chat are taken one after the other, in
Telegram's order, whichever processes take them.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from bot.models import PendingUpdate

LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 3


def receive(update: Mapping[str, Any]) -> bool:
    """Keep an update; False if it is here already, as one that Telegram repeats is."""
    number = int(update["update_id"])
    _, fresh = PendingUpdate.objects.get_or_create(
        update_id=number, defaults={"chat": _chat_of(update), "body": dict(update)}
    )
    return fresh


def _chat_of(update: Mapping[str, Any]) -> int:
    """The chat in which order is kept; of an inline query, which has none, its author."""
    for content in update.values():
        if isinstance(content, Mapping):
            message = content.get("message", content)
            chat = message.get("chat") or content.get("from") or {}
            return int(chat.get("id", 0))
    return 0


def claim(worker: str, most: int) -> list[PendingUpdate]:
    """At most so many updates, now the worker's, no two of a chat."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    open_ = PendingUpdate.objects.filter(attempts__lt=MOST_ATTEMPTS)
    earlier = open_.filter(chat=OuterRef("chat"), update_id__lt=OuterRef("update_id"))
    waiting = open_.filter(free).filter(~Exists(earlier)).order_by("update_id")
    taken = []
    for row in waiting[:most]:
        mine = PendingUpdate.objects.filter(pk=row.pk, attempts=row.attempts).filter(free)
        if mine.update(claimed_by=worker, claimed_until=now + LEASE, attempts=F("attempts") + 1):
            taken.append(row)
    return taken


def done(row: PendingUpdate) -> None:
    """Answered: it need not be kept."""
    PendingUpdate.objects.filter(pk=row.pk).delete()


def release(worker: str) -> int:
    """Give back what a worker that stops has not finished; says how much."""
    return PendingUpdate.objects.filter(claimed_by=worker).update(
        claimed_by="", claimed_until=None, attempts=F("attempts") - 1
    )


def waiting() -> int:
    """How many updates wait or are at work."""
    return PendingUpdate.objects.count()
