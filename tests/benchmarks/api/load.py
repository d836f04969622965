"""The load generator: a process of its own on a core of its own, speaking HTTP/1.1 over sockets.

It reads jobs from its standard input, one JSON object a line, and answers each with one. Every
connection is kept alive and sends its next request when its last answer is whole (a closed loop),
so requests a second and time to answer come from the same run.
"""

import json
import os
import re
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_BODILESS = (b"204", b"304")
_TAKEN = 1 << 18
PATIENCE = 30.0


class Connection:
    """One kept connection; `take` says when the answer under way is whole."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0.0
        self._begin()

    def _begin(self) -> None:
        self.data, self.body_at, self.end = bytearray(), 0, -1

    def send(self, request: bytes) -> None:
        self._begin()
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> bool:
        """Read what has come."""
        got = self.socket.recv(_TAKEN)
        if not got:
            raise ConnectionError("the server hung up")
        self.data += got
        if not self.body_at and not self._head():
            return False
        if self.end >= 0:
            return len(self.data) >= self.end
        return self.data.endswith(b"0\r\n\r\n")  # chunked, without trailers

    def _head(self) -> bool:
        at = self.data.find(b"\r\n\r\n")
        if at < 0:
            return False
        self.body_at = at + 4
        if self.data[9:12] in _BODILESS:
            self.end = self.body_at
        elif found := _LENGTH.search(self.data, 0, at + 2):
            self.end = self.body_at + int(found[1])
        return True

    @property
    def status(self) -> str:
        return self.data[9:12].decode()


def request_of(path: str, headers: Mapping[str, str]) -> bytes:
    """A GET as bytes."""
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n{told}\r\n".encode()


def load(
    port: int,
    paths: list[str],
    *,
    connections: int,
    seconds: float,
    headers: dict[str, str],
    around: bool,
) -> dict[str, Any]:
    """Ask for `paths` in order until the time is up; `around`: from the start again at the end.

    → done, seconds, p50 and p95 in milliseconds, statuses, bytes, and how many paths were used.
    """
    requests = [request_of(path, headers) for path in paths]
    waiting = _endless(requests) if around else iter(requests)
    took, statuses, size = [], Counter[str](), 0
    poll, open_ = select.epoll(), {}
    began = time.perf_counter()
    for request, _ in zip(waiting, range(connections), strict=False):
        connection = Connection(port)
        open_[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
        connection.send(request)
    while open_:
        for number, _ in poll.poll(PATIENCE) or _silent():
            connection = open_[number]
            if not connection.take():
                continue
            now = time.perf_counter()
            took.append(now - connection.sent)
            statuses[connection.status] += 1
            size += len(connection.data) - connection.body_at
            following = next(waiting, None) if now - began < seconds else None
            if following is None:
                poll.unregister(number)
                open_.pop(number).socket.close()
            else:
                connection.send(following)
    return _told(took, time.perf_counter() - began, statuses, size)


def _endless(requests: list[bytes]) -> Iterator[bytes]:
    while True:
        yield from requests


def _silent() -> list[tuple[int, int]]:
    raise TimeoutError("no answer")


def _told(took: list[float], seconds: float, statuses: Counter[str], size: int) -> dict[str, Any]:
    took.sort()

    def at(part: float) -> float:
        return 1000 * took[min(len(took) - 1, int(len(took) * part))]

    return {
        "done": len(took),
        "seconds": seconds,
        "p50": at(0.5),
        "p95": at(0.95),
        "statuses": dict(statuses),
        "bytes": size,
    }


def main() -> None:
    """Serve jobs until the input ends."""
    core = int(sys.argv[1])
    os.sched_setaffinity(0, {core})
    for line in sys.stdin:
        try:
            told = load(**json.loads(line))
        except (OSError, ConnectionError) as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
