"""Sessions that end: of themselves after a while, and where the second factor is missing.

What a view sees in `request.user` is somebody only while all of it holds, so that no view has to
ask. It is found out when it is asked for: pages and API calls that want no user cost nothing.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import login as auth_login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django_otp import login as otp_login
from django_otp.models import Device

from registry.accounts.models import User

# When the session began and when it was last used, in seconds since 1970.
BEGUN, SEEN = "begun", "seen"
# How exactly the last use is kept: not a write for every request.
NOTED_EVERY = 60


class SessionsThatEnd:
    """Middleware, after Django's and django-otp's own: who is still signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(partial(_present, request, request.user))  # type: ignore[assignment]
        return self.get_response(request)


def begin(request: HttpRequest, user: User, device: Device | None = None) -> None:
    """Sign in, by a password and, where it is asked for, the device of the second factor."""
    auth_login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[BEGUN] = request.session[SEEN] = int(time.time())
    if device is not None:
        otp_login(request, device)


def _present(request: HttpRequest, user: Any) -> User | AnonymousUser:
    if not user.is_authenticated:
        return AnonymousUser()
    now = int(time.time())
    session = request.session
    begun, seen = session.get(BEGUN, now), session.get(SEEN, now)
    over = now - begun > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE
    if over or (settings.SECOND_FACTOR and not user.is_verified()):
        session.flush()
        return AnonymousUser()
    if BEGUN not in session or now - seen > NOTED_EVERY:
        session[BEGUN], session[SEEN] = begun, now
    return user
