"""News as a signed request to a program's address."""

import asyncio
from types import TracebackType
from typing import Self

import httpx
import orjson
from django.conf import settings

from registry.notices.events import event_of, message_id, signed
from registry.notices.models import Follower
from registry.notices.news import News
from registry.notices.transports.base import Failed, Off, Outcome, Refused, Sent
from registry.outbound import Forbidden, PublicTransport

SECONDS = 10.0
# So much of what the other side answers is kept for whoever looks into it.
KEPT = 300
# What goes wrong once the request is out: nobody can tell whether it arrived.
_BEHIND = (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError)


class WebhookTransport:
    """Posts JSON."""

    ready = True
    gap = 50

    async def __aenter__(self) -> Self:
        self.http = httpx.AsyncClient(
            transport=PublicTransport(inner=settings.WEBHOOK_INNER_HOSTS),
            timeout=SECONDS, follow_redirects=False, trust_env=False,
            headers={"content-type": "application/json", "user-agent": "Marapat"},
        )  # fmt: skip
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
        body = orjson.dumps(event_of(news))
        headers = signed(follower.secret, message_id(delivery), body)
        try:
            # httpx counts its time-out for each piece; who drips an answer is stopped by the whole.
            async with asyncio.timeout(SECONDS):
                status, said = await self._post(follower.address, body, headers)
        except Forbidden as error:
            return Refused(str(error))
        except TimeoutError:
            return Failed(f"no answer in {SECONDS:.0f} s", unsure=True)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Failed(f"{type(error).__name__}: {error}", unsure=isinstance(error, _BEHIND))
        if 200 <= status < 300:
            return Sent(str(status))
        if status == httpx.codes.GONE:
            return Off(Follower.Off.GONE)
        unsure = status in (httpx.codes.BAD_GATEWAY, httpx.codes.GATEWAY_TIMEOUT)
        return Failed(f"answered {status}: {said}".rstrip(": "), unsure=unsure)

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """The status and the start of what was answered, however long it is."""
        async with self.http.stream("POST", url, content=body, headers=headers) as answer:
            said = b""
            async for piece in answer.aiter_raw(KEPT):
                said += piece
                if len(said) >= KEPT:
                    break
        return answer.status_code, _printable(said[:KEPT])


def _printable(said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
