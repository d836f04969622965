"""How many rows stand in each of several lists, and which are the first: one statement for all."""

from collections.abc import Mapping, Sized
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Left

# A list is counted as far as this: "1000+" is the answer beyond it.
COUNTED = 1_000
LONGEST = 200


def first_rows(lists: "Mapping[str, tuple[QuerySet[Any], str]]") -> dict[str, dict[int, str]]:
    """Name of a list → key and words of its first rows, in its order.

    A list is its rows and the column of their words, if they have one. Of each there come at most
    one more than COUNTED.

    Each list is a branch of the statement with a limit of its own, so that an index ends it.
    """
    found: dict[str, dict[int, str]] = {name: {} for name in lists}
    if not lists:
        return found
    branches, values = [], []
    for name, (rows, words) in lists.items():
        said = Left(words, LONGEST) if words else Value("")
        part = rows.annotate(words=said).values_list("pk", "words")
        sql, given = part[: COUNTED + 1].query.sql_with_params()
        branches.append(f"SELECT %s AS list, part.* FROM ({sql}) AS part")  # noqa: S608
        values += [name, *given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), values)
        for name, key, words in cursor.fetchall():
            found[name][key] = words
    return found


def counted_words(rows: Sized) -> str:
    """`12`, or `1000+` where there are more than were counted."""
    return f"{COUNTED}+" if len(rows) > COUNTED else str(len(rows))
