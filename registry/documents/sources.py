"""Documents of sources."""

from collections.abc import Sequence
from typing import Any

from registry.documents.sql import marks, rows
from registry.honours.models import Source

Document = dict[str, Any]
COLUMNS = ("key", "kind", "strength", "title", "publisher", "url")


def source_document(source: Source) -> Document:
    """Where a fact comes from."""
    return {name: getattr(source, name) for name in COLUMNS}


def sources_by_key(keys: Sequence[int]) -> dict[int, Document]:
    """Sources by their keys, by one statement."""
    if not keys:
        return {}
    sql = f"SELECT id, {', '.join(COLUMNS)} FROM honours_source WHERE id IN {marks(keys)}"  # noqa: S608
    return {pk: dict(zip(COLUMNS, cells, strict=True)) for pk, *cells in rows(sql, keys)}
