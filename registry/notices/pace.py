"""How fast, over all workers: a place in the queue of messages, and a place to send from.

Telegram counts all that a bot says: notices take their moments from what its answers leave. And
its "too many requests" does not tell whether the chat or the bot is meant. We take it for the
chat's: one chat in a hurry is common, and nobody else is to wait for it. If another chat is refused
while the first one's pause still runs, it is the bot's, and all wait; at our pace that shows within
some tens of milliseconds, at the price of one or two requests more that are refused.
"""

import datetime as dt
import time
from collections.abc import Iterable

from django.db.models import F
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from registry.notices.models import Follower, Lane, Pace

# Answers push the next notice off by so many milliseconds at most: notices always get through.
MOST_BEHIND = 1000


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


def refused(channel: str, address: str, seconds: float) -> bool:
    """An address was told to wait. Says whether all are to wait, and sees to it that they do."""
    now = milliseconds()
    until = now + round(seconds * 1000)
    hold_addresses(channel, [address], until)
    Pace.objects.get_or_create(channel=channel)
    pace = Pace.objects.filter(channel=channel)
    if pace.filter(refused_until__gt=now).exclude(refused=address).exists():
        hold(channel, seconds)
        return True
    pace.update(refused=address, refused_until=until)
    return False


def hold_addresses(channel: str, addresses: Iterable[str], until: int) -> None:
    """None of these is written to before a moment (ms since 1970)."""
    found = Follower.objects.filter(channel=channel, address__in=list(addresses))
    found.filter(next_at__lt=until).update(next_at=until)


def spent(channel: str, messages: int, gap: int) -> None:
    """So many messages went out beside the notices, and take their moments of `gap` ms each.

    A hold that is longer stays as it is.
    """
    now = milliseconds()
    Pace.objects.get_or_create(channel=channel)
    pushed = Greatest(F("next_at"), now) + messages * gap
    pace = Pace.objects.filter(channel=channel, next_at__lt=now + MOST_BEHIND)
    pace.update(next_at=Least(pushed, now + MOST_BEHIND))


def wait_of(follower: int, gap: int) -> int:
    """How many ms an address is not to be written to; where none, it is not again for `gap` ms."""
    now = milliseconds()
    if Follower.objects.filter(pk=follower, next_at__lte=now).update(next_at=now + gap):
        return 0
    then = Follower.objects.filter(pk=follower).values_list("next_at", flat=True).first()
    # At least something: the moment may have passed between the two statements.
    return max((then or 0) - now, 1)


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
