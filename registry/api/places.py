"""Places to work, and how many streams there are at once.

The server has many threads, since a slow reader of a stream holds one; were all of them to work
at once they would only get in each other's way. So few work, and the others wait their turn.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException

_work = BoundedSemaphore(settings.WEB_PLACES)
# Streams that begin at the same time fill their readers' buffers as fast as they can: of all the
# places they get one.
_streaming = BoundedSemaphore(1)


@contextmanager
def working() -> Iterator[None]:
    """A place to work on a stream, once there is one."""
    with _streaming, _work:
        yield


def places(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., object]:
    """The middleware that gives every request a place while its response is made."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with _work:
            return get_response(request)

    return middleware


class TooManyStreams(APIException):
    """There is no thread left for one more stream, or the client has as many as it may."""

    status_code = 503
    default_code = "too_many_streams"
    wait = 30

    def __init__(self, detail: str) -> None:
        super().__init__(detail)


class Streams:
    """How many streams run, in all and for each client."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._running: Counter[str] = Counter()
        self._lock = Lock()

    def enter(self, client: str, each: int) -> Callable[[], None]:
        """Take a place; the function that comes back gives it back, once however often called."""
        with self._lock:
            if self._running[client] >= each:
                raise TooManyStreams(f"You are reading {each} streams already: one at a time.")
            if self._running.total() >= self.most:
                raise TooManyStreams("Too many streams are being read: try again a little later.")
            self._running[client] += 1
        held = [client]

        def leave() -> None:
            with self._lock:
                if held:
                    self._running[held.pop()] -= 1
                    self._running += Counter()  # drops those who hold none

        return leave


STREAMS = Streams(settings.API_STREAMS)
