"""Our name search, heard: the statements and comparisons of each name, and what it answers.

The bare program runs the same statements by the driver, judges the same pairs of names by the
same library and answers the same bytes: what this way of searching costs with nothing around it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from tests.benchmarks.asking import Statement, listening

Pair = tuple[str, str, str | None]


def hear(names: list[str], file: Path) -> None:
    """Search every name once in this process and write down what happened."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    heard = {}
    for name in names:
        statements: list[Statement] = []
        pairs: list[Pair] = []
        with listening(statements), comparing(pairs):
            response = client.get(f"/api/v1/recipients?name={quote(name)}")
        assert response.status_code == 200, response.content
        kept = [(sql, list(values or ())) for sql, values in statements]
        body = response.content.decode()
        heard[name] = {"statements": kept, "pairs": pairs, "body": body}
    file.write_bytes(orjson.dumps(heard))


@contextmanager
def comparing(pairs: list[Pair]) -> Iterator[None]:
    """Hear every pair of names that the search compares."""
    from registry.mentions import people

    compare = people.compare

    def heard(asked: str, stored: str, *, gender: str | None = None) -> Any:
        pairs.append((asked, stored, gender))
        return compare(asked, stored, gender=gender)

    people.compare = heard  # type: ignore[attr-defined]
    try:
        yield
    finally:
        people.compare = compare  # type: ignore[attr-defined]
