"""What thousands of rows share, held by the bare program as ready JSON: read once, at the start."""

from collections.abc import Callable
from typing import Any

import orjson

Rows = Callable[..., list[Any]]
Document = dict[str, Any]


def _ready(document: Document) -> Any:
    return orjson.Fragment(orjson.dumps(document))


def _text(kk: str, ru: str, en: str) -> str:
    return en or ru or kk


class Shared:
    """Awards, grades, decrees and sources by their keys."""

    def __init__(self, rows: Rows) -> None:
        self.sources = {pk: _ready(one) for pk, one in _sources(rows).items()}
        self.awards, slugs = _awards(rows)
        self.grades: dict[int, Any] = {}
        self.grade_keys: dict[tuple[str, str], int] = {}
        for pk, award, code, document in _grades(rows):
            self.grades[pk] = document
            self.grade_keys[slugs[award], code] = pk
        self.decrees = _decrees(rows, self.sources)

    def event(self, event: list[Any]) -> Document:
        """What became of a conferral."""
        _, kind, date, reason, decree, source = event
        return {
            "kind": kind,
            "date": date,
            "reason": reason,
            "decree": self.decrees[decree] if decree else None,
            "source": self.sources[source] if source else None,
        }

    def proof(self, proof: list[Any]) -> Document:
        """A source of a conferral."""
        _, source, stance, fields, date, date_kind, grade = proof
        return {
            "source": self.sources[source],
            "stance": stance,
            "fields": fields,
            "date": date,
            "date_kind": date_kind,
            "grade": grade,
        }


def _sources(rows: Rows) -> dict[int, Document]:
    names = ("key", "kind", "strength", "title", "publisher", "url")
    found = rows(f"SELECT id, {', '.join(names)} FROM honours_source")
    return {pk: dict(zip(names, values, strict=True)) for pk, *values in found}


def _awards(rows: Rows) -> tuple[dict[int, Any], dict[int, str]]:
    documents, slugs = {}, {}
    for pk, slug, kk, ru, en, latin, *short in rows(
        "SELECT id, slug, name_kk, name_ru, name_en, name_kk_latn, short_kk, short_ru, short_en "
        "FROM honours_award"
    ):
        names = {"kk": kk, "ru": ru, "en": en, "kk_latn": latin}
        name = short[2] or en or _text(*short) or _text(kk, ru, en)
        documents[pk] = _ready({"slug": slug, "name": name, "names": names})
        slugs[pk] = slug
    return documents, slugs


def _grades(rows: Rows) -> list[tuple[int, int, str, Any]]:
    found = []
    for pk, award, kind, rank, kk, ru, en, start, end in rows(
        "SELECT id, award_id, kind, rank, name_kk, name_ru, name_en, valid_from, valid_to "
        "FROM honours_grade"
    ):
        code = str(rank) if kind == "degree" else kind
        document = {
            "code": code,
            "kind": kind,
            "rank": rank,
            "name": _text(kk, ru, en),
            "names": {"kk": kk, "ru": ru, "en": en},
            "valid_from": start,
            "valid_to": end,
        }
        found.append((pk, award, code, _ready(document)))
    return found


def _decrees(rows: Rows, sources: dict[int, Any]) -> dict[int, Any]:
    backed: dict[int, list[Any]] = {}
    for decree, source in rows(
        "SELECT t.decree_id, t.source_id FROM honours_decree_sources t "
        "JOIN honours_source s ON s.id = t.source_id ORDER BY s.key"
    ):
        backed.setdefault(decree, []).append(sources[source])
    documents = {}
    for pk, public_id, kind, number, date, kk, ru, en, authority, *rest in rows(
        "SELECT d.id, d.public_id, d.kind, d.number, d.date, d.title_kk, d.title_ru, d.title_en, "
        "a.slug, d.signatory, d.url, d.published_in FROM honours_decree d "
        "JOIN honours_authority a ON a.id = d.authority_id"
    ):
        signatory, url, published_in = rest
        documents[pk] = _ready(
            {
                "id": public_id,
                "kind": kind,
                "number": number,
                "date": date,
                "title": _text(kk, ru, en),
                "titles": {"kk": kk, "ru": ru, "en": en},
                "authority": authority,
                "signatory": signatory,
                "url": url,
                "published_in": published_in,
                "sources": backed.get(pk, []),
            }
        )
    return documents
