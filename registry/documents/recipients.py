"""Documents of recipients, with their honours where they are asked for."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from registry.documents import conferrals
from registry.documents.sql import (
    Condition,
    Order,
    Selection,
    arrays,
    arrays_in,
    marks,
)
from registry.documents.then import Reading, Then

TABLE = "honours_recipient"
# Nobody else's name is the public's to see.
SHOWN = Condition(
    "EXISTS (SELECT 1 FROM honours_conferral s WHERE s.recipient_id = x.id "
    "AND s.state = 'published')"
)
ENTERED = Order("id", ("x.id",))
LATEST_ENTERED = Order("id", ("x.id",), descending=True)
MOST_HONOURED = Order("honours", ("x.honours", "x.id"), descending=True, kinds=(int, int))
LEAST_HONOURED = Order("honours", ("x.honours", "x.id"), kinds=(int, int))
ORDERS = {o.text: o for o in (ENTERED, LATEST_ENTERED, MOST_HONOURED, LEAST_HONOURED)}
# Beyond so many honours of one recipient a reader asks for the list of conferrals.
MOST_TOLD = 500
Document = dict[str, Any]


class Row(NamedTuple):
    """A recipient as the statement reads it; the last three are JSON arrays of arrays."""

    pk: int
    id: str
    kind: str
    gender: str
    birth: str | None
    death: str | None
    description_kk: str
    description_ru: str
    description_en: str
    honours: int
    names: Any
    citizenships: Any
    external_ids: Any


@lru_cache(maxsize=1_000)
def _statement(keys: str, order: str) -> str:
    names = arrays(
        ("n.id", "n.text", "n.language", "n.kind", "n.script"),
        "FROM honours_recipientname n WHERE n.recipient_id = r.id",
    )
    citizenships = arrays(("z.country",), "FROM honours_citizenship z WHERE z.recipient_id = r.id")
    others = arrays(
        ("i.register", "i.value"), "FROM honours_externalid i WHERE i.recipient_id = r.id"
    )
    return (
        "SELECT r.id, r.public_id, r.kind, r.gender, r.birth, r.death, r.description_kk, "  # noqa: S608
        f"r.description_ru, r.description_en, r.honours, {names}, {citizenships}, {others} "
        f"FROM ({keys}) p JOIN {TABLE} r ON r.id = p.id ORDER BY {order}"
    )


def shown(selection: Selection) -> Selection:
    """Recipients of a selection, those alone whom a published conferral shows."""
    return selection.within(SHOWN)


def place_of(row: Row, order: Order) -> tuple[int, ...]:
    """Where a row stands in an order."""
    return (row.honours, row.pk) if len(order.columns) == 2 else (row.pk,)


_READING: Reading[Row] = Reading(TABLE, _statement, Row._make, place_of)


def count(selection: Selection, then: Then | None = None) -> int:
    """How many of those who are shown the conditions leave."""
    return _READING.count(shown(selection), then, then.recipients if then else ())


def read(selection: Selection, then: Then | None = None) -> list[Row]:
    """The rows of a page of those whom a published conferral shows; `then`: showed at a time."""
    return _READING.page(shown(selection), then, then.recipients if then else ())


def document_of(row: Row, lang: str) -> Document:
    """A recipient under all names. Birth is told only of the dead (design §1)."""
    names = arrays_in(row.names)
    return {
        "id": row.id,
        "kind": row.kind,
        "name": conferrals.best_of(names, lang),
        "description": conferrals.text_of(row[6:9], lang),
        "names": [
            {"text": text, "language": language, "script": script, "kind": kind}
            for _, text, language, kind, script in names
        ],
        "gender": row.gender,
        "citizenships": [country for (country,) in arrays_in(row.citizenships)],
        "birth": row.birth if row.death else None,
        "death": row.death,
        "external_ids": [
            {"register": register, "value": value}
            for register, value in arrays_in(row.external_ids)
        ],
        "honours_count": row.honours,
    }


def by_keys(keys: Sequence[int], lang: str, then: Then | None = None) -> dict[int, Document]:
    """Recipients by their keys, by one statement; those who are not shown are left out."""
    if not keys:
        return {}
    wanted = Condition(f"x.id IN {marks(keys)}", tuple(keys), few=True)
    found = read(Selection(ENTERED, (wanted,), limit=len(keys)), then)
    return {row.pk: document_of(row, lang) for row in found}


def honours_of(
    keys: Sequence[int], telling: conferrals.Telling
) -> dict[int, list[conferrals.Document]]:
    """The published honours of recipients, each one's the newest first, by one statement."""
    if not keys:
        return {}
    theirs = Condition(f"x.recipient_id IN {marks(keys)}", tuple(keys), few=True)
    wanted = [part for part in conferrals.HEAVY if part != "recipient"]
    limit = MOST_TOLD * len(keys)
    selection = Selection(conferrals.NEWEST, (theirs,), limit=limit)
    found = conferrals.read(selection, wanted, telling.then)
    told: dict[int, list[conferrals.Document]] = {key: [] for key in keys}
    for row, document in zip(found, conferrals.documents(found, telling), strict=True):
        del document["recipient"]
        told[row.recipient].append(document)
    return told
