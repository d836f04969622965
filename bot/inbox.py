"""Updates on their way to an answer: each is kept here before Telegram is told that it arrived.

So none is lost when a process ends, however it ends, and none is answered twice because Telegram
sent it twice: the number of an answered one is remembered for a day. Rows are claimed by
conditional update, so that several processes may work; a claim that is not renewed has lost its
process and lapses. The updates of one chat are taken one after the other, in Telegram's order,
whichever processes take them.
"""

import datetime as dt
import hashlib
import json
import logging
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from bot import metrics
from bot.limits import Guard
from bot.models import PendingUpdate

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=15)
REMEMBERED = dt.timedelta(days=1)
MOST_ATTEMPTS = 3
_LARGEST = 2**63 - 1
# An update as it will be kept, and who sent it.
_Arrived = tuple[PendingUpdate, int]


def receive(updates: Sequence[Mapping[str, Any]], guard: Guard) -> int:
    """Keep updates, with one insert; hands back how many. What the guard refuses is not kept, but
    for the one update by which a flooding user is told so; what is here already, only once.
    """
    arrived = [found for update in updates if (found := _read(update)) is not None]
    admitted = list(_admitted(arrived, guard))
    PendingUpdate.objects.bulk_create(admitted, ignore_conflicts=True)
    metrics.TURNED_AWAY.inc(len(arrived) - sum(not row.surplus for row in admitted))
    return len(admitted)


def _read(update: Mapping[str, Any]) -> _Arrived | None:
    try:
        number, (chat, author) = int(update["update_id"]), _parties(update)
        # As text: a database's own JSON has no NUL and no half of a pair, which people type.
        row = PendingUpdate(bot=_bot(), update_id=number, chat=chat, body=json.dumps(update))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        # Fetching it again would not make it better.
        logger.error("an update that is none was dropped: %s", type(error).__name__)
        return None
    return (row, author) if max(abs(number), abs(chat)) <= _LARGEST else None


def _parties(update: Mapping[str, Any]) -> tuple[int, int]:
    """(chat in which order is kept, author); an inline query has no chat but its author's own."""
    for content in update.values():
        if isinstance(content, Mapping):
            message = content.get("message", content)
            chat = int((message.get("chat") or content.get("from") or {}).get("id", 0))
            return chat, int((content.get("from") or {}).get("id", chat))
    return 0, 0


def _admitted(arrived: Sequence[_Arrived], guard: Guard) -> Iterator[PendingUpdate]:
    open_ = _open().filter(chat__in={row.chat for row, _ in arrived})
    counted = open_.order_by().values_list("chat").annotate(Count("pk"))
    waiting = Counter(dict(counted)) if arrived else Counter[int]()
    now = time.monotonic()
    for row, author in arrived:
        verdict = guard.admit(author, row.chat, waiting[row.chat], now)
        if verdict != "drop":
            row.surplus = verdict == "warn"
            waiting[row.chat] += 1
            yield row


def claim(worker: str, most: int) -> list[PendingUpdate]:
    """At most so many updates, now the worker's, no two of a chat; failing, none of them."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    open_ = _open().filter(attempts__lt=MOST_ATTEMPTS)
    earlier = open_.filter(chat=OuterRef("chat"), update_id__lt=OuterRef("update_id"))
    waiting = open_.filter(free).filter(~Exists(earlier)).order_by("update_id")
    seen = list(waiting[:most])
    if not seen:
        return []
    until = now + LEASE
    wanted = PendingUpdate.objects.filter(pk__in=[row.pk for row in seen])
    won = wanted.filter(free).update(
        claimed_by=worker, claimed_until=until, attempts=F("attempts") + 1
    )
    if won == len(seen):
        return seen
    # Another process was faster for some.
    mine = set(wanted.filter(claimed_by=worker, claimed_until=until).values_list("pk", flat=True))
    return [row for row in seen if row.pk in mine]


def renew(worker: str, rows: Collection[int]) -> int:
    """The worker is alive and at work on these (keys): they stay its own. Says how many they are.

    What it has claimed and does not know of, because the database's answer was lost, lapses.
    """
    return _held_by(worker).filter(pk__in=rows).update(claimed_until=timezone.now() + LEASE)


def done(row: PendingUpdate) -> None:
    """Answered: all that is kept is its number, lest it be answered again."""
    PendingUpdate.objects.filter(pk=row.pk).update(
        done_at=timezone.now(), body="", chat=0, claimed_by="", claimed_until=None
    )


def release(worker: str) -> int:
    """Give back what a worker that stops has not finished; says how much."""
    return _held_by(worker).update(claimed_by="", claimed_until=None, attempts=F("attempts") - 1)


def _held_by(worker: str) -> "QuerySet[PendingUpdate]":
    return PendingUpdate.objects.filter(claimed_by=worker, done_at=None)


def _open() -> "QuerySet[PendingUpdate]":
    """What this bot has not answered. Another's, of before the token changed, is not its own."""
    return PendingUpdate.objects.filter(bot=_bot(), done_at=None)


def _bot() -> str:
    words = f"{settings.BOT_API_URL}{settings.BOT_TOKEN}"
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(words.encode(), key=key, digest_size=8).hexdigest()


def tidy() -> None:
    """Set aside what broke every process that took it; forget the numbers of yesterday."""
    now = timezone.now()
    broken = PendingUpdate.objects.filter(
        done_at=None, attempts__gte=MOST_ATTEMPTS, claimed_until__lte=now
    )
    for row in broken:
        logger.error("update %s was tried %s times in vain", row.update_id, row.attempts)
        done(row)
    PendingUpdate.objects.filter(done_at__lt=now - REMEMBERED).delete()


def forget_chat(chat_id: int) -> None:
    """Erase what of a chat could not be answered. What still waits is newer than the wish."""
    PendingUpdate.objects.filter(chat=chat_id, attempts__gte=MOST_ATTEMPTS).delete()


def waiting() -> int:
    """How many updates wait or are at work."""
    return _open().count()
