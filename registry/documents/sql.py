"""Parts of statements: conditions, orders, and places in an order.

A page is read in two steps within one statement: first the keys of its rows, off an index, then
all that their documents tell. Columns of the first step bear the alias `x`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.db import connection

Value = str | int


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows must be, as SQL with `%s` for each of the values.

    `few`: so few rows are left that they are to be found first and sorted then. Without this a
    database may walk the whole index of an order in order to meet them.
    """

    sql: str
    values: tuple[Value, ...] = ()
    few: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list: its columns, the last of them unique, all in one direction."""

    name: str
    columns: tuple[str, ...]
    descending: bool = False
    kinds: tuple[type, ...] = (int,)

    @property
    def text(self) -> str:
        """As the parameter `ordering` writes it."""
        return f"-{self.name}" if self.descending else self.name


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in an order (its values in the order's columns), and which side is meant."""

    values: tuple[Value, ...]
    before: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a table, in which order, from which place on, and how many at most.

    `alternatives`: sets of conditions of which no row meets two; one of them has to be met.
    """

    order: Order
    conditions: tuple[Condition, ...] = ()
    alternatives: tuple[tuple[Condition, ...], ...] = ((),)
    place: Place | None = None
    limit: int = 50

    def within(self, condition: Condition) -> "Selection":
        """Of the same rows those that are this, too."""
        return replace(self, conditions=(condition, *self.conditions))

    def beyond(self, place: Place | None, limit: int) -> "Selection":
        """The same rows from another place on."""
        return replace(self, place=place, limit=limit)


def keys_of_page(table: str, selection: Selection) -> tuple[str, list[Value]]:
    """A SELECT of `id` and the order's columns of the rows of a page, and its values."""
    order, place = selection.order, selection.place
    backwards = order.descending != bool(place and place.before)
    direction = "DESC" if backwards else "ASC"
    # The last column is the key itself: `id` is selected anyway.
    columns = ", ".join(["x.id", *(f"{c} AS k{n}" for n, c in enumerate(order.columns[:-1]))])
    outer = ", ".join(f"{c} {direction}" for c in _outer_names(order))
    parts, values = [], []
    for more in selection.alternatives:
        conditions = [*selection.conditions, *more]
        if place:
            conditions.append(_beyond(order, place, less=backwards))
        where = " AND ".join(c.sql for c in conditions) or "1 = 1"
        sorted_by = _sorted_by(order, few=any(c.few for c in conditions))
        by = ", ".join(f"{column} {direction}" for column in sorted_by)
        part = f"SELECT {columns} FROM {table} x WHERE {where} ORDER BY {by} LIMIT %s"  # noqa: S608
        parts.append(f"SELECT * FROM ({part}) AS part")  # noqa: S608
        values += [v for c in conditions for v in c.values] + [selection.limit]
    if len(parts) == 1:
        return parts[0], values
    joined = " UNION ALL ".join(parts)
    sql = f"SELECT * FROM ({joined}) AS parts ORDER BY {outer} LIMIT %s"  # noqa: S608
    return sql, [*values, selection.limit]


def _sorted_by(order: Order, *, few: bool) -> list[str]:
    """The columns of the order; where few rows are left, so written that no index serves them."""
    first, *rest = order.columns
    if not few:
        return [first, *rest]
    return [f"{first} + 0" if order.kinds[0] is int else f"{first} || ''", *rest]


def _outer_names(order: Order) -> list[str]:
    return [*(f"k{n}" for n in range(len(order.columns) - 1)), "id"]


def _beyond(order: Order, place: Place, *, less: bool) -> Condition:
    """Rows after a place (or before it), compared as rows: one walk of an index."""
    sign = "<" if less else ">"
    marks = ", ".join(["%s"] * len(order.columns))
    return Condition(f"({', '.join(order.columns)}) {sign} ({marks})", place.values)


def page_order(order: Order, place: Place | None) -> str:
    """The ORDER BY of the outer statement, whose rows of `keys_of_page` bear the alias `p`."""
    backwards = order.descending != bool(place and place.before)
    direction = "DESC" if backwards else "ASC"
    return ", ".join(f"p.{name} {direction}" for name in _outer_names(order))


def counted(table: str, selection: Selection, above: str = "", its: Sequence[Value] = ()) -> int:
    """How many rows the conditions leave, whatever the place. Walks them all.

    `above` and `its`: clauses to stand before the statement, and their values.
    """
    parts, values = [], []
    for more in selection.alternatives:
        conditions = [*selection.conditions, *more]
        where = " AND ".join(c.sql for c in conditions) or "1 = 1"
        parts.append(f"(SELECT count(*) FROM {table} x WHERE {where})")  # noqa: S608
        values += [v for c in conditions for v in c.values]
    [(count,)] = rows(f"{above}SELECT {' + '.join(parts)}", [*its, *values])
    return int(count)


def is_rare(sql: str, values: Sequence[Value], most: int = 5_000) -> bool:
    """Whether a subquery gives no more than so many rows; it reads no further than that."""
    inner = f"SELECT 1 FROM ({sql} LIMIT {most + 1}) AS part"  # noqa: S608
    [(count,)] = rows(f"SELECT count(*) FROM ({inner}) AS parts", values)  # noqa: S608
    return int(count) <= most


def arrays(columns: Sequence[str], source: str) -> str:
    """A subquery: the rows of `source` (FROM and WHERE) as one JSON array of arrays, unsorted."""
    if connection.vendor == "postgresql":
        return f"(SELECT json_agg(json_build_array({', '.join(columns)})) {source})"  # noqa: S608
    return f"(SELECT json_group_array(json_array({', '.join(columns)})) {source})"  # noqa: S608


def arrays_in(value: Any) -> list[Any]:
    """What `arrays` made, as a database hands it over, by the key that each begins with."""
    if not value or value == "[]":  # most conferrals have no events
        return []
    found: list[Any] = orjson.loads(value) if isinstance(value, str | bytes) else value
    if len(found) > 1:
        found.sort(key=lambda item: item[0])
    return found


def embedded(column: str) -> str:
    """A column that holds JSON, as a value inside of `arrays`."""
    return column if connection.vendor == "postgresql" else f"json({column})"


def rows(sql: str, values: Sequence[Value]) -> list[tuple[Any, ...]]:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def marks(values: Sequence[object]) -> str:
    """`(%s, %s, …)` for an IN."""
    return "(" + ", ".join(["%s"] * len(values)) + ")"
