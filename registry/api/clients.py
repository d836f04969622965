"""Who asks, as far as the connection tells."""

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle


def address_of(request: HttpRequest | Request) -> str:
    """The client's address: the one that the proxy in front of us saw, or the connection's own."""
    # An untrusted X-Forwarded-For is the client's to invent: DRF reads it by NUM_PROXIES.
    return str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]
