"""Who bears a name: reads of the index of names, each of a bounded number of rows.

No statement here sorts, counts or walks the bearers of a common name: where there are more than
asked for it stops, and the caller learns that there are more.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef
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

_TOKENS = NameToken._meta.db_table
_PUBLIC = (
    f"EXISTS (SELECT 1 FROM {Conferral._meta.db_table} c "  # noqa: S608
    f"WHERE c.recipient_id = {_TOKENS}.recipient_id AND c.state = 'published')"
)
# How far a common name's bearers are counted: "more than" is the answer beyond it.
COUNTED = 500


class Stored(NamedTuple):
    """One recipient whom a search found: the gender, and the names as (text, script)."""

    pk: int
    gender: str
    names: tuple[tuple[str, str], ...]


def known_keys(keys: Iterable[str]) -> set[str]:
    """Which of these comparison keys some name of the registry bears."""
    wanted = set(keys)
    found = NameFragment.objects.filter(fragment__in=wanted).values_list("fragment", "key")
    return {key for fragment, key in found if key == fragment}


def neighbours(keys: Iterable[str]) -> dict[str, set[str]]:
    """For each key, those of the registry that are one letter left out, added or changed away.

    Two neighbouring letters that changed places are one such error too.
    """
    wanted = set(keys)
    fragments = set().union(*map(fragments_of, wanted)) if wanted else set()
    rows = NameFragment.objects.filter(fragment__in=fragments).values_list("key", flat=True)
    near = set(rows) - wanted
    return {k: {n for n in near if OSA.distance(k, n, score_cutoff=1) == 1} for k in wanted}


def bearers_of_pairs(numbers: Collection[int], limit: int) -> list[tuple[int, int]]:
    """(number, recipient) for names that hold words standing together: at most `limit`."""
    rows = NamePair.objects.filter(number__in=numbers).values_list("number", "recipient_id")
    return list(rows[:limit])


def bearers_of_words(keys: Sequence[str], each: int, unpublished: bool) -> list[tuple[str, int]]:
    """(key, recipient) for names that hold one of the words: at most `each` of every word.

    One statement of as many branches as there are words, so that a common word does not take the
    places of a rare one.
    """
    if not keys:
        return []
    public = "" if unpublished else f" AND {_PUBLIC}"
    branch = (
        f"SELECT * FROM (SELECT key, recipient_id FROM {_TOKENS} "  # noqa: S608
        f"WHERE key = %s{public} LIMIT %s) AS part"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([branch] * len(keys)), [v for key in keys for v in (key, each)]
        )
        return [(key, recipient) for key, recipient in cursor.fetchall()]


def shown(people: Collection[int]) -> set[int]:
    """Those of these recipients whom a published conferral shows."""
    rows = Conferral.objects.published().filter(recipient_id__in=people)
    return set(rows.values_list("recipient_id", flat=True))


def how_many(entries: Collection[int | str], *, unpublished: bool) -> int:
    """How many recipients stand under one of these words or pairs; no further than COUNTED."""
    words = [entry for entry in entries if isinstance(entry, str)]
    numbers = [entry for entry in entries if isinstance(entry, int)]
    people: set[int] = set()
    for rows in (
        NameToken.objects.filter(key__in=words),
        NamePair.objects.filter(number__in=numbers),
    ):
        if not unpublished:
            public = Conferral.objects.published().filter(recipient=OuterRef("recipient"))
            rows = rows.filter(Exists(public))
        # One person may stand under two entries: a few more are read than are counted.
        people.update(rows.values_list("recipient_id", flat=True)[: COUNTED * 2])
    return min(COUNTED, len(people))


def stored_names(people: Sequence[int]) -> list[Stored]:
    """Gender and names of these recipients, in the order given; narrow rows, no records."""
    rows = (
        RecipientName.objects.filter(recipient_id__in=people)
        .order_by("recipient_id", "pk")
        .values_list("recipient_id", "recipient__gender", "text", "script")
    )
    found = {}
    for pk, names in groupby(rows, key=lambda row: row[0]):
        listed = list(names)
        found[pk] = Stored(pk, listed[0][1], tuple((text, script) for *_, text, script in listed))
    return [found[pk] for pk in people if pk in found]


def recipients_by_pk(people: Collection[int]) -> dict[int, Recipient]:
    """The records of these recipients, with their names for display."""
    return Recipient.objects.prefetch_related("names").in_bulk(list(people))
