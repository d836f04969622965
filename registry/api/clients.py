"""Who asks, as far as the connection tells."""

from collections.abc import Mapping
from typing import Any

from rest_framework.settings import api_settings


def address_of(environ: Mapping[str, Any]) -> str:
    """The address of a request's client, by its environment (META).

    It is the one that the proxies in front of us saw (as many as NUM_PROXIES says), or the
    connection's own. Any other X-Forwarded-For is the client's to invent.
    """
    proxies = api_settings.NUM_PROXIES or 0
    told = environ.get("HTTP_X_FORWARDED_FOR") if proxies else None
    if not told:
        return str(environ.get("REMOTE_ADDR", ""))
    seen = told.split(",")
    return str(seen[-min(proxies, len(seen))]).strip()
