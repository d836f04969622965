"""A program that webhooks tell: a real server on loopback that answers as it is bidden."""

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

from registry.notices.events import WINDOW


class Untrue(Exception):
    """The request is not to be believed."""


def verified(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> Any:
    """What a receiver does with a request: the event, if the request is ours, whole and fresh."""
    message, at = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(now - int(at)) > WINDOW:
        raise Untrue("too old, or from the future")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    seal = hmac.new(key, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(seal).decode()
    given = headers["webhook-signature"].split(" ")
    # In constant time: how long a comparison takes would give the signature away.
    if not any(hmac.compare_digest(wanted, one) for one in given):
        raise Untrue("signed by somebody else")
    return orjson.loads(body)


@dataclass
class Receiver:
    """What has come, and what is answered: the next of `answers`, or 204 when there is none."""

    url: str = ""
    host: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    redirects_to: str = ""

    def event(self, secret: str, number: int = -1) -> Any:
        """The event of a request, verified."""
        headers, body = self.got[number]
        return verified(secret, headers, body, time.time())


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver at work."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            status, said = receiver.answers.pop(0) if receiver.answers else (204, b"")
            self.send_response(status)
            if receiver.redirects_to:
                self.send_header("location", receiver.redirects_to)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Nothing: the tests look at what has come."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.host = f"127.0.0.1:{server.server_port}"
    receiver.url = f"http://{receiver.host}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
