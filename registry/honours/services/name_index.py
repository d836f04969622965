"""What retrieval knows of names, kept with every write, or made again for everybody."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from django.db import models

from registry.errors import InvalidInput
from registry.honours.lots import insert
from registry.honours.models import NameFragment, NamePair, NameToken, Recipient, RecipientName
from registry.honours.name_keys import Indexed, findable, fragments_of, index_of

PEOPLE_AT_ONCE = 500
_ROWS_AT_ONCE = 5_000


def index_recipient(recipient: Recipient) -> None:
    """What retrieval knows of one recipient, made again from the names on record."""
    texts = list(recipient.names.order_by("pk").values_list("text", flat=True))
    for text in texts:
        refuse_unfindable(text)
    index_recipients({recipient.pk: texts})


def index_recipients(names: Mapping[int, Sequence[str]]) -> None:
    """The same for many recipients at once, by their keys, from the names handed in."""
    _replace(_TABLES, {key: index_of(texts) for key, texts in names.items()})


def refuse_unfindable(text: str) -> None:
    """A name without a letter or digit is no name: nobody would be found by it."""
    if not findable(text):
        raise InvalidInput("no_name", f"names: {text!r} holds no letter to find it by")


def index_everybody(progress: Callable[[int], None], tables: "Tables | None" = None) -> int:
    """The whole index again, some hundred people at a time; hands back how many names it read.

    `tables` are the tables as a migration knows them.
    """
    name, done = (tables or _TABLES)["name"], 0
    rows = name.objects.order_by("recipient_id", "pk").values_list("recipient_id", "text")
    for chunk in _people(rows.iterator(chunk_size=_ROWS_AT_ONCE)):
        _replace(tables or _TABLES, {person: index_of(texts) for person, texts in chunk.items()})
        done += sum(map(len, chunk.values()))
        progress(done)
    return done


Tables = Mapping[str, Any]
_TABLES: Tables = {
    "name": RecipientName,
    "token": NameToken,
    "pair": NamePair,
    "fragment": NameFragment,
}


def _people(rows: Iterable[tuple[int, str]]) -> Iterator[dict[int, list[str]]]:
    by_person = groupby(rows, key=lambda row: row[0])
    while chunk := {
        person: [text for _, text in names] for person, names in islice(by_person, PEOPLE_AT_ONCE)
    }:
        yield chunk


def _replace(tables: Tables, people: Mapping[int, Indexed]) -> None:
    """Put these people's rows in the place of whatever there was of them."""
    for name in ("token", "pair"):
        tables[name].objects.filter(recipient_id__in=list(people)).delete()
    # In the order of their indexes, of which each page is then written once.
    tokens = sorted((k, pk) for pk, kept in people.items() for k in kept.tokens)
    pairs = sorted((n, pk) for pk, kept in people.items() for n in kept.pairs)
    insert(tables["token"], ("key", "recipient_id"), tokens)
    insert(tables["pair"], ("number", "recipient_id"), pairs)
    fragment = tables["fragment"]
    keys = set().union(*(kept.tokens for kept in people.values()))
    known = fragment.objects.filter(fragment__in=keys, key=models.F("fragment"))
    fresh = keys - set(known.values_list("key", flat=True))
    parts = sorted((part, k) for k in fresh for part in fragments_of(k))
    insert(fragment, ("fragment", "key"), parts)
