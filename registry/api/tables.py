"""The resources: how each is narrowed, read and told."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.urls import reverse

from registry.api import conferral_filters, filters, linked
from registry.api.asked import Asked
from registry.api.filters import Narrowed
from registry.api.table import Document, Table, in_fields
from registry.api.visible import shown_decrees, survivor_of
from registry.documents import conferrals, flat, narrowing, papers, recipients
from registry.documents.conferrals import Telling
from registry.documents.shelf import Shelf
from registry.documents.sql import Condition, Order, Selection, counted
from registry.mentions.people import Judged, best_of, judge_name


class Conferrals(Table):
    """Published conferrals, each with its evidence and what became of it."""

    name = "conferrals"
    parameters = conferral_filters.CONFERRAL_PARAMETERS
    orders, order, whole = conferrals.ORDERS, conferrals.NEWEST.text, conferrals.ENTERED.text
    fields = (
        "id", "recipient", "award", "grade", "decree", "conferred_on", "conferred_on_basis",
        "presented_on", "presented_by", "presented_at", "office", "reason", "posthumous",
        "ex_officio", "contested", "status", "events", "evidence",
    )  # fmt: skip
    expansions = ("recipient", "award")
    columns = flat.CONFERRAL
    has_history = True

    def narrow(self, given: dict[str, Any], shelf: Shelf) -> Narrowed:
        return conferral_filters.narrow_conferrals(given, shelf)

    def read(self, selection: Selection, asked: Asked) -> Sequence[conferrals.Row]:
        return conferrals.read(selection, asked.fields or conferrals.HEAVY, asked.then)

    def place_of(self, row: conferrals.Row, order: Order) -> tuple[Any, ...]:
        return conferrals.place_of(row, order)

    def documents(
        self, rows: Sequence[conferrals.Row], asked: Asked, shelf: Shelf
    ) -> Iterable[Document]:
        told = conferrals.documents(rows, Telling(shelf, asked.fields, asked.day))
        if not asked.expand:
            return told
        return self._expanded(rows, told, asked, shelf)

    def _expanded(
        self, rows: Sequence[conferrals.Row], told: Iterable[Document], asked: Asked, shelf: Shelf
    ) -> Iterable[Document]:
        wanted = {row.recipient for row in rows} if "recipient" in asked.expand else set()
        people = recipients.by_keys(sorted(wanted), shelf.lang, asked.then)
        for row, document in zip(rows, told, strict=True):
            expanded: Document = {}
            if "award" in asked.expand:
                expanded["award"] = shelf.award_documents[row.award]
            if "recipient" in asked.expand:
                expanded["recipient"] = people[row.recipient]
            yield {**document, "expanded": expanded}

    def cells(
        self, rows: Sequence[conferrals.Row], asked: Asked, shelf: Shelf
    ) -> Iterable[tuple[Any, ...]]:
        return flat.conferral_cells(rows, Telling(shelf, day=asked.day))

    def count(self, selection: Selection, asked: Asked) -> int:
        return conferrals.count(selection, asked.then)

    def one(self, key: str, asked: Asked, shelf: Shelf) -> Document | None:
        named = Condition("x.public_id = %s", (key,), few=True)
        rows = self.read(Selection(conferrals.ENTERED, (named,), limit=1), asked)
        return next(iter(self.documents(rows, asked, shelf)), None)

    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        return linked.conferral(orjson.loads(orjson.dumps(document)), address)


class Recipients(Table):
    """People and bodies on whom a published conferral is recorded."""

    name = "recipients"
    parameters = filters.RECIPIENT_PARAMETERS
    orders, order, whole = recipients.ORDERS, recipients.ENTERED.text, recipients.ENTERED.text
    fields = (
        "id", "kind", "name", "description", "names", "gender", "citizenships", "birth", "death",
        "external_ids", "honours_count", "honours",
    )  # fmt: skip
    expansions = ("honours",)
    columns = flat.RECIPIENT
    has_history = True
    ranked_by = "name"

    def narrow(self, given: dict[str, Any], shelf: Shelf) -> Narrowed:
        return filters.narrow_recipients(given, shelf)

    def read(self, selection: Selection, asked: Asked) -> Sequence[recipients.Row]:
        return recipients.read(selection, asked.then)

    def place_of(self, row: recipients.Row, order: Order) -> tuple[Any, ...]:
        return recipients.place_of(row, order)

    def documents(
        self, rows: Sequence[recipients.Row], asked: Asked, shelf: Shelf
    ) -> Iterable[Document]:
        told: dict[int, list[Document]] = {}
        if "honours" in asked.expand | asked.fields:
            telling = Telling(shelf, then=asked.then)
            told = recipients.honours_of([row.pk for row in rows], telling)
        for row in rows:
            document = recipients.document_of(row, shelf.lang)
            if told:
                document["honours"] = told[row.pk]
            yield in_fields(document, asked)

    def cells(
        self, rows: Sequence[recipients.Row], asked: Asked, shelf: Shelf
    ) -> Iterable[tuple[Any, ...]]:
        return flat.recipient_cells(rows, shelf.lang)

    def count(self, selection: Selection, asked: Asked) -> int:
        return recipients.count(selection, asked.then)

    def ranked(self, asked: Asked, narrowed: Narrowed, shelf: Shelf) -> list[Document]:
        """Whom a written name may mean, the best first, each with its score and reasons."""
        matches, resembling = best_of(judge_name(asked.given["name"]).judged)
        found = {judged.pk: judged for judged in (*matches, *resembling)}
        if not found:
            return []
        meant = {judged.pk for judged in matches}
        conditions = (narrowing.keyed(list(found)), *narrowed.conditions)
        rows = {r.pk: r for r in self.read(Selection(recipients.ENTERED, conditions), asked)}
        ranked = [rows[pk] for pk in found if pk in rows]
        documents = self.documents(ranked, asked, shelf)
        return [
            {**document, "match": _match(found[row.pk], meant=row.pk in meant)}
            for row, document in zip(ranked, documents, strict=True)
        ]

    def one(self, key: str, asked: Asked, shelf: Shelf) -> Document | None:
        named = Condition("x.public_id = %s", (key,), few=True)
        rows = self.read(Selection(recipients.ENTERED, (named,), limit=1), asked)
        asked.expand |= {"honours"} if not asked.fields else set()
        return next(iter(self.documents(rows, asked, shelf)), None)

    def moved(self, key: str) -> str | None:
        survivor = survivor_of(key)
        return reverse("recipient-detail", args=[survivor.public_id]) if survivor else None

    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        return linked.recipient(orjson.loads(orjson.dumps(document)), address)


def _match(judged: Judged, *, meant: bool) -> Document:
    compared = judged.comparison
    return {
        "score": compared.score,
        "verdict": compared.verdict,
        "name": judged.stored,
        "reasons": list(compared.reasons),
        "meant": meant,
    }


class Decrees(Table):
    """Acts by which a published conferral was made, revoked or restored."""

    name = "decrees"
    parameters = filters.DECREE_PARAMETERS
    orders, order, whole = papers.DECREE_ORDERS, papers.NEWEST.text, papers.ENTERED.text
    fields = (
        "id", "kind", "number", "date", "title", "titles", "authority", "signatory", "url",
        "published_in", "sources", "conferrals",
    )  # fmt: skip
    expansions = ("conferrals",)
    columns = flat.DECREE
    # What one decree conferred is told up to here; the list of conferrals goes on.
    most_told = 1_000

    def narrow(self, given: dict[str, Any], shelf: Shelf) -> Narrowed:
        return filters.narrow_decrees(given, shelf)

    def read(self, selection: Selection, asked: Asked) -> Sequence[papers.Key]:
        return papers.read(papers.DECREES, selection)

    def place_of(self, row: papers.Key, order: Order) -> tuple[Any, ...]:
        return row.place

    def documents(
        self, rows: Sequence[papers.Key], asked: Asked, shelf: Shelf
    ) -> Iterable[Document]:
        acts = shelf.decrees(row.pk for row in rows).documents
        told: dict[int, list[Document]] = {}
        if "conferrals" in asked.expand | asked.fields:
            told = self._conferrals([row.pk for row in rows], shelf)
        for row in rows:
            document = acts[row.pk]
            if told:
                document = {**document, "conferrals": told[row.pk]}
            yield in_fields(document, asked)

    def _conferrals(self, keys: Sequence[int], shelf: Shelf) -> dict[int, list[Document]]:
        by = Condition(narrowing.among("x.decree_id", keys).sql, tuple(keys), few=True)
        found = conferrals.read(Selection(conferrals.ENTERED, (by,), limit=self.most_told))
        told: dict[int, list[Document]] = {key: [] for key in keys}
        for row, document in zip(found, conferrals.documents(found, Telling(shelf)), strict=True):
            del document["decree"]
            told[row.decree or 0].append(document)
        return told

    def cells(
        self, rows: Sequence[papers.Key], asked: Asked, shelf: Shelf
    ) -> Iterable[tuple[Any, ...]]:
        return flat.decree_cells(self.documents(rows, asked, shelf))

    def count(self, selection: Selection, asked: Asked) -> int:
        return counted(papers.DECREES, papers.shown(selection))

    def one(self, key: str, asked: Asked, shelf: Shelf) -> Document | None:
        found = shown_decrees().filter(public_id=key).values_list("pk", flat=True).first()
        if found is None:
            return None
        asked.expand |= {"conferrals"} if not asked.fields else set()
        return next(iter(self.documents([papers.Key(found, ())], asked, shelf)))

    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        return linked.decree(orjson.loads(orjson.dumps(document)), address)


class Awards(Table):
    """Awards with their grades, periods, spellings and sources."""

    name = "awards"
    key = "slug"
    parameters = filters.AWARD_PARAMETERS
    orders, order, whole = papers.AWARD_ORDERS, papers.BY_SLUG.text, papers.BY_SLUG.text
    fields = (
        "slug", "kind", "status", "name", "short_name", "names", "spellings", "authority",
        "precedence", "precedence_basis", "legal_basis", "eligibility", "grades", "periods",
        "sources",
    )  # fmt: skip
    columns = flat.AWARD

    def narrow(self, given: dict[str, Any], shelf: Shelf) -> Narrowed:
        return filters.narrow_awards(given, shelf)

    def read(self, selection: Selection, asked: Asked) -> Sequence[papers.Key]:
        return papers.read(papers.AWARDS, selection)

    def place_of(self, row: papers.Key, order: Order) -> tuple[Any, ...]:
        return row.place

    def documents(
        self, rows: Sequence[papers.Key], asked: Asked, shelf: Shelf
    ) -> Iterable[Document]:
        return (in_fields(shelf.award_documents[row.pk], asked) for row in rows)

    def cells(
        self, rows: Sequence[papers.Key], asked: Asked, shelf: Shelf
    ) -> Iterable[tuple[Any, ...]]:
        return flat.award_cells(shelf.award_documents[row.pk] for row in rows)

    def count(self, selection: Selection, asked: Asked) -> int:
        return counted(papers.AWARDS, selection)

    def one(self, key: str, asked: Asked, shelf: Shelf) -> Document | None:
        found = next((pk for pk, slug in shelf.slugs.items() if slug == key), None)
        return None if found is None else in_fields(shelf.award_documents[found], asked)

    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        return linked.award(document, address)
