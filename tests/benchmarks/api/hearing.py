"""Our name search, heard: the statements that it runs for each name, and what it answers.

The bare program runs the same statements by the driver alone and answers the same bytes, so its
figure is what this way of searching costs the database, without judging what was found.
"""

from pathlib import Path
from urllib.parse import quote

import orjson

from tests.benchmarks.asking import Statement, listening


def hear(names: list[str], file: Path) -> None:
    """Search every name once in this process and write down what happened."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    heard = {}
    for name in names:
        statements: list[Statement] = []
        with listening(statements):
            response = client.get(f"/api/v1/recipients?name={quote(name)}")
        assert response.status_code == 200, response.content
        kept = [(sql, list(values or ())) for sql, values in statements]
        heard[name] = {"statements": kept, "body": response.content.decode()}
    file.write_bytes(orjson.dumps(heard))
