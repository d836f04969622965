"""Whole lists as streams: rows a second, memory, and what slow and fleeting readers do to others.

Asked over HTTP/1.0, so that a body comes without chunk marks and ends with the connection.
"""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.api.servers import Server

_NO_LINGER = struct.pack("ii", 1, 0)
_LOOPBACK = "127.0.1.{}"


@dataclass(frozen=True, slots=True)
class Export:
    """What one export came to; memory in megabytes above what the server had before."""

    rows: int
    bytes: int
    seconds: float
    memory: float
    whole: bool

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def export(server: Server, path: str, seconds: float = 0) -> Export:
    """Read `path` to its end, or for so many seconds; lines are rows."""
    idle, highest, looked = server.memory(), 0.0, 0.0
    stream = _open(server, path)
    body = _body(stream)
    began = time.perf_counter()
    rows, size, whole = body.count(b"\n"), len(body), False
    while not seconds or time.perf_counter() - began < seconds:
        data = stream.recv(1 << 18)
        if not data:
            whole = True
            break
        rows += data.count(b"\n")
        size += len(data)
        if time.perf_counter() - looked > 0.1:
            looked = time.perf_counter()
            highest = max(highest, server.memory())
    took = time.perf_counter() - began
    stream.close()
    return Export(rows, size, took, max(0.0, highest - idle), whole)


def _open(server: Server, path: str, *, client: int = 1, window: int = 0) -> socket.socket:
    """A connection that has asked for the path, from a loopback address of the client's own."""
    stream = socket.socket()
    if window:
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    stream.settimeout(120)
    stream.bind((_LOOPBACK.format(client), 0))
    stream.connect(("127.0.0.1", server.port))
    stream.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
    return stream


def _body(stream: socket.socket) -> bytes:
    """What of the body came with the head; raises where the export is refused."""
    data = b""
    while b"\r\n\r\n" not in data:
        got = stream.recv(1 << 16)
        if not got:
            raise ConnectionError("hung up in the head")
        data += got
    head, _, body = data.partition(b"\r\n\r\n")
    if head.split(b" ", 2)[1] != b"200":
        raise ConnectionError(head.decode())
    return body


@contextmanager
def bad_readers(server: Server, path: str, *, slow: int, fleeting: int) -> Iterator[list[str]]:
    """Readers of 1 kB a second, and readers that hang up in the middle and come again.

    → a list that fills with what the server refused.
    """
    ended, refused = threading.Event(), list[str]()
    kinds = [*[_read_slowly] * slow, *[_hang_up] * fleeting]
    readers = [
        threading.Thread(target=read, args=(server, path, client, ended, refused))
        for client, read in enumerate(kinds, 2)
    ]
    for reader in readers:
        reader.start()
    try:
        # Until the buffers between are full: so long a slow reader is as any other.
        time.sleep(4)
        yield refused
    finally:
        ended.set()
        for reader in readers:
            reader.join()


def _read_slowly(
    server: Server, path: str, client: int, ended: threading.Event, refused: list[str]
) -> None:
    try:
        stream = _open(server, path, client=client, window=4096)
        _body(stream)
        while not ended.wait(0.25):
            stream.recv(256)
    except OSError as error:
        refused.append(str(error))
    else:
        stream.close()


def _hang_up(
    server: Server, path: str, client: int, ended: threading.Event, refused: list[str]
) -> None:
    while not ended.wait(0.5):
        try:
            stream = _open(server, path, client=client)
            _body(stream)
            stream.recv(1 << 16)
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            stream.close()
        except OSError as error:
            refused.append(str(error))
