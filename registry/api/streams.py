"""Whole lists as streams: NDJSON and CSV, in constant memory, whoever reads them and how fast.

Rows are read some hundreds at a time, each time by a statement of its own from the place where
the last ended, so that a slow reader holds neither a connection nor a transaction. Records that
are published or withdrawn while a stream runs may or may not be in it: `Registry-Version` is that
of its beginning, and `/changes?since=` tells the rest. A reader holds a thread of the server,
which has more threads than places to work (`places`), and is held to few streams at once.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.http import StreamingHttpResponse
from rest_framework.request import Request

from registry.api.asked import Asked
from registry.api.places import STREAMS, working
from registry.api.remembered import head_of
from registry.api.table import Table
from registry.documents.shelf import Shelf
from registry.documents.sql import Place, Selection

CHUNK = 500
Tell = Callable[[Sequence[Any]], bytes]


class Stream:
    """Chunks of a list. Closing it gives its place back, whether or not it was read to its end."""

    def __init__(self, chunks: Iterator[bytes], leave: Callable[[], None]) -> None:
        self._chunks, self._leave = chunks, leave
        self._begun = False

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        with working():
            try:
                if not self._begun:
                    self._begun = True
                    _map(0)
                return next(self._chunks)
            finally:
                _let_go()

    def close(self) -> None:
        """Called by the server when the reader has all, or has gone."""
        self._leave()
        if self._begun:
            _map(settings.SQLITE_MAPPED)


def _let_go() -> None:
    """Hand a pooled connection back: the reader may take its time."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        connection.close()


def _map(size: int) -> None:
    """How much of an SQLite file this thread reads where it lies: whoever reads it whole would
    have all of it counted as the process' memory.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA mmap_size={size}")


def _chunks(table: Table, selection: Selection, asked: Asked, tell: Tell) -> Iterator[bytes]:
    place = asked.place
    while True:
        rows = table.read(selection.beyond(place, CHUNK), asked)
        if rows:
            yield tell(rows)
        if len(rows) < CHUNK:
            return
        place = Place(table.place_of(rows[-1], asked.order))


def ndjson_response(
    request: Request, table: Table, selection: Selection, asked: Asked, shelf: Shelf
) -> StreamingHttpResponse:
    """One document a line."""

    def tell(rows: Sequence[Any]) -> bytes:
        option = orjson.OPT_APPEND_NEWLINE
        return b"".join(orjson.dumps(d, option=option) for d in table.documents(rows, asked, shelf))

    return _response(request, table, _chunks(table, selection, asked, tell), "ndjson")


def csv_response(
    request: Request, table: Table, selection: Selection, asked: Asked, shelf: Shelf
) -> StreamingHttpResponse:
    """A line of names, then a line for each row."""

    def tell(rows: Sequence[Any]) -> bytes:
        return _lines(table.cells(rows, asked, shelf))

    def chunks() -> Iterator[bytes]:
        yield _lines([tuple(table.columns)])
        yield from _chunks(table, selection, asked, tell)

    return _response(request, table, chunks(), "csv")


def _lines(cells: Iterable[tuple[Any, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue().encode()


_TYPES = {"ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8; header=present"}


def _response(
    request: Request, table: Table, chunks: Iterator[bytes], name: str
) -> StreamingHttpResponse:
    response = streamed(request, chunks, _TYPES[name])
    file = f"{table.name}-{head_of(request)}.{name}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "no-store"
    return response


def streamed(request: Request, chunks: Iterator[bytes], media_type: str) -> StreamingHttpResponse:
    """A response of chunks, for which the client takes one of the places of streams."""
    client = str(request.META.get("REMOTE_ADDR", ""))
    leave = STREAMS.enter(getattr(request, "client_id", client), settings.API_STREAMS_EACH)
    return StreamingHttpResponse(Stream(chunks, leave), content_type=media_type)
