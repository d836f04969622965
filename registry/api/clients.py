"""Who asks, as far as the connection tells."""

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.settings import api_settings


def address_of(request: HttpRequest | Request) -> str:
    """The client's address: the one that the proxies in front of us saw (as many as NUM_PROXIES
    says), or the connection's own. Any other X-Forwarded-For is the client's to invent.
    """
    proxies = api_settings.NUM_PROXIES or 0
    told = request.META.get("HTTP_X_FORWARDED_FOR") if proxies else None
    if not told:
        return str(request.META.get("REMOTE_ADDR", ""))
    seen = told.split(",")
    return str(seen[-min(proxies, len(seen))]).strip()
