"""The files of the bundled registry, in order, and how each row is handed to the services."""

import base64
import hashlib
from typing import Any

from registry.honours import services
from registry.honours.loading.awards import AWARDS
from registry.honours.loading.rows import BadCell, Row
from registry.honours.loading.run import Load, Step
from registry.honours.models import (
    Authority,
    Award,
    Conferral,
    Decree,
    Grade,
    Recipient,
    Source,
)
from registry.honours.services.writing import revise


def stable_id(prefix: str, key: str) -> str:
    """A public id made from the row's key, so that a permalink holds on every installation."""
    text = base64.b32encode(hashlib.sha256(f"{prefix}:{key}".encode()).digest()).decode().lower()
    return f"{prefix}-{text[:10]}"


def _key(row: Row) -> str:
    return row.need("key")


def _group(run: Load, file: str, column: str, columns: tuple[str, ...]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in run.rows(file, column, *columns):
        grouped.setdefault(row.text(column), []).append(row)
    return grouped


def _with_children(run: Load, file: str, children: str, link: str, *columns: str) -> list[Row]:
    grouped = _group(run, children, link, ())
    rows = run.rows(file, "key", *columns)
    for row in rows:
        row.children = grouped.pop(row.text("key"), [])
    for orphans in grouped.values():
        for orphan in orphans:
            run.refuse(orphan, BadCell(link, f"{orphan.text(link)!r} is not in {file}"))
    return rows


# -- sources and authorities -----------------------------------------------------------------


def _source_fields(row: Row) -> dict[str, Any]:
    return {
        "title": row.need("title"),
        "strength": row.need("strength"),
        **row.texts("kind", "publisher", "url", "note"),
    }


def _source_enter(run: Load, row: Row) -> Source:
    return services.source_register(
        key=row.need("key"), by=run.by, reason=run.reason, **_source_fields(row)
    )


def _source_revise(run: Load, row: Row, record: Any) -> bool:
    return revise(record, _source_fields(row), action="source.revise", by=run.by, reason=run.reason)


def _authority_fields(row: Row) -> dict[str, Any]:
    return row.texts("slug", "kind", "country", "name_kk", "name_ru", "name_en")


def _authority_enter(run: Load, row: Row) -> Authority:
    return services.authority_register(by=run.by, reason=run.reason, **_authority_fields(row))


def _authority_revise(run: Load, row: Row, record: Any) -> bool:
    return revise(
        record, _authority_fields(row), action="authority.revise", by=run.by, reason=run.reason
    )


# -- recipients ------------------------------------------------------------------------------


def _recipient_fields(row: Row) -> dict[str, Any]:
    texts = row.texts("gender", "description_kk", "description_ru", "description_en", "note")
    dates = {"birth": row.date("birth"), "death": row.date("death")}
    return {"kind": row.text("kind", "person"), **texts, **dates}


def _name(row: Row) -> services.NameInput:
    return services.NameInput(
        row.need("text"), row.need("language"), row.need("kind"), row.text("note")
    )


def _recipient_enter(run: Load, row: Row) -> Recipient:
    return services.recipient_register(
        names=[_name(child) for child in row.children],
        citizenships=row.text("citizenships").split(),
        public_id=stable_id("r", row.need("key")),
        by=run.by,
        reason=run.reason,
        **_recipient_fields(row),
    )


def _recipient_revise(run: Load, row: Row, record: Any) -> bool:
    changed = services.recipient_revise(
        recipient=record, by=run.by, reason=run.reason, **_recipient_fields(row)
    )
    held = set(record.names.values_list("text", "language"))
    for child in row.children:
        name = _name(child)
        if (name.text, name.language) not in held:
            services.recipient_name_add(recipient=record, name=name, by=run.by, reason=run.reason)
            changed = True
    return changed


# -- decrees ---------------------------------------------------------------------------------


def _decree_fields(run: Load, row: Row) -> dict[str, Any]:
    return {
        "authority": run.find("authorities.csv", row, "authority"),
        "date": row.date("date"),
        "kind": row.text("kind", "decree"),
        **row.texts("number", "title_kk", "title_ru", "title_en", "signatory", "url"),
        "published_in": row.text("published_in"),
    }


def _decree_enter(run: Load, row: Row) -> Decree:
    return services.decree_record(
        public_id=stable_id("d", row.need("key")),
        by=run.by,
        sources=run.sources(row),  # type: ignore[arg-type]
        reason=run.reason,
        **_decree_fields(run, row),
    )


def _decree_revise(run: Load, row: Row, record: Any) -> bool:
    fields = _decree_fields(run, row)
    return revise(record, fields, action="decree.revise", by=run.by, reason=run.reason)


# -- conferrals ------------------------------------------------------------------------------

_TEXTS: tuple[str, ...] = (
    "award_stated",
    "conferred_on_basis",
    "presented_by",
    "presented_at",
    "note",
)
_TEXTS += tuple(f"{name}_{code}" for name in ("office", "reason") for code in ("kk", "ru", "en"))


def _grade(award: Award | None, row: Row) -> Grade | None:
    code = row.text("grade")
    if not code or award is None:
        return None
    grades = {grade.code(): grade for grade in award.grades.all()}
    if code not in grades:
        known = ", ".join(sorted(grades))
        raise BadCell("grade", f"{award.slug} has no grade {code!r}; it has: {known}")
    return grades[code]


def _conferral_fields(run: Load, row: Row) -> dict[str, Any]:
    award: Any = run.find_or_none("awards.csv", row, "award")
    return {
        "recipient": run.find("recipients.csv", row, "recipient"),
        "award": award,
        "grade": _grade(award, row),
        "decree": run.find_or_none("decrees.csv", row, "decree"),
        "conferred_on": row.date("conferred_on"),
        "presented_on": row.date("presented_on"),
        "posthumous": row.flag("posthumous"),
        "ex_officio": row.flag("ex_officio"),
        "contested": row.flag("contested"),
        **row.texts(*_TEXTS),
    }


def _evidence(run: Load, row: Row) -> services.EvidenceInput:
    source: Any = run.find("sources.csv", row, "source")
    return services.EvidenceInput(
        source=source,
        fields=tuple(row.text("fields").split()),
        date=row.date("date"),
        date_kind=row.text("date_kind"),
        grade=row.text("grade"),
        office=row.text("office_en"),
        note=row.text("note"),
        stance=row.text("stance", "supports"),
    )


def _conferral_enter(run: Load, row: Row) -> Conferral:
    state = row.need("state")
    if state not in ("draft", "published"):
        raise BadCell("state", f"wanted draft or published, found {state!r}")
    conferral = services.conferral_record(
        public_id=stable_id("c", row.need("key")),
        evidence=[_evidence(run, child) for child in row.children],
        by=run.by,
        reason_for_write=run.reason,
        **_conferral_fields(run, row),
    )
    if state == "published":
        services.conferral_publish(conferral=conferral, by=run.by, reason=run.reason)
    return conferral


def _conferral_revise(run: Load, row: Row, record: Any) -> bool:
    changed = services.conferral_revise(
        conferral=record, by=run.by, reason=run.reason, **_conferral_fields(run, row)
    )
    held = {(e.source_id, e.date, e.grade) for e in record.evidence.all()}
    for child in row.children:
        item = _evidence(run, child)
        if (item.source.pk, item.date, item.grade) not in held:
            services.evidence_add(conferral=record, evidence=item, by=run.by)
            changed = True
    return changed


STEPS: tuple[Step, ...] = (
    Step(
        "sources.csv",
        Source,
        _key,
        lambda run: run.rows("sources.csv", "key", "title", "strength", "url"),
        _source_enter,
        _source_revise,
    ),
    Step(
        "authorities.csv",
        Authority,
        lambda row: row.need("slug"),
        lambda run: run.rows("authorities.csv", "slug", "kind", "name_en"),
        _authority_enter,
        _authority_revise,
    ),
    AWARDS,
    Step(
        "recipients.csv",
        Recipient,
        _key,
        lambda run: _with_children(
            run, "recipients.csv", "recipient_names.csv", "recipient", "gender"
        ),
        _recipient_enter,
        _recipient_revise,
    ),
    Step(
        "decrees.csv",
        Decree,
        _key,
        lambda run: run.rows("decrees.csv", "key", "authority", "number", "date"),
        _decree_enter,
        _decree_revise,
    ),
    Step(
        "conferrals.csv",
        Conferral,
        _key,
        lambda run: _with_children(
            run, "conferrals.csv", "evidence.csv", "conferral", "recipient", "award", "state"
        ),
        _conferral_enter,
        _conferral_revise,
    ),
)
