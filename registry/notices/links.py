"""Links of a letter: to begin, and to stop. Signed, so that nobody guesses one.

Until the first is pressed nothing is kept: anybody can type anybody's address. Whoever presses it
owns the address, and wants what the link says.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from registry.errors import NotFound
from registry.notices.models import Follower
from registry.notices.targets import Target

GOOD_FOR = dt.timedelta(days=3)
_stopping = Signer(salt="marapat.notices.stop")
_beginning = TimestampSigner(salt="marapat.notices.begin")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked letters about: to which address, in which language."""

    address: str
    language: str
    target: Target


def begin_link(wish: Wish) -> str:
    """Where the owner of the address makes the wish come true, within three days."""
    held = [wish.address, wish.language, str(wish.target.kind), wish.target.key]
    token = _beginning.sign_object(held)
    return settings.PUBLIC_URL + reverse("notices-begin", args=[token])


def wish_of(token: str) -> Wish:
    """The wish of a link; raises NotFound for one that was never made or is too old."""
    try:
        address, language, kind, key = _beginning.unsign_object(token, max_age=GOOD_FOR)
    except (BadSignature, ValueError):
        raise NotFound("unknown_link", "This link is not known, or no longer good.") from None
    return Wish(address, language, Target(kind, key))


def stop_link(follower: Follower) -> str:
    """Where this follower stops everything."""
    # The follower's own secret is signed as well: a new one makes every old link worthless.
    token = _stopping.sign_object({"f": follower.pk, "s": follower.secret[:12]})
    return settings.PUBLIC_URL + reverse("notices-stop", args=[token])


def follower_of(token: str) -> Follower:
    """The follower of a link; raises NotFound for one that was never made or is no longer good."""
    try:
        held: dict[str, Any] = _stopping.unsign_object(token)
    except (BadSignature, ValueError):
        held = {}
    followers = Follower.objects.filter(pk=held.get("f", 0), secret__startswith=held.get("s", "-"))
    found = followers.first()
    if found is None:
        raise NotFound("unknown_link", "This link is not known, or no longer good.")
    return found
