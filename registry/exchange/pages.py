"""The registry page by page, each row three ways: as a document, as cells, as rows of tables.

Documents and cells are the very ones of the API, so what is private has no place here either.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.documents import conferrals, flat, papers, recipients
from registry.documents.awards import authority_document
from registry.documents.conferrals import Telling, arrays_in
from registry.documents.shelf import Shelf
from registry.documents.sql import Condition, Place, Selection
from registry.exchange.lite import Rows
from registry.honours.models import Authority

AT_ONCE = 500
Document = dict[str, Any]
AUTHORITY = "slug kind country name name_kk name_ru name_en".split()
SOURCE = "key kind strength title publisher url".split()
_SHOWN_DECREE = papers.SHOWN.sql.replace("x.id", "y.id")
# Sources that back something published: a conferral, what became of it, an award, a decree.
CITED = Condition(
    "(EXISTS (SELECT 1 FROM honours_evidence e JOIN honours_conferral s ON s.id = e.conferral_id "  # noqa: S608
    "WHERE e.source_id = x.id AND s.state = 'published') "
    "OR EXISTS (SELECT 1 FROM honours_conferralevent e JOIN honours_conferral s "
    "ON s.id = e.conferral_id WHERE e.source_id = x.id AND s.state = 'published') "
    "OR EXISTS (SELECT 1 FROM honours_award_sources a WHERE a.source_id = x.id) "
    "OR EXISTS (SELECT 1 FROM honours_decree_sources l JOIN honours_decree y "
    f"ON y.id = l.decree_id WHERE l.source_id = x.id AND {_SHOWN_DECREE}))"
)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a table."""

    documents: Sequence[Document]
    cells: Sequence[tuple[Any, ...]]
    rows: Rows = field(default_factory=dict)


def authorities(shelf: Shelf) -> Iterator[Page]:
    """Those who institute an award, or issued an act that the public can reach."""
    shown = {document["authority"]["slug"] for document in shelf.award_documents.values()}
    for keys in _walk(papers.DECREES, papers.ENTERED):
        acts = shelf.decrees(keys).documents
        shown |= {acts[key]["authority"] for key in keys}
    found = Authority.objects.filter(slug__in=shown).order_by("slug")
    documents = [authority_document(authority, shelf.lang) for authority in found]
    cells = [
        (d["slug"], d["kind"], d["country"], d["name"], *_three(d["names"])) for d in documents
    ]
    rows = [(d["slug"], d["kind"], d["country"], *_three(d["names"])) for d in documents]
    yield Page(documents, cells, {"authority": rows})


def awards(shelf: Shelf) -> Iterator[Page]:
    """All awards, with their grades, spellings, periods and sources."""
    documents = list(shelf.award_documents.values())
    cells = list(flat.award_cells(documents))
    yield Page(documents, cells, _award_rows(documents))


def _award_rows(documents: Sequence[Document]) -> Rows:
    return {
        "award": [
            (
                d["slug"], d["name"], d["kind"], d["status"], d["authority"]["slug"],
                d["names"]["kk"], d["names"]["kk_latn"], d["names"]["ru"], d["names"]["en"],
                d["precedence"], d["precedence_basis"], d["legal_basis"], d["eligibility"],
            )
            for d in documents
        ],
        "award_name": [(d["slug"], *n.values()) for d in documents for n in d["spellings"]],
        "award_period": [(d["slug"], *p.values()) for d in documents for p in d["periods"]],
        "award_source": [(d["slug"], s["key"]) for d in documents for s in d["sources"]],
        "grade": [
            (
                f"{d['slug']}:{g['code']}", d["slug"], g["code"], g["kind"], g["rank"], g["name"],
                *_three(g["names"]), g["valid_from"], g["valid_to"],
            )
            for d in documents
            for g in d["grades"]
        ],
    }  # fmt: skip


def people(shelf: Shelf) -> Iterator[Page]:
    """Recipients whom a published conferral shows."""
    for found in _read(recipients.read, recipients.ENTERED, recipients.place_of):
        documents = [recipients.document_of(row, shelf.lang) for row in found]
        cells = list(flat.recipient_cells(found, shelf.lang))
        yield Page(documents, cells, _recipient_rows(documents))


