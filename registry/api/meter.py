"""How often a client has asked: counted in Redis where there is one, else in this process."""

import logging
import time
from dataclasses import dataclass

from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage

logger = logging.getLogger(__name__)

# A server that does not answer is not waited for at each request.
PATIENCE = 0.25
PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in a window of so many seconds, under a name."""

    name: str
    most: int
    window: int


@dataclass(frozen=True, slots=True)
class Count:
    """Where a client stands: whether it may go on, how many are left, until when (seconds)."""

    allowed: bool
    left: int
    seconds: int


class Meter:
    """A fixed window for each client, from its first request on.

    When Redis is down each process counts by itself: a limit that is too generous for a while is
    better than a service that refuses everybody.
    """

    def __init__(self, url: str) -> None:
        self.here: Storage = MemoryStorage()
        self.shared: Storage | None = None
        if url:
            self.shared = RedisStorage(
                url, key_prefix="marapat-rate", wrap_exceptions=True,
                socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE,
            )  # fmt: skip
        self._shared_again = 0.0

    def hit(self, rate: Rate, client: str) -> Count:
        """Count one request."""
        key = f"{rate.name}/{rate.window}/{client}"
        if self.shared is not None and time.monotonic() >= self._shared_again:
            try:
                return _count(self.shared, rate, key)
            except StorageError as error:
                self._shared_again = time.monotonic() + PAUSE
                logger.warning("rate limits: Redis does not answer, counting here: %s", error)
        return _count(self.here, rate, key)


def _count(storage: Storage, rate: Rate, key: str) -> Count:
    # The count that `incr` hands back is this request's own, whoever else asks at the same time.
    number = storage.incr(key, rate.window)
    rest = storage.get_expiry(key) - time.time()
    seconds = min(rate.window, max(1, round(rest + 0.5)))
    return Count(number <= rate.most, max(0, rate.most - number), seconds)
