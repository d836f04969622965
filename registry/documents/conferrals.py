"""Documents of conferrals: one statement for a page of them, whatever it holds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from registry.documents.shelf import Part, Shelf
from registry.documents.sql import (
    Condition,
    Order,
    Selection,
    arrays,
    arrays_in,
    embedded,
)
from registry.documents.then import Reading, Then
from registry.honours.models.base import NEAREST
from registry.honours.models.recipient import name_rank

TABLE = "honours_conferral"
PUBLISHED = Condition("x.state = 'published'")
NEWEST = Order("date", ("x.counts_on", "x.id"), descending=True, kinds=(str, int))
OLDEST = Order("date", ("x.counts_on", "x.id"), kinds=(str, int))
ENTERED = Order("id", ("x.id",))
LATEST_ENTERED = Order("id", ("x.id",), descending=True)
ORDERS = {order.text: order for order in (NEWEST, OLDEST, ENTERED, LATEST_ENTERED)}

# Parts of a document that cost a subquery; a reader who wants none of one does not pay for it.
HEAVY = ("recipient", "evidence", "events", "status")
Document = dict[str, Any]
# Where a reader's own text and the nearer ones stand among kk, ru, en.
_NEAREST = {
    lang: [("kk", "ru", "en").index(code) for code in near] for lang, near in NEAREST.items()
}


class Event(NamedTuple):
    """What became of a conferral."""

    pk: int
    kind: str
    date: str | None
    reason: str
    decree: int | None
    source: int | None


class Row(NamedTuple):
    """A conferral as the statement reads it; the last three are JSON arrays of arrays."""

    pk: int
    id: str
    award: int
    grade: int | None
    decree: int | None
    conferred_on: str | None
    conferred_on_basis: str
    presented_on: str | None
    presented_by: str
    presented_at: str
    office_kk: str
    office_ru: str
    office_en: str
    reason_kk: str
    reason_ru: str
    reason_en: str
    posthumous: bool
    ex_officio: bool
    contested: bool
    counts_on: str
    recipient: int
    recipient_id: str
    names: Any
    evidence: Any
    events: Any


_COLUMNS = (
    "id public_id award_id grade_id decree_id conferred_on conferred_on_basis presented_on "
    "presented_by presented_at office_kk office_ru office_en reason_kk reason_ru reason_en "
    "posthumous ex_officio contested counts_on"
).split()


@lru_cache(maxsize=1_000)
def _statement(keys: str, order: str, wanted: tuple[str, ...]) -> str:
    """The statement of a page whose keys the SELECT `keys` gives; they come in few shapes."""
    names = arrays(
        ("n.id", "n.text", "n.language", "n.kind"),
        "FROM honours_recipientname n WHERE n.recipient_id = c.recipient_id",
    )
    evidence = arrays(
        ("e.id", "e.source_id", "e.stance", embedded("e.fields"), "e.date", "e.date_kind",
         "e.grade"),
        "FROM honours_evidence e WHERE e.conferral_id = c.id",
    )  # fmt: skip
    events = arrays(
        ("v.id", "v.kind", "v.date", "v.reason", "v.decree_id", "v.source_id"),
        "FROM honours_conferralevent v WHERE v.conferral_id = c.id",
    )
    columns = [f"c.{name}" for name in _COLUMNS] + ["r.id", "r.public_id"]
    columns.append(names if "recipient" in wanted else "NULL")
    columns.append(evidence if "evidence" in wanted else "NULL")
    columns.append(events if {"events", "status"} & set(wanted) else "NULL")
    return (
        f"SELECT {', '.join(columns)} FROM ({keys}) p "  # noqa: S608
        f"JOIN {TABLE} c ON c.id = p.id JOIN honours_recipient r ON r.id = c.recipient_id "
        f"ORDER BY {order}"
    )


def published(selection: Selection) -> Selection:
    """The published ones of a selection."""
    return selection.within(PUBLISHED)


def place_of(row: Row, order: Order) -> tuple[str | int, ...]:
    """Where a row stands in an order."""
    return (row.counts_on, row.pk) if len(order.columns) == 2 else (row.pk,)


def _reading(wanted: Collection[str]) -> Reading[Row]:
    parts = tuple(wanted)
    return Reading(TABLE, lambda keys, order: _statement(keys, order, parts), Row._make, place_of)


def count(selection: Selection, then: Then | None = None) -> int:
    """How many published conferrals the conditions leave."""
    touched = then.conferrals if then else ()
    return _reading(()).count(published(selection), then, touched)


def read(
    selection: Selection, wanted: Collection[str] = HEAVY, then: Then | None = None
) -> list[Row]:
    """The rows of a page, in the order of the selection.

    Only what is published is read, whatever the selection says. `then`: as it was at a time.
    """
    touched = then.conferrals if then else ()
    return _reading(wanted).page(published(selection), then, touched)


@dataclass(frozen=True, slots=True)
class Telling:
    """How documents are told: the shelf, the fields wanted (all if none), the day of the status.

    `then`: what the registry said at a time, instead of what it says.
    """

    shelf: Shelf
    fields: frozenset[str] = frozenset()
    day: str | None = None
    then: Then | None = None


def documents(found: Sequence[Row], telling: Telling) -> Iterator[Document]:
    """The documents of rows, in their order."""
    shelf = telling.shelf
    evidence = [arrays_in(row.evidence) for row in found]
    events = [events_of(row, telling.day) for row in found]
    decrees = {row.decree for row in found if row.decree}
    decrees |= {event.decree for listed in events for event in listed if event.decree}
    sources = {item[1] for listed in evidence for item in listed}
    sources |= {event.source for listed in events for event in listed if event.source}
    acts, papers = shelf.decrees(decrees), shelf.sources(sources)
    fields = telling.fields
    for row, proofs, happened in zip(found, evidence, events, strict=True):
        document = _document(row, shelf, acts)
        document["status"] = status_of(happened)
        document["events"] = [_event(event, acts, papers) for event in happened]
        document["evidence"] = [_evidence(item, papers) for item in proofs]
        yield {k: v for k, v in document.items() if k in fields} if fields else document


def _document(row: Row, shelf: Shelf, acts: Part) -> Document:
    return {
        "id": row.id,
        "recipient": recipient_brief(row, shelf.lang),
        "award": shelf.awards[row.award],
        "grade": shelf.grades[row.grade] if row.grade else None,
        "decree": acts[row.decree] if row.decree else None,
        "conferred_on": row.conferred_on,
        "conferred_on_basis": row.conferred_on_basis,
        "presented_on": row.presented_on,
        "presented_by": row.presented_by,
        "presented_at": row.presented_at,
        "office": text_of(row[10:13], shelf.lang),
        "reason": text_of(row[13:16], shelf.lang),
        "posthumous": bool(row.posthumous),
        "ex_officio": bool(row.ex_officio),
        "contested": bool(row.contested),
    }


def recipient_brief(row: Row, lang: str) -> Document:
    """A recipient inside a conferral: every written name, each once."""
    names = arrays_in(row.names)
    return {
        "id": row.recipient_id,
        "name": best_of(names, lang),
        "names": list(dict.fromkeys([text for _, text, _, _ in names])),
    }


def best_of(names: Sequence[Sequence[Any]], lang: str) -> str:
    """`display_name` of names in the order of their keys, each (key, text, language, kind, …)."""
    if not names:
        return ""
    return min(names, key=lambda name: name_rank(name[2], name[3], lang))[1]


def text_of(texts: Sequence[str], lang: str) -> str:
    """The text in a language, or in the nearest known; `texts` are kk, ru, en."""
    first, second, third = _NEAREST[lang]
    return texts[first] or texts[second] or texts[third]


def events_of(row: Row, day: str | None = None) -> list[Event]:
    """What became of a conferral, the last at the end; up to a day, if one is given.

    An event of unknown date counts as before every other and on every day (design §3).
    """
    found = [Event._make(item) for item in arrays_in(row.events)]
    if day is not None:
        found = [e for e in found if not e.date or (e.date + "-01-01"[len(e.date) - 4 :]) <= day]
    return sorted(found, key=lambda event: (event.date or "", event.pk))


def status_of(events: Sequence[Event]) -> str:
    """In force, unless the last event says otherwise."""
    last = events[-1].kind if events else "restored"
    return "in_force" if last == "restored" else last


def _event(event: Event, acts: Part, papers: Part) -> Document:
    return {
        "kind": event.kind,
        "date": event.date,
        "reason": event.reason,
        "decree": acts[event.decree] if event.decree else None,
        "source": papers[event.source] if event.source else None,
    }


def _evidence(item: Sequence[Any], papers: Part) -> Document:
    _, source, stance, fields, date, date_kind, grade = item
    return {
        "source": papers[source],
        "stance": stance,
        "fields": fields,
        "date": date,
        "date_kind": date_kind,
        "grade": grade,
    }
