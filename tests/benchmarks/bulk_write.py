"""Rows → tables as fast as the database takes them: indexes off, batches in, indexes on again."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models

from tests.benchmarks.bulk_rows import COLUMNS, Batch, Row

TABLES = [model._meta.db_table for model in COLUMNS]


def _columns(model: type[models.Model]) -> tuple[list[str], Row]:
    """All columns that are written, and the defaults of those that `COLUMNS` leaves out."""
    given = COLUMNS[model].split()
    mine = [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated)]
    rest = [f for f in mine if f.column not in given]
    defaults = tuple(f.get_db_prep_save(f.get_default(), connection) for f in rest)
    return [*given, *(field.column for field in rest)], defaults


def _plain(value: Any) -> Any:
    """A default as the driver's own type (a JSON default is the driver's wrapper of an object)."""
    if hasattr(value, "obj"):
        return "[]" if value.obj == [] else "{}"
    return int(value) if isinstance(value, bool) else value


class _Writer:
    """What both databases share: which columns, which rows, in which order."""

    def __init__(self) -> None:
        self.shapes = {model: _columns(model) for model in COLUMNS}

    def write(self, batches: Iterable[Batch], progress: Callable[[int], None]) -> None:
        """Write every batch; `progress` hears how many rows stand so far."""
        total = 0
        for batch in batches:
            for model, rows in batch.items():
                if rows:
                    columns, defaults = self.shapes[model]
                    tail = tuple(_plain(value) for value in defaults)
                    self.put(model._meta.db_table, columns, [row + tail for row in rows])
                    total += len(rows)
            progress(total)

    def put(self, table: str, columns: list[str], rows: list[Row]) -> None:
        raise NotImplementedError


class SqliteWriter(_Writer):
    """`executemany` without a rollback journal: a file that a failed run leaves is thrown away."""

    def __enter__(self) -> "SqliteWriter":
        cursor = connection.cursor()
        for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF",
                       "cache_size=-262144", "locking_mode=EXCLUSIVE"):  # fmt: skip
            cursor.execute(f"PRAGMA {pragma}")
        marks = ", ".join(["%s"] * len(TABLES))
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            f"AND tbl_name IN ({marks})",
            TABLES,
        )
        self.indexes = cursor.fetchall()
        for name, _ in self.indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        # The driver's own connection: Django's wrapper rewrites the statement for each call.
        self.raw = connection.connection
        self.raw.execute("BEGIN")
        return self

    def put(self, table: str, columns: list[str], rows: list[Row]) -> None:
        marks = ", ".join("?" * len(columns))
        named = ", ".join(f'"{column}"' for column in columns)
        self.raw.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', rows)

    def __exit__(self, *failure: Any) -> None:
        if failure[0] is not None:
            return
        self.raw.execute("COMMIT")
        for _, sql in self.indexes:
            self.raw.execute(sql)
        for statement in ("ANALYZE", "PRAGMA locking_mode=NORMAL", "PRAGMA journal_mode=WAL"):
            self.raw.execute(statement)
        connection.close()


class PostgresWriter(_Writer):
    """COPY into bare tables; constraints and indexes are made again from their own definitions."""

    def __enter__(self) -> "PostgresWriter":
        self.cursor = connection.cursor()
        self.cursor.execute("SET synchronous_commit = off")
        self.cursor.execute("SET maintenance_work_mem = '256MB'")
        self.constraints = self._definitions(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE contype IN ('f', 'u') "
            "AND conrelid::regclass::text = ANY(%s) ORDER BY contype = 'f'"
        )
        for table, name, _ in reversed(self.constraints):
            self.cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}" CASCADE')
        self.indexes = self._definitions(
            "SELECT tablename, indexname, indexdef FROM pg_indexes "
            "WHERE tablename = ANY(%s) AND NOT indexname LIKE '%%\\_pkey'"
        )
        for _, name, _ in self.indexes:
            self.cursor.execute(f'DROP INDEX "{name}"')
        return self

    def _definitions(self, sql: str) -> list[tuple[str, str, str]]:
        self.cursor.execute(sql, [TABLES])
        return self.cursor.fetchall()

    def put(self, table: str, columns: list[str], rows: list[Row]) -> None:
        named = ", ".join(f'"{column}"' for column in columns)
        lines = [
            "\t".join(["\\N" if value is None else str(value) for value in row]) for row in rows
        ]
        with self.cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
            copy.write("\n".join(lines) + "\n")

    def __exit__(self, *failure: Any) -> None:
        if failure[0] is not None:
            return
        for _, _, definition in self.indexes:
            self.cursor.execute(definition)
        for table, name, definition in self.constraints:
            self.cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
        for table in TABLES:
            self.cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\""
            )
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def writer() -> SqliteWriter | PostgresWriter:
    """The writer for the database that Django is connected to."""
    return SqliteWriter() if connection.vendor == "sqlite" else PostgresWriter()
