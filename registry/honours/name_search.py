"""Who bears a name: reads of the index of names, each of a bounded number of rows.

No statement here sorts, counts or walks the bearers of a common name: where there are more than
asked for it stops, and the caller learns that there are more.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import prefetch_related_objects
from rapidfuzz.distance import OSA

from registry.honours.models import (
    Conferral,
    NameFragment,
    NamePair,
    NameToken,
    Recipient,
    RecipientName,
)
from registry.honours.name_keys import fragments_of

_TOKENS, _PAIRS, _FRAGMENTS, _NAMES, _PEOPLE, _CONFERRALS = (
    model._meta.db_table
    for model in (NameToken, NamePair, NameFragment, RecipientName, Recipient, Conferral)
)
# Whether a published conferral shows the recipient of a row of the table named.
_PUBLIC = (
    f" AND EXISTS (SELECT 1 FROM {_CONFERRALS} c "  # noqa: S608
    "WHERE c.recipient_id = {}.recipient_id AND c.state = 'published')"
)
# How far a common name's bearers are counted: "more than" is the answer beyond it.
COUNTED = 500
# Nobody is asked to choose among more.
SHOWN = 10
# SQLite takes 32,766 values in a statement and 500 branches.
_MARKS, _BRANCHES = 30_000, 400
V = TypeVar("V")


class Stored(NamedTuple):
    """One recipient whom a search found: the gender, and the names as (text, script)."""

    pk: int
    gender: str
    names: tuple[tuple[str, str], ...]


def known_keys(keys: Iterable[str]) -> set[str]:
    """Which of these comparison keys some name of the registry bears."""
    return {key for fragment, key in _fragments(set(keys)) if key == fragment}


def neighbours(keys: Iterable[str]) -> dict[str, set[str]]:
    """For each key, those of the registry that are one letter left out, added or changed away.

    Two neighbouring letters that changed places are one such error too.
    """
    wanted = {k: fragments_of(k) for k in keys}
    fragments = set().union(*wanted.values())
    sharing: dict[str, set[str]] = {}
    for fragment, known in _fragments(fragments):
        sharing.setdefault(fragment, set()).add(known)
    # Two keys that are one error apart share a fragment, so no key is measured against them all.
    near = {k: set().union(*(sharing.get(f, ()) for f in parts)) for k, parts in wanted.items()}
    return {
        k: {n for n in found - wanted.keys() if OSA.distance(k, n, score_cutoff=1) == 1}
        for k, found in near.items()
    }


def _fragments(wanted: Collection[str]) -> list[tuple[Any, ...]]:
    """(fragment, key) of what the registry knows under these fragments."""
    found: list[tuple[Any, ...]] = []
    for part in _parts(list(wanted), _MARKS):
        sql = f"SELECT fragment, key FROM {_FRAGMENTS} WHERE fragment IN ({_marks(part)})"  # noqa: S608
        found += _rows(sql, part)
    return found


def bearers_of_pairs(numbers: Collection[int], limit: int) -> list[tuple[int, int]]:
    """(number, recipient) for names that hold words standing together: at most `limit`."""
    found: list[tuple[int, int]] = []
    for part in _parts(list(numbers), _MARKS):
        sql = f"SELECT number, recipient_id FROM {_PAIRS} WHERE number IN ({_marks(part)}) LIMIT %s"  # noqa: S608
        found += _rows(sql, [*part, limit - len(found)])
        if len(found) >= limit:
            break
    return found


def bearers_of_words(keys: Sequence[str], each: int, unpublished: bool) -> list[tuple[str, int]]:
    """(key, recipient) for names that hold one of the words: at most `each` of every word.

    A statement has as many branches as there are words, so that a common word does not take the
    places of a rare one.
    """
    public = "" if unpublished else _PUBLIC.format("t")
    branch = (
        f"SELECT * FROM (SELECT key, recipient_id FROM {_TOKENS} t "  # noqa: S608
        f"WHERE key = %s{public} LIMIT %s) AS part"
    )
    found: list[tuple[str, int]] = []
    for part in _parts(keys, _BRANCHES):
        values = [value for key in part for value in (key, each)]
        found += _rows(" UNION ALL ".join([branch] * len(part)), values)
    return found


def how_many(entries: Collection[int | str], *, unpublished: bool) -> int:
    """How many recipients stand under one of these words or pairs; no further than COUNTED."""
    words = [entry for entry in entries if isinstance(entry, str)]
    numbers = [entry for entry in entries if isinstance(entry, int)]
    public = "" if unpublished else _PUBLIC.format("t")
    found = 0
    for table, column, values in ((_TOKENS, "key", words), (_PAIRS, "number", numbers)):
        if values:
            sql = (
                f"SELECT count(DISTINCT recipient_id) FROM (SELECT recipient_id FROM {table} t "  # noqa: S608
                f"WHERE {column} IN ({_marks(values)}){public} LIMIT %s) AS part"
            )
            [(count,)] = _rows(sql, [*values, COUNTED])
            found += count
    return min(COUNTED, found)


def stored_names(people: Sequence[int], *, unpublished: bool) -> list[Stored]:
    """Gender and names of those of these recipients who may be shown, in the order given."""
    found = {}
    for part in _parts(people, _MARKS):
        sql = (
            f"SELECT n.recipient_id, r.gender, n.text, n.script FROM {_NAMES} n "  # noqa: S608
            f"JOIN {_PEOPLE} r ON r.id = n.recipient_id WHERE n.recipient_id IN ({_marks(part)})"
            f"{'' if unpublished else _PUBLIC.format('n')} ORDER BY n.recipient_id, n.id"
        )
        for pk, rows in groupby(_rows(sql, part), key=lambda row: row[0]):
            listed = list(rows)
            names = tuple((text, script) for *_, text, script in listed)
            found[pk] = Stored(pk, listed[0][1], names)
    return [found[pk] for pk in people if pk in found]


def recipients_by_pk(people: Sequence[int]) -> dict[int, Recipient]:
    """The records of these recipients; the first of them, which are shown, with their names."""
    found = Recipient.objects.in_bulk(people)
    prefetch_related_objects([found[pk] for pk in people[:SHOWN]], "names")
    return found


def _parts(values: Sequence[V], size: int) -> Iterator[Sequence[V]]:
    """Some at a time: a statement takes only so many values and branches."""
    return (values[first : first + size] for first in range(0, len(values), size))


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(sql: str, values: Sequence[int | str]) -> list[tuple[Any, ...]]:
    """Narrow rows of a statement of this module: no record is built of what is thrown away."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
