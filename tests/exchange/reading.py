"""How the tests read a dump back."""

import csv
import gzip
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

from registry.exchange.lite import DATA, columns_of


def unpacked(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data


def documents(dump: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in unpacked(dump / f"{table}.ndjson.gz").splitlines()]


def lines(dump: Path, table: str) -> list[dict[str, str]]:
    text = unpacked(dump / f"{table}.csv.gz").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def recounted(dump: Path, file: dict[str, Any]) -> int:
    """The rows of a file, counted in the file itself."""
    if file["format"] == "ndjson":
        return len(documents(dump, file["table"]))
    if file["format"] == "csv":
        return len(lines(dump, file["table"]))
    with sqlite3.connect(dump / file["name"]) as base:
        counts = {
            table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in columns_of((DATA / "schema.sql").read_text())
        }
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {t: n for t, n in counts.items() if n} == {t: n for t, n in file["tables"].items() if n}
    return sum(counts.values())
