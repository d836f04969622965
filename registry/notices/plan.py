"""Notices → deliveries: one row for each follower whom it concerns, however often it is planned.

A notice is closed before it is planned, under the lock that `gather` holds while it sorts changes
in: a change is either there when the followers are looked for, or goes into another notice.
"""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.honours.models import Conferral
from registry.honours.querysets import ConferralQuerySet
from registry.notices.gather import begin
from registry.notices.models import Delivery, Follow, Follower, Notice, NoticeItem
from registry.notices.targets import Target, targets_of

AT_ONCE = 1000
KEYS_AT_ONCE = 400


def plan(now: dt.datetime | None = None) -> int:
    """Plan every notice that has closed; says how many. Broken off, it is begun again in full:
    the database refuses a second delivery of a notice to a follower.
    """
    now = now or timezone.now()
    planned = 0
    for notice in _closed(now):
        rows = conferrals_of(notice)
        wanted = reduce(set.union, targets_of(rows).values(), set[Target]())
        _deliver(notice, wanted, now)
        planned += Notice.objects.filter(pk=notice.pk, planned_at__isnull=True).update(
            planned_at=now
        )
    return planned


def _closed(now: dt.datetime) -> list[Notice]:
    """The notices that are full and not planned; those whose time is over are closed here."""
    open_ = Notice.objects.filter(planned_at__isnull=True)
    over = open_.filter(closed_at__isnull=True, closes_at__lte=now)
    if over.exists():
        with transaction.atomic():
            begin()
            over.update(closed_at=now)
    return list(open_.filter(closed_at__isnull=False))


def conferrals_of(notice: Notice) -> ConferralQuerySet:
    """The conferrals that a notice tells of, as far as the public may see them now.

    What was taken back before it was told is not told. That it was taken back is told to those
    whom it had been told to (`told_of`), and to nobody else: it may have been published by mistake.
    """
    state = "withdrawn" if notice.event == "withdrawn" else "published"
    told = NoticeItem.objects.filter(notice=notice).values("conferral")
    rows: ConferralQuerySet = Conferral.objects.filter(pk__in=told, state=state)
    return rows.select_related("recipient", "award", "grade").order_by("pk")


def told_of(notice: Notice) -> "QuerySet[Delivery]":
    """Deliveries that told, or may have told, of a conferral of this notice before."""
    items = NoticeItem.objects.filter(notice=notice).values("conferral")
    told = Delivery.objects.filter(notice__items__conferral__in=items).exclude(notice=notice)
    return told.filter(Q(state=Delivery.State.SENT) | Q(unsure__gt=0))


def _deliver(notice: Notice, targets: Iterable[Target], now: dt.datetime) -> None:
    wanted = list(targets)
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        some = wanted[start : start + KEYS_AT_ONCE]
        match = reduce(or_, (Q(kind=target.kind, key=target.key) for target in some))
        followers = Follow.objects.filter(match, follower__off="").order_by()
        if notice.event == "withdrawn":
            followers = followers.filter(follower__in=told_of(notice).values("follower"))
        ids = list(followers.values_list("follower", flat=True).distinct())
        for first in range(0, len(ids), AT_ONCE):
            _store(notice, ids[first : first + AT_ONCE], now)


def _store(notice: Notice, ids: list[int], now: dt.datetime) -> None:
    followers = Follower.objects.filter(pk__in=ids)
    Delivery.objects.bulk_create(
        [
            Delivery(notice=notice, follower_id=follower, channel=channel, due_at=now)
            for follower, channel in followers.values_list("pk", "channel")
        ],
        ignore_conflicts=True,
    )
