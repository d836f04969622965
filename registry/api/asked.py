"""A request for a list or a record, read."""

from dataclasses import dataclass, field
from typing import Any

from registry.documents.sql import Order, Place
from registry.documents.then import Then

SIZE, LARGEST = 50, 200


@dataclass(slots=True)
class Asked:
    """A request read: what the rows must be, how they are ordered, and how they are told."""

    lang: str
    format: str
    given: dict[str, Any]
    fields: frozenset[str]
    expand: frozenset[str]
    order: Order
    place: Place | None = None
    size: int = SIZE
    count: bool = False
    written: frozenset[str] = field(default_factory=frozenset)
    day: str | None = None
    then: Then | None = None
