"""How fast, over all workers: a place in the queue of messages, and a place to send from."""

import datetime as dt
import time

from django.utils import timezone

from registry.notices.models import Follower, Lane, Pace


def milliseconds() -> int:
    """Now, since 1970."""
    return time.time_ns() // 1_000_000


def reserve(channel: str, gap: int) -> int:
    """The moment (ms since 1970) at which the caller may send one message of a channel.

    The moments of all workers are at least `gap` ms apart: each is given away by one conditional
    update.
    """
    while True:
        pace, _ = Pace.objects.get_or_create(channel=channel)
        moment = max(milliseconds(), pace.next_at)
        mine = Pace.objects.filter(channel=channel, next_at=pace.next_at)
        if mine.update(next_at=moment + gap):
            return moment


def hold(channel: str, seconds: float) -> None:
    """Nobody sends for so long: the channel told us to come back later."""
    until = milliseconds() + round(seconds * 1000)
    Pace.objects.filter(channel=channel, next_at__lt=until).update(next_at=until)


def may_write(follower: int, gap: int) -> bool:
    """Whether an address may be written to now; if so, it is not again for `gap` ms."""
    now = milliseconds()
    return bool(Follower.objects.filter(pk=follower, next_at__lte=now).update(next_at=now + gap))


def free_lane(lanes: int, held: dt.timedelta) -> int | None:
    """The number of a lane that is now the caller's for a while; None if all are taken."""
    now = timezone.now()
    for number in range(lanes):
        Lane.objects.get_or_create(number=number, defaults={"held_until": now})
        if Lane.objects.filter(number=number, held_until__lte=now).update(held_until=now + held):
            return number
    return None


def leave_lane(number: int) -> None:
    """Give a lane back."""
    Lane.objects.filter(number=number).update(held_until=timezone.now())
