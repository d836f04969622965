"""Rows by the thousand → INSERT statements of some hundred each.

What `bulk_create` does, without its way from every value through six functions: that way took a
quarter of an import. The caller has validated the rows, and opens the transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

# So many values in a statement: beyond this one only grows, and SQLite's own limit is near.
_VALUES = 4_000
# What these columns hold goes to the database as it stands.
_PLAIN = frozenset(
    {models.BigAutoField, models.BigIntegerField, models.BooleanField, models.CharField,
     models.ForeignKey, models.PositiveIntegerField, models.TextField}
)  # fmt: skip


def insert(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Store rows of these columns; one that is there already stays as it is."""
    named = {field.attname: field for field in model._meta.concrete_fields}
    for _made in _inserted([named[name] for name in columns], rows, "ON CONFLICT DO NOTHING"):
        pass


def insert_records(
    records: Sequence[models.Model], *, key: str = "", renewed: Sequence[str] = ()
) -> None:
    """Store records of one table, which then have their keys and what the database makes.

    `renewed`: the columns that take the new value where there is a row of this `key`.
    """
    if not records:
        return
    meta = records[0]._meta
    made = [f for f in meta.concrete_fields if isinstance(f, models.AutoField) or f.generated]
    fields = [f for f in meta.concrete_fields if f not in made]
    rows = zip(*(_values(field, records) for field in fields), strict=True)
    ending = _renewing(key, renewed) if renewed else ""
    ending += " RETURNING " + ", ".join(_quoted(f.column) for f in made) if made else ""
    stored = list(_inserted(fields, rows, ending))
    for record, values in zip(records, stored, strict=bool(made)):
        for field, value in zip(made, values, strict=True):
            setattr(record, field.attname, value)
    for record in records:
        record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS


def update_column(model: Any, column: str, values: Mapping[int, Any]) -> None:
    """Write another value into a column of each row, by its key."""
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {_quoted(column)} = %s WHERE id = %s",  # noqa: S608
            [(value, pk) for pk, value in sorted(values.items())],
        )


def _renewing(key: str, renewed: Sequence[str]) -> str:
    columns = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in renewed)
    return f"ON CONFLICT ({_quoted(key)}) DO UPDATE SET {columns}"


def _inserted(
    fields: Sequence[Any], rows: Iterable[tuple[Any, ...]], ending: str
) -> Iterator[tuple[Any, ...]]:
    """Store rows of these columns; what each statement hands back, in the rows' order."""
    columns = ", ".join(_quoted(field.column) for field in fields)
    head = f"INSERT INTO {_quoted(fields[0].model._meta.db_table)} ({columns})"  # noqa: S608
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while part := list(islice(waiting, _VALUES // len(fields))):
            source, values = _source(fields, part)
            cursor.execute(f"{head} {source} {ending}", values)
            yield from cursor.fetchall() if "RETURNING" in ending else ()


def _source(fields: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """What a statement inserts: one array of each column where there are arrays, else each value.

    PostgreSQL's driver looks at every mark of a statement by itself.
    """
    if connection.vendor == "postgresql":
        marks = ", ".join(f"%s::{_array_type(field)}" for field in fields)
        columns = [list(column) for column in zip(*rows, strict=True)]
        return f"SELECT * FROM unnest({marks})", columns  # noqa: S608
    mark = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([mark] * len(rows))}", [value for row in rows for value in row]


def _array_type(field: Any) -> str:
    """The type of an array of a column's values; a cast to varchar(n) would cut what is longer."""
    kind = str(field.db_type(connection))
    return "text[]" if kind.startswith("varchar") else f"{kind}[]"


def _values(field: Any, records: Sequence[Any]) -> list[Any]:
    """What a column of each record holds, as the database takes it."""
    if field.is_relation:
        for record in records:
            # The link was made before the other record had its key.
            if getattr(record, field.attname) is None and field.is_cached(record):
                setattr(record, field.name, field.get_cached_value(record))
    if type(field) in _PLAIN:
        return [getattr(record, field.attname) for record in records]
    # The connection itself: its stand-in would look it up for each value.
    database, values = connections[DEFAULT_DB_ALIAS], [field.pre_save(r, True) for r in records]
    if isinstance(field, models.JSONField):
        return [field.get_db_prep_save(value, database) for value in values]
    known = {value: field.get_db_prep_save(value, database) for value in set(values)}
    return [known[value] for value in values]


def _quoted(name: Any) -> str:
    return connection.ops.quote_name(name)
