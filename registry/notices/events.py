"""News for programs: the body of a webhook, and its signature by the Standard Webhooks scheme.

The message id is the delivery's. It stays the same however often the message is repeated, so a
receiver that keeps the ids it has seen does nothing twice. A receiver refuses a time that is more
than `WINDOW` seconds from its own clock, so that nobody can send an old message again.
"""

import base64
import hashlib
import hmac
import time
from dataclasses import asdict
from typing import Any

from django.conf import settings

from registry.notices.models import Follower
from registry.notices.news import News

WINDOW = 300
MOST_CHANGES = 1000
_PREFIX = "whsec_"


def event_of(news: News) -> dict[str, Any]:
    """What happened, with ids and addresses; what it means is fetched from the API."""
    happened = news.happened
    assert happened is not None  # only news made by hand lacks it
    changes = happened.changes[:MOST_CHANGES]
    gone = news.event == "withdrawn"
    return {
        "type": f"conferral.{news.event}",
        "timestamp": happened.at.isoformat(),
        "data": {
            "notice": news.id,
            "language": news.language,
            "headline": news.headline,
            "why": news.why,
            "decree": {"id": happened.decree, "text": news.decree} if happened.decree else None,
            "changes": [
                {"change": number, "conferral": id, "url": None if gone else _url("conferrals", id)}
                for number, id in changes
            ],
            "more_changes": len(happened.changes) - len(changes),
            "told": [asdict(line) for line in news.lines],
            "changes_url": _url(f"changes?since={changes[0][0] - 1}") if changes else None,
            "permalink": news.permalink or None,
        },
        "registry": {"version": happened.version, "head": happened.head},
    }


def signed(secret: str, message: str, body: bytes, now: int | None = None) -> dict[str, str]:
    """The headers by which the other side knows who sent it, when, and that it is whole."""
    at = str(int(time.time()) if now is None else now)
    content = b".".join((message.encode(), at.encode(), body))
    seal = base64.b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest())
    return {
        "webhook-id": message,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{seal.decode()}",
    }


def message_id(delivery: int) -> str:
    """What a delivery is called, however often it is repeated."""
    return f"delivery-{delivery}"


def shown_secret(follower: Follower) -> str:
    """The secret as receivers' libraries want it. To be shown once, when it is made."""
    return _PREFIX + base64.b64encode(follower.secret.encode()).decode()


def _url(*parts: str) -> str:
    return f"{settings.PUBLIC_URL}/api/v1/" + "/".join(parts)
