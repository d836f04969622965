"""The journal → notices. Read in order, each change once, by whichever worker comes first.

What one decree does within a short while is one notice, so that a decree which honours hundreds is
told in one message.
"""

import datetime as dt
import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry.honours.models import Change, Conferral, JournalHead
from registry.notices.models import Notice, NoticeItem, Position

AT_ONCE = 1000
# Action of the journal → what is told.
EVENTS = {
    "conferral.publish": "published",
    "conferral.revoked": "revoked",
    "conferral.restored": "restored",
    "conferral.declined": "declined",
    "conferral.returned": "returned",
    "conferral.withdraw": "withdrawn",
}


def begin() -> Position:
    """The position, locked; at the first call it is the journal's end: history is no news."""
    head = JournalHead.objects.filter(pk=1).values_list("last_id", flat=True).first() or 0
    Position.objects.get_or_create(pk=1, defaults={"last_change": head})
    return Position.objects.select_for_update().get(pk=1)


def gather(now: dt.datetime | None = None) -> int:
    """Put new changes of the journal into notices; says how many rows of it were read."""
    last = Position.objects.filter(pk=1).values_list("last_change", flat=True).first()
    # The common case, that nothing happened, costs two small reads and no lock.
    if last is not None and not Change.objects.filter(pk__gt=last).exists():
        return 0
    with transaction.atomic():
        position = begin()
        # Read after the lock: whoever waited for it opens no notice in the past.
        now = now or timezone.now()
        changes = list(Change.objects.filter(pk__gt=position.last_change).order_by("pk")[:AT_ONCE])
        _sort_in([c for c in changes if _is_news(c)], now)
        if changes:
            position.last_change = changes[-1].pk
            position.save(update_fields=["last_change"])
    return len(changes)


def _is_news(change: Change) -> bool:
    if change.action == "conferral.withdraw":
        # A draft that is withdrawn was never told.
        return bool(json.loads(change.before or "{}").get("state") == Conferral.State.PUBLISHED)
    return change.action in EVENTS


def _sort_in(changes: list[Change], now: dt.datetime) -> None:
    conferrals = {
        c.public_id: c
        for c in Conferral.objects.filter(public_id__in={c.object_id for c in changes})
    }
    notices: dict[tuple[str, int | None], Notice] = {}
    items = []
    for change in changes:
        conferral = conferrals.get(change.object_id)
        if conferral is None:
            continue
        key = (EVENTS[change.action], conferral.decree_id)
        if key not in notices:
            notices[key] = _open_notice(*key, now)
        items.append(NoticeItem(notice=notices[key], change=change.pk, conferral=conferral))
    NoticeItem.objects.bulk_create(items)


def _open_notice(event: str, decree: int | None, now: dt.datetime) -> Notice:
    # Not by the clock: only `plan` closes, under the same lock, and what it has closed is full.
    still = Notice.objects.filter(
        event=event, decree=decree, planned_at__isnull=True, closed_at__isnull=True
    )
    closes = now + dt.timedelta(seconds=settings.NOTICES_GATHER_SECONDS)
    return still.first() or Notice.objects.create(
        event=event, decree_id=decree, opened_at=now, closes_at=closes
    )
