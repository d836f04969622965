"""The limit: a bare WSGI program that answers a few addresses with our API's own bytes.

Statements written by hand, sqlite3 or psycopg, orjson; no framework, and nothing of our code but
the comparison of names, which is pure Python. It checks no parameter, keeps no journal's head,
limits nobody and has no other language than English.
"""

import base64
import itertools
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

import orjson

from registry.names import compare
from tests.benchmarks.api.rivals.bare_rows import Reader

Respond = Callable[..., Any]
_own = threading.local()
_searches: dict[str, Any] = {}


def _reader() -> Reader:
    """Each thread's own connection."""
    if not hasattr(_own, "reader"):
        _own.reader = Reader(os.environ["DATABASE_URL"])
    return _own.reader


def application(environ: dict[str, Any], start_response: Respond) -> Iterable[bytes]:
    """Answer whatever the benchmark asks for."""
    path = environ["PATH_INFO"].removeprefix("/api/v1/")
    query = dict(parse_qsl(environ["QUERY_STRING"]))
    if query.get("format") == "ndjson":
        start_response("200 OK", [("Content-Type", "application/x-ndjson")])
        return _lines()
    if path.startswith("recipients/"):
        body = orjson.dumps(_reader().recipient(path.removeprefix("recipients/")))
    elif path == "recipients":
        body = _search(query["name"])
    elif path == "conferrals":
        body = orjson.dumps(_list(environ, query))
    elif path == "statistics":
        body = orjson.dumps(_reader().years(query["from"], query["to"]))
    else:
        body = b"{}"
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def _list(environ: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
    """A page of 50 of one grade in one year, the newest first, with the link to the next."""
    keys, found = _reader().listed(query["award"], query["grade"], int(query["from"]), 51)
    link = None
    if len(found) > 50:
        packed = orjson.dumps(["-date", 0, *keys[49]])
        cursor = base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
        asked = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        link = f"http://{environ['HTTP_HOST']}{asked}&cursor={cursor}"
    return {"next": link, "previous": None, "results": found[:50]}


def _search(name: str) -> bytes:
    """What our search tells of this name, after the statements and comparisons that it takes.

    They are our own search's, heard by the benchmark.
    """
    if not _searches:
        with open(os.environ["BENCH_SEARCHES"], "rb") as file:
            _searches.update(orjson.loads(file.read()))
    heard = _searches[name]
    for sql, values in heard["statements"]:
        _reader().rows(sql, values)
    for asked, stored, gender in heard["pairs"]:
        compare(asked, stored, gender=gender)
    return heard["body"].encode()


def _lines() -> Iterator[bytes]:
    """Every conferral as a line, a few hundred to a chunk."""
    documents = _reader().everything()
    while chunk := list(itertools.islice(documents, 500)):
        yield b"".join([orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in chunk])
