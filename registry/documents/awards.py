"""Documents of awards, their grades and periods, and of authorities."""

from typing import Any

from registry.dates import PartialDate
from registry.documents.sources import source_document
from registry.honours.models import Authority, Award, AwardPeriod, Grade

Document = dict[str, Any]


def names_of(record: Any, field: str = "name") -> dict[str, str]:
    """The texts of a record in the three languages; an empty one is not known."""
    return {lang: getattr(record, f"{field}_{lang}") for lang in ("kk", "ru", "en")}


def iso(date: PartialDate | None) -> str | None:
    """A partial date as it is written, or None."""
    return date.iso() if date else None


def authority_document(authority: Authority, lang: str) -> Document:
    """Who institutes awards."""
    return {
        "slug": authority.slug,
        "kind": authority.kind,
        "country": authority.country,
        "name": authority.name_in(lang),
        "names": names_of(authority),
    }


def grade_document(grade: Grade, lang: str) -> Document:
    """A degree, or the one grade of an award without degrees."""
    return {
        "code": grade.code(),
        "kind": grade.kind,
        "rank": grade.rank,
        "name": grade.name_in(lang),
        "names": names_of(grade),
        "valid_from": iso(grade.valid_from),
        "valid_to": iso(grade.valid_to),
    }


def award_brief(award: Award, lang: str) -> Document:
    """An award as a conferral names it."""
    return {
        "slug": award.slug,
        "name": award.short_in(lang),
        "names": _award_names(award),
    }


def award_document(award: Award, lang: str) -> Document:
    """An award whole. Reads grades, periods, names and sources: prefetch them."""
    return {
        "slug": award.slug,
        "kind": award.kind,
        "status": award.status,
        "name": award.name_in(lang),
        "short_name": award.short_in(lang),
        "names": _award_names(award),
        "spellings": [
            {"text": n.text, "language": n.language, "script": n.script, "kind": n.kind}
            for n in award.names.all()
        ],
        "authority": authority_document(award.authority, lang),
        "precedence": award.precedence,
        "precedence_basis": award.precedence_basis,
        "legal_basis": award.legal_basis,
        "eligibility": award.eligibility,
        "grades": [grade_document(grade, lang) for grade in award.grades.all()],
        "periods": [_period(period) for period in award.periods.all()],
        "sources": [source_document(source) for source in award.sources.all()],
    }


def _award_names(award: Award) -> dict[str, str]:
    return {**names_of(award), "kk_latn": award.name_kk_latn}


def _period(period: AwardPeriod) -> Document:
    return {
        "valid_from": iso(period.valid_from),
        "valid_to": iso(period.valid_to),
        "contested": period.contested,
        "basis": period.basis,
    }
