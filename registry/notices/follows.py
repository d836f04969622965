"""Following: begin, end, look, quiet hours. Every front end comes here."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from registry.errors import InvalidInput
from registry.notices.gather import begin
from registry.notices.models import Follow, Follower
from registry.notices.targets import Target, checked
from registry.wording import LANGUAGES

MOST = 100


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the registry's time zone in which nothing is sent: from `since` until `until`."""

    since: int
    until: int


@transaction.atomic
def follow(*, channel: str, address: str, language: str, target: Target) -> bool:
    """Follow a target from now on; says whether that is new. Switches a silent follower on again.

    The caller has made sure that the address is the follower's own. Raises InvalidInput for an
    unknown target or language, or beyond a hundred follows.
    """
    checked(target)
    if language not in LANGUAGES:
        raise InvalidInput("unknown_language", f"language: {language!r} is not spoken here")
    begin()
    follower, fresh = Follower.objects.get_or_create(
        channel=channel, address=address, defaults={"language": language}
    )
    if not fresh:
        follower.language, follower.off = language, ""
        follower.save(update_fields=["language", "off"])
    if follower.follows.count() >= MOST:
        raise InvalidInput("too_many", f"at most {MOST} things can be followed", most=MOST)
    _, new = Follow.objects.get_or_create(follower=follower, kind=target.kind, key=target.key)
    return new


def unfollow(*, channel: str, address: str, target: Target | None = None) -> int:
    """Follow a target no longer, or nothing at all; says how many follows were ended."""
    gone = Follow.objects.filter(follower__channel=channel, follower__address=address)
    if target is not None:
        gone = gone.filter(kind=target.kind, key=target.key)
    return gone.delete()[0]


def follows_of(channel: str, address: str) -> list[Target]:
    """What an address follows, the oldest wish first."""
    found = Follow.objects.filter(follower__channel=channel, follower__address=address)
    return [Target(kind, key) for kind, key in found.values_list("kind", "key")]


def heard(*, channel: str, address: str) -> bool:
    """Something came from an address, so that it can be written to: notices come again.

    Says whether they had stopped because the sender was blocked, or the address gone. One read,
    but for that.
    """
    off = Follower.objects.filter(
        channel=channel, address=address, off__in=(Follower.Off.BLOCKED, Follower.Off.GONE)
    )
    # An update that changes nothing would still wait for the one writer that SQLite has.
    return off.exists() and bool(off.update(off=""))


def speak(*, channel: str, address: str, language: str) -> None:
    """Tell a follower in another language from now on."""
    Follower.objects.filter(channel=channel, address=address).update(language=language)


def quiet_of(channel: str, address: str) -> Quiet | None:
    """The hours in which an address is left alone, if it has any."""
    found = Follower.objects.filter(channel=channel, address=address, quiet_from__isnull=False)
    hours = found.values_list("quiet_from", "quiet_until").first()
    return Quiet(*hours) if hours else None  # type: ignore[arg-type]  # both are set, or neither


def quiet_seconds(follower: Follower, now: dt.datetime) -> float:
    """How long a follower's quiet hours go on; 0 outside of them."""
    since, until = follower.quiet_from, follower.quiet_until
    if since is None or until is None:
        return 0
    here = timezone.localtime(now)
    begun, lasts = (here.hour - since) % 24, (until - since) % 24
    if begun >= lasts:
        return 0
    whole = here.replace(minute=0, second=0, microsecond=0)
    return (whole + dt.timedelta(hours=lasts - begun) - here).total_seconds()


def be_quiet(*, channel: str, address: str, hours: Quiet | None) -> bool:
    """Set or lift the quiet hours; False if the address follows nothing. Raises InvalidInput."""
    if hours is not None and not (
        0 <= hours.since < 24 and 0 <= hours.until < 24 and hours.since != hours.until
    ):
        raise InvalidInput("quiet_hours", "two different hours between 0 and 23")
    since, until = (hours.since, hours.until) if hours else (None, None)
    found = Follower.objects.filter(channel=channel, address=address)
    return bool(found.update(quiet_from=since, quiet_until=until))


def forget(*, channel: str, address: str) -> int:
    """Erase a follower with its wishes and deliveries; says how many rows are gone."""
    return Follower.objects.filter(channel=channel, address=address).delete()[0]
