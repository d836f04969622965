"""The page of those who are locked out: what happened, and until when, in every language."""

import datetime as dt
from ipaddress import ip_address
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from rest_framework.throttling import BaseThrottle


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """In place of the login's answer. It says the same of names that nobody has."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    until = _until(username, request.axes_ip_address)  # type: ignore[attr-defined]
    context = {**admin.site.each_context(request), "said": _in_each_language(until)}
    page = render(request, "desk/signing_in/locked.html", context, status=429)
    page["Retry-After"] = str(max(1, round((until - timezone.now()).total_seconds())))
    page["Cache-Control"] = "no-store"
    return page


def client_address(request: HttpRequest) -> str | None:
    """Whose failures are counted together: read as the API reads it, by NUM_PROXIES.

    None where there is no address (a socket of this machine) or what came is none.
    """
    told = str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]
    try:
        return str(ip_address(told))
    except ValueError:
        return None


def _until(username: str, address: str | None) -> dt.datetime:
    tries = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = tries.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + settings.AXES_COOLOFF_TIME


def _in_each_language(until: dt.datetime) -> list[tuple[str, str, str]]:
    """(language, headline, sentence); the visitor's own language first."""
    own = translation.get_language()
    said = []
    for lang, _name in sorted(settings.LANGUAGES, key=lambda pair: pair[0] != own):
        with translation.override(lang):
            when = date_format(timezone.localtime(until), "H:i")
            why = _(
                "There were too many wrong passwords or codes for this name from this address. "
                "Try again after %(time)s, or ask an administrator to let you in."
            ) % {"time": when}
            said.append((lang, _("Locked for a while"), why))
    return said
