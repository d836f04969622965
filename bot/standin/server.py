"""Just enough of an HTTP/1.1 server: one task a connection, bodies as forms, JSON or multipart."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import h11

from bot.standin.flood import Hung

Params = dict[str, Any]
LARGEST_READ = 65_536


@dataclass(frozen=True, slots=True)
class Request:
    """One request, its parameters from the address and the body put together."""

    method: str
    path: str
    params: Params


Handler = Callable[[Request], Awaitable[tuple[int, Any]]]


async def serve(handler: Handler, port: int) -> asyncio.Server:
    """Listen on loopback; the handler gives (status, JSON-able body)."""

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _talk(handler, reader, writer)
        except (ConnectionError, h11.ProtocolError, asyncio.IncompleteReadError):
            pass  # the client went away, as one that is stopped in a long poll does
        finally:
            writer.close()

    return await asyncio.start_server(connection, "127.0.0.1", port, backlog=512)


async def _talk(
    handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    wire = h11.Connection(h11.SERVER)
    while True:
        request = await _read(wire, reader)
        if request is None:
            return
        try:
            status, answer = await handler(request)
        except Hung as hung:
            await asyncio.sleep(hung.seconds)
            return
        picture = isinstance(answer, bytes)
        body = answer if picture else json.dumps(answer, ensure_ascii=False).encode()
        headers = [
            ("content-type", "image/png" if picture else "application/json; charset=utf-8"),
            ("content-length", str(len(body))),
        ]
        out = wire.send(h11.Response(status_code=status, headers=headers)) or b""
        out += wire.send(h11.Data(data=body)) or b""
        out += wire.send(h11.EndOfMessage()) or b""
        writer.write(out)
        await writer.drain()
        if wire.our_state is not h11.DONE or wire.their_state is not h11.DONE:
            return
        wire.start_next_cycle()


async def _read(wire: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    head: h11.Request | None = None
    body = b""
    while True:
        event = wire.next_event()
        if event is h11.NEED_DATA:
            wire.receive_data(await reader.read(LARGEST_READ))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return _request(head, body)
        else:
            return None


def _request(head: h11.Request, body: bytes) -> Request:
    parts = urlsplit(head.target.decode("ascii"))
    headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
    params: Params = dict(parse_qsl(parts.query, keep_blank_values=True))
    params |= _body(headers.get("content-type", ""), body)
    return Request(head.method.decode(), unquote(parts.path), params)


def _body(kind: str, body: bytes) -> Params:
    if not body:
        return {}
    if kind.startswith("application/json"):
        return dict(json.loads(body))
    if kind.startswith("multipart/form-data"):
        return _parts(kind, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=200))


def _parts(kind: str, body: bytes) -> Params:
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    params: Params = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)  # what `decode=True` of a single part gives
        is_file = part.get_filename() is not None
        params[str(name)] = content if is_file else content.decode()
    return params
