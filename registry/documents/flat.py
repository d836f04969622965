"""Documents as rows of a table: one line each, for CSV. Several values of a cell stand in lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from registry.documents import conferrals, recipients
from registry.documents.conferrals import Telling
from registry.documents.sql import arrays_in

SEVERAL = "\n"
CONFERRAL = (
    "id recipient_id recipient_name award grade decree_id decree_number decree_date conferred_on "
    "conferred_on_basis presented_on presented_by presented_at office reason posthumous "
    "ex_officio contested status sources"
).split()
RECIPIENT = (
    "id kind name names gender citizenships birth death description external_ids honours_count"
).split()
DECREE = "id kind number date title authority signatory url published_in sources".split()
AWARD = "slug kind status name authority grades valid_from valid_to legal_basis sources".split()


def conferral_cells(found: Sequence[conferrals.Row], telling: Telling) -> Iterable[tuple[Any, ...]]:
    """A line for each conferral; `grade` is the code, empty where no source states it."""
    shelf = telling.shelf
    evidence = [arrays_in(row.evidence) for row in found]
    acts = shelf.decrees(row.decree for row in found if row.decree).documents
    papers = shelf.sources(item[1] for listed in evidence for item in listed).documents
    for row, proofs in zip(found, evidence, strict=True):
        act = acts[row.decree] if row.decree else {}
        name = conferrals.best_of(arrays_in(row.names), shelf.lang)
        status = conferrals.status_of(conferrals.events_of(row, telling.day))
        addresses = [papers[item[1]]["url"] or papers[item[1]]["title"] for item in proofs]
        yield (
            row.id, row.recipient_id, name, shelf.slugs[row.award],
            shelf.codes[row.grade] if row.grade else "",
            act.get("id", ""), act.get("number", ""), act.get("date") or "",
            row.conferred_on or "", row.conferred_on_basis, row.presented_on or "",
            row.presented_by, row.presented_at, conferrals.text_of(row[10:13], shelf.lang),
            conferrals.text_of(row[13:16], shelf.lang), _truth(row.posthumous),
            _truth(row.ex_officio), _truth(row.contested), status,
            SEVERAL.join(dict.fromkeys(addresses)),
        )  # fmt: skip


def recipient_cells(found: Sequence[recipients.Row], lang: str) -> Iterable[tuple[Any, ...]]:
    """A line for each recipient, with every written name in one cell."""
    for row in found:
        document = recipients.document_of(row, lang)
        names = dict.fromkeys(name["text"] for name in document["names"])
        others = [f"{i['register']}:{i['value']}" for i in document["external_ids"]]
        cells = {
            **document,
            "names": SEVERAL.join(names),
            "citizenships": " ".join(document["citizenships"]),
            "external_ids": SEVERAL.join(others),
        }
        yield _line(cells, RECIPIENT)


def decree_cells(documents: Iterable[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """A line for each decree."""
    for document in documents:
        yield _line({**document, "sources": _addresses(document["sources"])}, DECREE)


def award_cells(documents: Iterable[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """A line for each award; where sources differ on when it existed, each period is a line."""
    for document in documents:
        periods = document["periods"]
        cells = {
            **document,
            "authority": document["authority"]["slug"],
            "grades": " ".join(grade["code"] for grade in document["grades"]),
            "valid_from": SEVERAL.join(p["valid_from"] or "" for p in periods),
            "valid_to": SEVERAL.join(p["valid_to"] or "" for p in periods),
            "sources": _addresses(document["sources"]),
        }
        yield _line(cells, AWARD)


def lines(documents: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """Documents whose fields are plain, a line for each."""
    return (_line(document, columns) for document in documents)


def _line(cells: dict[str, Any], columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple("" if cells[name] is None else cells[name] for name in columns)


def _addresses(sources: Iterable[dict[str, Any]]) -> str:
    return SEVERAL.join(source["url"] or source["title"] for source in sources)


def _truth(value: Any) -> str:
    return "true" if value else "false"
