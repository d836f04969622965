"""Who gave the right password and not yet a code: known to the session, not signed in."""

import time
from dataclasses import asdict, dataclass

from django.http import HttpRequest

from registry.accounts.models import User

_KEY = "coming_in"
# So long the code may be waited for; setting up an app takes a while.
GOOD_FOR = 15 * 60


@dataclass(frozen=True, slots=True)
class _Kept:
    user: int
    # What a session of this user would be bound to: a new password ends this as well.
    bound: str
    until: int
    onward: str


def begin(request: HttpRequest, user: User, onward: str) -> None:
    """Remember that the password was right, and where to go afterwards."""
    request.session.cycle_key()
    kept = _Kept(user.pk, user.get_session_auth_hash(), int(time.time()) + GOOD_FOR, onward)
    request.session[_KEY] = asdict(kept)


def found(request: HttpRequest) -> tuple[User, str] | None:
    """The user who is half in, and where to go afterwards; None when it is too long ago."""
    told = request.session.get(_KEY)
    kept = _Kept(**told) if told else None
    if kept is None or kept.until < time.time():
        return None
    user = User.objects.filter(pk=kept.user, is_active=True, is_staff=True).first()
    if user is None or user.get_session_auth_hash() != kept.bound:
        return None
    return user, kept.onward


def end(request: HttpRequest) -> None:
    """Forget it: signed in by now, or locked out."""
    request.session.pop(_KEY, None)
