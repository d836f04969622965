"""From what a body says to records: found by their ids, or entered on the way."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from registry.accounts.models import User
from registry.errors import Conflict, InvalidInput
from registry.honours import services
from registry.honours.models import (
    Award,
    Conferral,
    Decree,
    Grade,
    Recipient,
    Source,
)
from registry.honours.selectors import recipients_called
from registry.mentions.people import resolve_name

Said = Mapping[str, Any]

# The journal's reason where the clerk gives none: the draft names its sources.
ENTERED = "entered over the API with a draft"
_PLAIN = ("presented_on", "presented_by", "presented_at", "posthumous", "ex_officio", "contested")


@transaction.atomic
def draft_enter(said: Said, by: User) -> Conferral:
    """Record a draft with whatever is new about it. Raises RegistryError by field."""
    why = said.get("why", "")
    award = award_by_slug(said["award"])
    evidence = [
        _evidence(item, by, why, f"evidence.{n}") for n, item in enumerate(said["evidence"])
    ]
    decree = decree_named(said, award, by, why)
    recipient = _recipient(said, by, why, evidence[0].source)
    if recipient is None:
        raise _wrong("recipient", "no_recipient", "name one by its id, or as new_recipient")
    return services.conferral_record(
        recipient=recipient,
        award=award,
        grade=_grade(said, award),
        decree=decree,
        evidence=evidence,
        by=by,
        reason_for_write=why,
        **_columns(said, decree),
    )


@transaction.atomic
def draft_amend(conferral: Conferral, said: Said, by: User) -> None:
    """Change what is said of a draft, and add the sources that come with it."""
    why = said.get("why", "")
    award = award_by_slug(said["award"]) if "award" in said else conferral.award
    if not why and not said.get("evidence"):
        raise _wrong("why", "no_reason", "say why, or bring the source that says so")
    items = enumerate(said.get("evidence", ()))
    evidence = [_evidence(item, by, why, f"evidence.{n}") for n, item in items]
    fields: dict[str, Any] = {}
    decree = conferral.decree
    if "decree" in said or "new_decree" in said:
        decree = fields["decree"] = decree_named(said, award, by, why)
    recipient = _recipient(said, by, why, evidence[0].source if evidence else None)
    if recipient is not None:
        fields["recipient"] = recipient
    if "award" in said:
        fields["award"] = award
    if "grade" in said or "award" in said:
        fields["grade"] = _grade(said, award)
    fields |= _columns(said, decree, conferral)
    source = evidence[0].source if evidence else None
    services.conferral_revise(conferral=conferral, by=by, reason=why, source=source, **fields)
    for item in evidence:
        services.evidence_add(conferral=conferral, evidence=item, by=by)


def decree_named(said: Said, award: Award | None, by: User, why: str) -> Decree | None:
    """The act that a body names by `decree` or `new_decree`; None where it names none."""
    if _either(said, "decree", "new_decree") == "decree":
        if said["decree"] is None:
            return None
        found = Decree.objects.filter(public_id=said["decree"]).first()
        return found or _raise(_wrong("decree", "unknown_decree", "not known"))
    new = said.get("new_decree")
    if new is None:
        return None
    if award is None:
        raise _wrong("new_decree", "award_open", "whose act it is follows from the award")
    known = Decree.objects.filter(authority=award.authority, **new).first()
    return known or services.decree_record(
        authority=award.authority, by=by, reason=why or ENTERED, **new
    )


def source_named(said: Said, by: User, why: str, place: str = "") -> Source | None:
    """The source that a body names by `source` (key) or `new_source`; None where by neither."""
    if _either(said, "source", "new_source", place) == "source":
        found = Source.objects.filter(key=said["source"]).first()
        return found or _raise(_wrong(f"{place}source", "unknown_source", "not known"))
    new = said.get("new_source")
    if new is None:
        return None
    known = Source.objects.filter(url=new["url"]).first()
    seal = hashlib.sha256(new["url"].encode()).hexdigest()
    return known or services.source_register(
        key=f"page-{seal[:16]}", by=by, reason=why or ENTERED, **new
    )


def recipient_by_id(public_id: str, field: str = "recipient") -> Recipient:
    """The recipient of an id, or the one with whom it was merged. Raises InvalidInput."""
    found = recipients_called([public_id]).get(public_id)
    return found or _raise(_wrong(field, "unknown_recipient", "not known"))


def _recipient(said: Said, by: User, why: str, source: Source | None) -> Recipient | None:
    if _either(said, "recipient", "new_recipient") == "recipient":
        return recipient_by_id(said["recipient"])
    new = dict(said.get("new_recipient", {}))
    if not new:
        return None
    names = [services.NameInput(**name) for name in new.pop("names")]
    if not new.pop("another_person"):
        _refuse_namesakes(name.text for name in names)
    texts = new.pop("description", {})
    described = {f"description_{lang}": text for lang, text in texts.items()}
    return services.recipient_register(
        names=names, by=by, reason=why or ENTERED, source=source, **new, **described
    )


def _refuse_namesakes(texts: Iterable[str]) -> None:
    """Nobody is entered twice for want of a look: a person who bears the name is a question."""
    for text in texts:
        matches = resolve_name(text, unpublished=True).matches
        if matches:
            raise Conflict(
                "who_is_meant",
                f"new_recipient: {text!r} is a name of somebody on record; name one of the "
                "candidates as `recipient`, or say `another_person`",
                field="new_recipient.names",
                candidates=[candidate.recipient.public_id for candidate in matches],
            )


def award_by_slug(slug: str) -> Award:
    """The award of a slug. Raises InvalidInput."""
    found = Award.objects.select_related("authority").filter(slug=slug).first()
    return found or _raise(_wrong("award", "unknown_award", "no award has this slug"))


def _grade(said: Said, award: Award | None) -> Grade | None:
    """The grade of a code; without one the only grade of an award that has no degrees."""
    grades = {grade.code(): grade for grade in award.grades.all()} if award else {}
    code = said.get("grade")
    if code is None:
        return grades.get("single") if set(grades) == {"single"} else None
    if code not in grades:
        raise _wrong("grade", "unknown_grade", f"one of {', '.join(grades) or 'none'}, or null")
    return grades[code]


def _columns(said: Said, decree: Decree | None, now: Conferral | None = None) -> dict[str, Any]:
    """The columns of a conferral that a body names."""
    fields = {name: said[name] for name in _PLAIN if name in said}
    for name in ("office", "reason"):
        fields |= {f"{name}_{lang}": text for lang, text in said.get(name, {}).items()}
    if "conferred_on" in said or "conferred_on_basis" in said:
        date = said.get("conferred_on", now and now.conferred_on)
        basis = said.get("conferred_on_basis") or (now and now.conferred_on_basis)
        fields["conferred_on"] = date
        fields["conferred_on_basis"] = (
            "" if date is None else basis or ("decree" if decree else "reported")
        )
    return fields


def _evidence(item: Said, by: User, why: str, place: str) -> services.EvidenceInput:
    source = source_named(item, by, why, f"{place}.")
    if source is None:
        raise _wrong(f"{place}.source", "no_source", "a key, or new_source")
    own = {k: v for k, v in item.items() if k not in ("source", "new_source", "fields")}
    return services.EvidenceInput(source, tuple(item.get("fields", ())), **own)


def _either(said: Said, one: str, other: str, place: str = "") -> str:
    """Which of two fields is given; both are refused."""
    if one in said and other in said:
        raise _wrong(place + one, "both", f"either this or {other}, not both")
    return one if one in said else other


def _wrong(field: str, code: str, told: str) -> InvalidInput:
    return InvalidInput(code, f"{field}: {told}", field=field)


def _raise(error: InvalidInput) -> Any:
    raise error