def _recipient_rows(documents: Sequence[Document]) -> Rows:
    columns = ("id", "name", "kind", "gender", "birth", "death", "description", "honours_count")
    names = [
        (d["id"], n["text"], n["language"], n["script"], n["kind"])
        for d in documents
        for n in d["names"]
    ]
    return {
        "recipient": [tuple(d[name] for name in columns) for d in documents],
        "recipient_name": names,
        "citizenship": [(d["id"], country) for d in documents for country in d["citizenships"]],
        "external_id": [
            (d["id"], i["register"], i["value"]) for d in documents for i in d["external_ids"]
        ],
    }


def decrees(shelf: Shelf) -> Iterator[Page]:
    """Acts by which a published conferral was made, revoked or restored."""
    for keys in _walk(papers.DECREES, papers.ENTERED):
        acts = shelf.decrees(keys).documents
        documents = [acts[key] for key in keys]
        yield Page(documents, list(flat.decree_cells(documents)), _decree_rows(documents))


def _decree_rows(documents: Sequence[Document]) -> Rows:
    return {
        "decree": [
            (
                d["id"], d["number"], d["date"], d["kind"], d["authority"], *_three(d["titles"]),
                d["signatory"], d["url"], d["published_in"],
            )
            for d in documents
        ],
        "decree_source": [(d["id"], s["key"]) for d in documents for s in d["sources"]],
    }  # fmt: skip


def honours(shelf: Shelf) -> Iterator[Page]:
    """Published conferrals, with their evidence and what became of them."""
    telling = Telling(shelf)
    for found in _read(conferrals.read, conferrals.ENTERED, conferrals.place_of):
        yield Page(
            list(conferrals.documents(found, telling)),
            list(flat.conferral_cells(found, telling)),
            _conferral_rows(found, shelf),
        )


def _conferral_rows(found: Sequence[conferrals.Row], shelf: Shelf) -> Rows:
    proofs = [(row, item) for row in found for item in arrays_in(row.evidence)]
    events = {row.id: conferrals.events_of(row) for row in found}
    happened = [(key, event) for key, listed in events.items() for event in listed]
    acts = shelf.decrees(
        {row.decree for row in found if row.decree} | {e.decree for _, e in happened if e.decree}
    ).documents
    papers_told = shelf.sources(
        {item[1] for _, item in proofs} | {e.source for _, e in happened if e.source}
    ).documents
    return {
        "conferral": [
            (
                row.id, row.recipient_id, shelf.slugs[row.award],
                f"{shelf.slugs[row.award]}:{shelf.codes[row.grade]}" if row.grade else None,
                acts[row.decree]["id"] if row.decree else None, *row[5:16],
                bool(row.posthumous), bool(row.ex_officio), bool(row.contested),
                conferrals.status_of(events[row.id]),
            )
            for row in found
        ],
        "evidence": [
            (row.id, papers_told[item[1]]["key"], item[2], " ".join(item[3]), *item[4:])
            for row, item in proofs
        ],
        "conferral_event": [
            (
                key, event.kind, event.date, event.reason,
                acts[event.decree]["id"] if event.decree else None,
                papers_told[event.source]["key"] if event.source else None,
            )
            for key, event in happened
        ],
    }  # fmt: skip


def sources(shelf: Shelf) -> Iterator[Page]:
    """Where the facts come from."""
    for keys in _walk("honours_source", papers.ENTERED, CITED):
        found = shelf.sources(keys).documents
        documents = [found[key] for key in keys]
        cells = [tuple(document[name] for name in SOURCE) for document in documents]
        yield Page(documents, cells, {"source": cells})


Reader = Callable[[Selection], Sequence[Any]]


def _read(
    read: Reader, order: Any, place_of: Callable[[Any, Any], tuple[Any, ...]]
) -> Iterator[Sequence[Any]]:
    """Rows of an order, some hundreds at a time, each time from where the last ended."""
    selection = Selection(order, limit=AT_ONCE)
    while found := read(selection):
        yield found
        if len(found) < AT_ONCE:
            return
        selection = selection.beyond(Place(place_of(found[-1], order)), AT_ONCE)


def _walk(table: str, order: Any, *conditions: Condition) -> Iterator[list[int]]:
    def read(selection: Selection) -> Sequence[papers.Key]:
        narrowed = Selection(order, conditions, place=selection.place, limit=selection.limit)
        return papers.read(table, narrowed)

    for found in _read(read, order, lambda row, _: row.place):
        yield [row.pk for row in found]


def _three(texts: dict[str, str]) -> tuple[str, str, str]:
    return texts["kk"], texts["ru"], texts["en"]
