"""Documents of decrees."""

from collections.abc import Sequence
from typing import Any

from registry.documents.awards import iso, names_of
from registry.documents.sources import source_document
from registry.honours.models import Decree

Document = dict[str, Any]


def decree_document(decree: Decree, lang: str) -> Document:
    """An act by which honours are conferred or revoked. Reads its sources: prefetch them."""
    return {
        "id": decree.public_id,
        "kind": decree.kind,
        "number": decree.number,
        "date": iso(decree.date),
        "title": decree.title_in(lang),
        "titles": names_of(decree, "title"),
        "authority": decree.authority.slug,
        "signatory": decree.signatory,
        "url": decree.url,
        "published_in": decree.published_in,
        "sources": [source_document(source) for source in decree.sources.all()],
    }


def decrees_by_key(keys: Sequence[int], lang: str) -> dict[int, Document]:
    """Decrees by their keys, by two statements."""
    found = Decree.objects.filter(pk__in=keys).select_related("authority")
    return {d.pk: decree_document(d, lang) for d in found.prefetch_related("sources")}
