"""Documents of sources."""

from collections.abc import Sequence
from typing import Any

from registry.honours.models import Source

Document = dict[str, Any]


def source_document(source: Source) -> Document:
    """Where a fact comes from."""
    return {
        "key": source.key,
        "kind": source.kind,
        "strength": source.strength,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
    }


def sources_by_key(keys: Sequence[int]) -> dict[int, Document]:
    """Sources by their keys, by one statement."""
    return {source.pk: source_document(source) for source in Source.objects.filter(pk__in=keys)}
