"""Who sends which delivery: claimed by conditional update, so that each has one sender at a time.

Workers die and requests hang. A claim that was never begun goes back as if nothing had been; one
whose request had begun goes back as unsure, because nobody can tell whether it arrived.
"""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from registry.notices.models import MOST_OF_A_PROBLEM, Channel, Delivery, Follower, Notice

State = Delivery.State
# To people: an outage may last, so only time gives up. An hour is the longest pause, and the only
# one after a request that could not even begin is a minute: it tells nothing of the follower.
LONGEST_FAILING = dt.timedelta(days=3)
LONGEST_PAUSE, NOT_BEGUN_PAUSE = 3600.0, 60.0
# What may have arrived is repeated ten times in those days, not eighty: each may be a double.
UNSURE_GROWS = 3.0
# To programs: seconds before the second, third … attempt.
PAUSES = {
    Channel.WEBHOOK: (5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in the hands of one sender; `token` proves it in every update."""

    delivery: Delivery
    token: str


def is_due(channel: str) -> bool:
    """Whether anything is to be sent on a channel now."""
    due = Delivery.objects.filter(state=State.WAITING, channel=channel)
    return due.filter(due_at__lte=timezone.now()).exists()


def claim(channel: str, count: int) -> list[Claim]:
    """At most `count` deliveries that are due, now the caller's. One of an address at a time."""
    now = timezone.now()
    lease = dt.timedelta(seconds=settings.NOTICES_LEASE_SECONDS)
    token = secrets.token_hex(12)
    due = Delivery.objects.filter(state=State.WAITING, channel=channel, due_at__lte=now)
    with transaction.atomic():
        waiting = due.order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            # Two workers that look at once see different rows instead of waiting for each other.
            waiting = waiting.select_for_update(skip_locked=True)
        rows = list(waiting.values_list("pk", "follower")[: count * 2])
        # The first of each follower; the dictionary keeps the order.
        first = {follower: pk for pk, follower in reversed(rows)}
        mine = [pk for pk, follower in rows if first[follower] == pk][:count]
        Delivery.objects.filter(pk__in=mine, state=State.WAITING).update(
            state=State.CLAIMED, claimed_by=token, claimed_until=now + lease
        )
    held = Delivery.objects.filter(claimed_by=token, state=State.CLAIMED)
    rows_held = held.select_related("follower", "notice__decree").order_by("due_at", "pk")
    return [Claim(delivery, token) for delivery in rows_held]


def _mine(claim: Claim, state: str) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(pk=claim.delivery.pk, state=state, claimed_by=claim.token)


def start(claim: Claim) -> bool:
    """The request is about to go out. False if the claim has lapsed: then it must not.

    It has the whole lease from here: how long it waited for its moment is not taken off.
    """
    now = timezone.now()
    lease = dt.timedelta(seconds=settings.NOTICES_LEASE_SECONDS)
    fresh = _mine(claim, State.CLAIMED).filter(claimed_until__gt=now)
    return bool(fresh.update(state=State.SENDING, claimed_until=now + lease))


def sent(claim: Claim, receipt: str) -> None:
    """It arrived."""
    _mine(claim, State.SENDING).update(
        state=State.SENT, sent_at=timezone.now(), receipt=receipt[:100], problem="",
        claimed_by="", claimed_until=None, attempts=F("attempts") + 1, failing_since=None,
    )  # fmt: skip


def put_back(claim: Claim, seconds: float) -> None:
    """Nothing was sent, and nobody is to blame: try again in so many seconds."""
    for state in (State.CLAIMED, State.SENDING):
        _mine(claim, state).update(
            state=State.WAITING, due_at=timezone.now() + dt.timedelta(seconds=seconds),
            claimed_by="", claimed_until=None,
        )  # fmt: skip


def failed(claim: Claim, problem: str, *, unsure: bool = False, begun: bool = True) -> None:
    """It went wrong; later again, with growing pauses, until it was tried often enough.

    `unsure`: nobody can tell whether it arrived. Not `begun`: no request went out, and none counts.
    """
    before, now = claim.delivery, timezone.now()
    # An endpoint that cannot be reached is one that fails: there, every attempt counts.
    counts = begun or before.channel in PAUSES
    after = Delivery(
        channel=before.channel,
        attempts=before.attempts + int(counts),
        unsure=before.unsure + int(unsure),
        failing_since=before.failing_since or now,
    )
    pause = pause_after(after, now, unsure=unsure, begun=begun)
    _mine(claim, State.SENDING).update(
        state=State.FAILED if pause is None else State.WAITING,
        due_at=now + dt.timedelta(seconds=pause or 0),
        attempts=after.attempts, unsure=after.unsure, failing_since=after.failing_since,
        problem=problem[:MOST_OF_A_PROBLEM], claimed_by="", claimed_until=None,
    )  # fmt: skip


def pause_after(
    delivery: Delivery, now: dt.datetime, *, unsure: bool = False, begun: bool = True
) -> float | None:
    """How many seconds to wait after what went wrong just now; None: it is given up."""
    if delivery.channel in PAUSES:
        pauses = PAUSES[Channel(delivery.channel)]
        return pauses[delivery.attempts - 1] if delivery.attempts <= len(pauses) else None
    if delivery.failing_since and now - delivery.failing_since >= LONGEST_FAILING:
        return None
    if not begun:
        return NOT_BEGUN_PAUSE
    # Beyond three days there is no difference, and large powers are no dates.
    doubled = min(2.0 ** min(delivery.attempts, 30), LONGEST_PAUSE)
    grown = UNSURE_GROWS ** (min(delivery.unsure, 12) + 1) if unsure else 0.0
    return max(doubled, grown)


def dropped(claim: Claim, why: str) -> None:
    """There is nothing to tell, or nobody to tell it to."""
    for state in (State.CLAIMED, State.SENDING):
        _mine(claim, state).update(
            state=State.DROPPED, problem=why[:MOST_OF_A_PROBLEM], claimed_by="", claimed_until=None
        )


def refused(claim: Claim, why: str) -> None:
    """It can never be sent as it is: a fault of ours, kept for whoever looks."""
    _mine(claim, State.SENDING).update(
        state=State.FAILED, problem=why[:MOST_OF_A_PROBLEM], attempts=F("attempts") + 1,
        claimed_by="", claimed_until=None,
    )  # fmt: skip


def switch_off(claim: Claim, why: str) -> None:
    """The follower is not to be written to any more: blocked, or gone."""
    Follower.objects.filter(pk=claim.delivery.follower_id).update(off=why)
    Delivery.objects.filter(
        follower=claim.delivery.follower_id, state=State.WAITING
    ).update(state=State.DROPPED, problem=why)  # fmt: skip
    dropped(claim, why)


def forget(before: dt.datetime) -> int:
    """Erase the deliveries, over and done with, of notices planned before a moment; says how many.

    Whoever was told is told of a correction too (`plan.told_of`): after this, no longer.
    """
    over = Delivery.objects.filter(state__in=(State.SENT, State.DROPPED, State.FAILED))
    old = Notice.objects.filter(planned_at__lt=before)
    gone = 0
    # Notice by notice: one of everybody's must not hold the rows of all the others.
    for notice in old.filter(deliveries__in=over).distinct().values_list("pk", flat=True):
        gone += over.filter(notice=notice).delete()[0]
    return gone


def recover() -> int:
    """Give back what was claimed too long; says how many were. Safe to run at any time."""
    now = timezone.now()
    lapsed = Delivery.objects.filter(claimed_until__lte=now)
    begun = lapsed.filter(state=State.SENDING).update(
        state=State.WAITING, due_at=now, unsure=F("unsure") + 1, attempts=F("attempts") + 1,
        problem="the sender vanished while it was on its way", claimed_by="", claimed_until=None,
    )  # fmt: skip
    held = lapsed.filter(state=State.CLAIMED).update(
        state=State.WAITING, due_at=now, claimed_by="", claimed_until=None
    )
    return begun + held
