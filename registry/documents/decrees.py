"""Documents of decrees."""

from collections.abc import Sequence
from typing import Any

from registry.documents.sources import COLUMNS
from registry.documents.sql import arrays, arrays_in, marks, rows
from registry.honours.models.base import nearest_of

Document = dict[str, Any]
_LANGUAGES = ("kk", "ru", "en")


def decrees_by_key(keys: Sequence[int], lang: str) -> dict[int, Document]:
    """Acts by which honours are conferred or revoked, by their keys, by one statement."""
    if not keys:
        return {}
    sources = arrays(
        ("l.id", *(f"s.{name}" for name in COLUMNS)),
        "FROM honours_decree_sources l JOIN honours_source s ON s.id = l.source_id "
        "WHERE l.decree_id = d.id",
    )
    sql = (
        "SELECT d.id, d.public_id, d.kind, d.number, d.date, d.title_kk, d.title_ru, "  # noqa: S608
        f"d.title_en, a.slug, d.signatory, d.url, d.published_in, {sources} "
        "FROM honours_decree d JOIN honours_authority a ON a.id = d.authority_id "
        f"WHERE d.id IN {marks(keys)}"
    )
    return {row[0]: _document(row, lang) for row in rows(sql, keys)}


def _document(row: tuple[Any, ...], lang: str) -> Document:
    titles = dict(zip(_LANGUAGES, row[5:8], strict=True))
    # In the order of their keys, which is that of `Source`.
    sources = sorted(arrays_in(row[12]), key=lambda cells: cells[1])
    return {
        "id": row[1],
        "kind": row[2],
        "number": row[3],
        "date": row[4],
        "title": nearest_of(titles, lang),
        "titles": titles,
        "authority": row[8],
        "signatory": row[9],
        "url": row[10],
        "published_in": row[11],
        "sources": [dict(zip(COLUMNS, cells[1:], strict=True)) for cells in sources],
    }
