"""What runs by the clock for notices."""

import datetime as dt
import time

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from registry.notices import claims, pace
from registry.notices.gather import gather
from registry.notices.models import Channel
from registry.notices.plan import plan
from registry.notices.sending import send_due

# So long a task works at most: others want the worker too, and the clock rings again soon.
WORKS = 20.0
A_TURN = 4.0


@shared_task(name="notices.work", expires=10)
def work() -> int:
    """Read the journal, plan, send; until there is nothing to do. Says how many were taken up.

    Several may run at once, in as many lanes as the settings give; one that finds no lane leaves.
    """
    lane = pace.free_lane(settings.NOTICES_LANES, dt.timedelta(seconds=WORKS * 3))
    if lane is None:
        return 0
    try:
        return _work(time.monotonic() + WORKS)
    finally:
        pace.leave_lane(lane)


@shared_task(name="notices.forget_old")
def forget_old() -> int:
    """Erase who was told what, NOTICES_KEPT_DAYS ago; says how much. Safe to run twice."""
    return claims.forget(timezone.now() - dt.timedelta(days=settings.NOTICES_KEPT_DAYS))


def _work(deadline: float) -> int:
    done = 0
    while time.monotonic() < deadline:
        gather()
        plan()
        claims.recover()
        turn = min(deadline, time.monotonic() + A_TURN)
        # A turn for each channel, so that a slow one keeps no other waiting.
        taken = sum(send_due(channel, turn) for channel in Channel.values)
        done += taken
        if not taken:
            break
    return done
