"""A resource: which parameters and orders it has, how its rows are read and told."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from registry.api.asked import Asked
from registry.api.filters import Narrowed
from registry.api.parameters import Parameter
from registry.documents.shelf import Shelf
from registry.documents.sql import Order, Selection

Document = dict[str, Any]


def in_fields(document: Document, asked: Asked) -> Document:
    """A document in the fields asked for."""
    if not asked.fields:
        return document
    return {name: value for name, value in document.items() if name in asked.fields}


class Table(ABC):
    """One resource. Rows are whatever its statement reads; a place is a row's in an order."""

    name: ClassVar[str]
    key: ClassVar[str] = "id"
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    orders: ClassVar[Mapping[str, Order]]
    order: ClassVar[str]
    # Streams go by this order: it walks the whole table as fast at its end as at its start.
    whole: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    expansions: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[Sequence[str]]
    # Whether its records can be told as they were at a moment.
    has_history: ClassVar[bool] = False
    # Ranks that a cursor cannot hold: such a list is one page.
    ranked_by: ClassVar[str | None] = None

    @abstractmethod
    def narrow(self, given: dict[str, Any], shelf: Shelf) -> Narrowed:
        """The conditions of the parameters."""

    @abstractmethod
    def read(self, selection: Selection, asked: Asked) -> Sequence[Any]:
        """The rows of a selection, in its order."""

    @abstractmethod
    def place_of(self, row: Any, order: Order) -> tuple[Any, ...]:
        """A row's values in the columns of an order."""

    @abstractmethod
    def documents(self, rows: Sequence[Any], asked: Asked, shelf: Shelf) -> Iterable[Document]:
        """The rows told, whole or in the fields asked for."""

    @abstractmethod
    def cells(self, rows: Sequence[Any], asked: Asked, shelf: Shelf) -> Iterable[tuple[Any, ...]]:
        """The rows as lines of a table."""

    @abstractmethod
    def count(self, selection: Selection, asked: Asked) -> int:
        """How many rows the conditions leave."""

    def ranked(self, asked: Asked, narrowed: Narrowed, shelf: Shelf) -> list[Document]:
        """The documents of a list that has a rank of its own (`ranked_by`)."""
        raise NotImplementedError

    @abstractmethod
    def one(self, key: str, asked: Asked, shelf: Shelf) -> Document | None:
        """The document of one record, or None: the public cannot reach it."""

    def moved(self, key: str) -> str | None:
        """Where a record that was merged lives on."""
        return None

    @abstractmethod
    def linked(self, document: Document, asked: Asked, shelf: Shelf, address: str) -> Document:
        """The document of one record as linked data."""
