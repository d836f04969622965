"""The small resources: authorities, and the sources that back something published."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from registry.api import linked
from registry.api.asked import Asked
from registry.api.filters import Narrowed
from registry.api.table import Document, Table, in_fields
from registry.documents import flat, papers
from registry.documents.awards import authority_document
from registry.documents.shelf import Shelf
from registry.documents.sources import source_document
from registry.documents.sql import Condition, Order, Selection, counted
from registry.honours.models import Authority, Source
from registry.honours.sight import sources_in_sight


class _Small(Table):
    """A table whose documents are made of records."""

    table: str

    def narrow(self, given: dict[str, Any], shelf: Shelf) -> Narrowed:
        return Narrowed()

    def shown(self, selection: Selection) -> Selection:
        """What of a selection the public can reach."""
        return selection

    @abstractmethod
    def records(self, keys: Sequence[int], shelf: Shelf) -> dict[int, Document]:
        """Documents by key."""

    def read(self, selection: Selection, asked: Asked) -> Sequence[papers.Key]:
        return papers.read(self.table, self.shown(selection))

    def place_of(self, row: papers.Key, order: Order) -> tuple[Any, ...]:
        return row.place

    def documents(
        self, rows: Sequence[papers.Key], asked: Asked, shelf: Shelf
    ) -> Iterable[Document]:
        found = self.records([row.pk for row in rows], shelf)
        return (in_fields(found[row.pk], asked) for row in rows)

    def cells(
        self, rows: Sequence[papers.Key], asked: Asked, shelf: Shelf
    ) -> Iterable[tuple[Any, ...]]:
        found = self.records([row.pk for row in rows], shelf)
        return flat.lines((found[row.pk] for row in rows), self.columns)

    def count(self, selection: Selection, asked: Asked) -> int:
        return counted(self.table, self.shown(selection))

    def one(self, key: str, asked: Asked, shelf: Shelf) -> Document | None:
        named = Condition(f"x.{self.key} = %s", (key,))
        rows = self.read(Selection(self.orders[self.order], (named,), limit=1), asked)
        return next(iter(self.documents(rows, asked, shelf)), None)


class Authorities(_Small):
    """States and bodies that institute awards."""

    name, key, table = "authorities", "slug", papers.AUTHORITIES
    orders = {papers.BY_SLUG.text: papers.BY_SLUG}
    order = whole = papers.BY_SLUG.text
    fields = ("slug", "kind", "country", "name", "names")
    columns = ("slug", "kind", "country", "name")

    def records(self, keys: Sequence[int], shelf: Shelf) -> dict[int, Document]:
        found = Authority.objects.filter(pk__in=keys)
        return {a.pk: authority_document(a, shelf.lang) for a in found}

    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        return linked.authority(document, address)


class Sources(_Small):
    """Where published facts come from: of conferrals, acts and awards."""

    name, key, table = "sources", "key", papers.SOURCES
    orders = {papers.BY_KEY.text: papers.BY_KEY, papers.ENTERED.text: papers.ENTERED}
    order, whole = papers.BY_KEY.text, papers.ENTERED.text
    fields = ("key", "kind", "strength", "title", "publisher", "url")
    columns = fields

    def shown(self, selection: Selection) -> Selection:
        sql, values = sources_in_sight().order_by().values("pk").query.sql_with_params()
        return selection.within(Condition(f"x.id IN ({sql})", values))

    def records(self, keys: Sequence[int], shelf: Shelf) -> dict[int, Document]:
        return {s.pk: source_document(s) for s in Source.objects.filter(pk__in=keys)}

    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        return linked.source(document, address)
