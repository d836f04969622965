"""How many rows stand in each of several lists, and which are the first: one statement for all."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# A list is counted as far as this: "1000+" is the answer beyond it.
COUNTED = 1_000


def first_keys(lists: "Mapping[str, QuerySet[Any]]") -> dict[str, list[int]]:
    """Name of a list → the keys of its first rows in its order, at most one more than COUNTED.

    Each list is a branch of the statement with a limit of its own, so that an index ends it.
    """
    found: dict[str, list[int]] = {name: [] for name in lists}
    if not lists:
        return found
    branches, values = [], []
    for name, rows in lists.items():
        sql, given = rows.values_list("pk")[: COUNTED + 1].query.sql_with_params()
        branches.append(f"SELECT %s AS list, part.* FROM ({sql}) AS part")  # noqa: S608
        values += [name, *given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), values)
        for name, key in cursor.fetchall():
            found[name].append(key)
    return found


def counted_words(keys: list[int]) -> str:
    """`12`, or `1000+` where there are more than were counted."""
    return f"{COUNTED}+" if len(keys) > COUNTED else str(len(keys))
