"""News as a signed request to a program's address.

The body is signed with the follower's secret (HMAC-SHA256 over the id, the time and the body); the
id is the delivery's and stays the same when it is repeated, so that the other side can tell.
"""

import hashlib
import hmac
import time
from dataclasses import asdict
from types import TracebackType
from typing import Self

import httpx
import orjson

from registry.notices.models import Follower
from registry.notices.news import News
from registry.notices.transports.base import Failed, Off, Outcome, Refused, Sent
from registry.outbound import Forbidden, PublicTransport

SECONDS = 10.0


class WebhookTransport:
    """Posts JSON."""

    ready = True
    gap = 50

    async def __aenter__(self) -> Self:
        self.http = httpx.AsyncClient(
            transport=PublicTransport(), timeout=SECONDS, follow_redirects=False, trust_env=False
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.aclose()

    def own_gap(self, follower: Follower) -> int:
        """A program takes what comes."""
        return 0

    async def send(self, follower: Follower, news: News, delivery: int) -> Outcome:
        """One request; 2xx is taken, 410 switches the address off, the rest is tried again."""
        body = orjson.dumps({"delivery": delivery, **asdict(news)})
        headers = {"content-type": "application/json"} | signed(follower.secret, delivery, body)
        try:
            answer = await self.http.post(follower.address, content=body, headers=headers)
        except Forbidden as error:
            return Refused(str(error))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Failed(f"{type(error).__name__}: {error}")
        if answer.is_success:
            return Sent(str(answer.status_code))
        gone = answer.status_code == httpx.codes.GONE
        return Off(Follower.Off.GONE) if gone else Failed(f"answered {answer.status_code}")


def signed(secret: str, delivery: int, body: bytes, now: int | None = None) -> dict[str, str]:
    """The headers by which the other side knows who sent it, when, and that it is whole."""
    at = str(int(time.time()) if now is None else now)
    content = b".".join((str(delivery).encode(), at.encode(), body))
    seal = hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
    return {
        "marapat-delivery": str(delivery),
        "marapat-time": at,
        "marapat-signature": f"sha256={seal}",
    }
