"""How often a client has asked: counted in Redis where there is one, else in this process."""

import logging
import time
from dataclasses import dataclass
from threading import Lock

from limits.errors import StorageError
from limits.storage import RedisStorage

logger = logging.getLogger(__name__)

# A server that does not answer is not waited for at each request.
PATIENCE = 0.25
PAUSE = 5.0
# Where in a request's environment the door leaves the meter that it counts on.
METER = "marapat.meter"


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


class Here:
    """Counts of this process. The library's own start a thread for every lull between requests."""

    def __init__(self, remembered: int = 50_000) -> None:
        self.remembered = remembered
        self._windows: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._windows)

    def hit(self, rate: Rate, key: str) -> Count:
        """Count one request."""
        now = time.monotonic()
        with self._lock:
            if len(self._windows) > self.remembered:
                self._windows = {k: w for k, w in self._windows.items() if w[1] > now}
            number, until = self._windows.get(key, (0, 0.0))
            if until <= now:
                number, until = 0, now + rate.window
            self._windows[key] = number + 1, until
        return _counted(rate, number + 1, until - now)


class Meter:
    """A fixed window for each client, from its first request on.

    When Redis is down each process counts by itself: a limit that is too generous for a while is
    better than a service that refuses everybody.
    """

    def __init__(self, url: str) -> None:
        self.here = Here()
        self.shared: RedisStorage | None = None
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
        return self.here.hit(rate, key)


def _count(storage: RedisStorage, rate: Rate, key: str) -> Count:
    # The count that `incr` hands back is this request's own, whoever else asks at the same time.
    number = storage.incr(key, rate.window)
    return _counted(rate, number, storage.get_expiry(key) - time.time())


def _counted(rate: Rate, number: int, rest: float) -> Count:
    seconds = min(rate.window, max(1, round(rest + 0.5)))
    return Count(number <= rate.most, max(0, rate.most - number), seconds)
