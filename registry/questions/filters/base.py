"""What every filter is: it narrows rows, says itself in words, and is data that comes back.

"Understood as" is made from the very filters that ran, so it can promise nothing else.
"""

from collections.abc import Mapping
from typing import Any, Protocol, Self

from registry.honours.querysets import ConferralQuerySet

Machine = Mapping[str, Any]


class Filter(Protocol):
    """The shape of every filter. None ever adds a row."""

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        """The rows that it lets through."""
        ...

    def words(self, lang: str) -> str:
        """What it lets through, in words."""
        ...

    def machine(self) -> dict[str, Any]:
        """The filter as flat data."""
        ...

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        """The filter that the data holds, if any; raises InvalidInput or NotFound by field."""
        ...


def text(data: Machine, name: str) -> str:
    """One field of the data as text; empty where it is not there."""
    value = data.get(name)
    return "" if value in (None, False) else str(value)
