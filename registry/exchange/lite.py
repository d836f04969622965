"""The SQLite file of a dump: the public registry as tables that refer to one another."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from registry.exchange.files import Written, sealed

DATA = Path(__file__).with_name("data")
NAME = "registry.sqlite3"
Rows = Mapping[str, Sequence[tuple[Any, ...]]]


def columns_of(schema: str) -> dict[str, list[str]]:
    """Table → its columns, as a schema creates them."""
    with sqlite3.connect(":memory:") as empty:
        empty.executescript(schema)
        names = [name for (name,) in empty.execute("SELECT name FROM sqlite_master")]
        tables = [name for name in names if not name.startswith("sqlite_")]
        return {
            name: [row[1] for row in empty.execute(f"PRAGMA table_info({name})")] for name in tables
        }


class LiteFile:
    """The file while it is written. A broken one is thrown away whole, so nothing is synced."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        schema = (DATA / "schema.sql").read_text(encoding="utf-8")
        self._insert = {
            table: f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
            for table, columns in columns_of(schema).items()
        }
        self.counts: Counter[str] = Counter()
        self._base = sqlite3.connect(self.path, isolation_level=None)
        self._base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        self._base.executescript(schema)
        self._base.execute("BEGIN")

    def add(self, rows: Rows) -> None:
        """Rows by their tables."""
        for table, found in rows.items():
            self._base.executemany(self._insert[table], found)
            self.counts[table] += len(found)

    def finish(self) -> Written:
        """Indexes, statistics for the planner, and the file's seal."""
        self._base.execute("COMMIT")
        self._base.executescript((DATA / "indexes.sql").read_text(encoding="utf-8"))
        # Synced here, once: a dump that is named is whole, also after a power cut.
        self._base.executescript("PRAGMA synchronous=FULL; ANALYZE;")
        self._base.close()
        rows = sum(self.counts.values())
        size = self.path.stat().st_size
        return Written(NAME, "", "sqlite", rows, size, sealed(self.path))

    def close(self) -> None:
        """Let go of the file, whatever state it is in."""
        self._base.close()
