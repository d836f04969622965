"""Writes of conferrals: recorded as drafts, corrected, revoked by another act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput
from registry.honours.models import (
    Award,
    Conferral,
    ConferralEvent,
    Decree,
    Evidence,
    Grade,
    Recipient,
    Source,
)
from registry.honours.rules import errors_of
from registry.honours.services.finding import index_conferral
from registry.honours.services.hands import hand_noted, refuse_submitted
from registry.honours.services.judging import refusal
from registry.honours.services.tally import tally
from registry.honours.services.writing import read_again, revise, save, snapshot, write_down


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """What one source itself says: which fields it backs, and its own date, grade and words."""

    source: Source
    fields: tuple[str, ...] = ()
    date: PartialDate | None = None
    date_kind: str = ""
    grade: str = ""
    office: str = ""
    quote: str = ""
    spans: dict[str, list[int]] = field(default_factory=dict)
    stance: str = Evidence.Stance.SUPPORTS
    note: str = ""


@transaction.atomic
def conferral_record(
    *,
    recipient: Recipient,
    award: Award | None,
    grade: Grade | None,
    evidence: Sequence[EvidenceInput],
    by: Actor,
    decree: Decree | None = None,
    reason_for_write: str = "",
    also_by: Iterable[User] = (),
    **fields: Any,
) -> Conferral:
    """Record a conferral as a draft, with the evidence for it: at least one source.

    `award` None: the source leaves it open, `award_stated` holds its wording, and the record can
    only ever be a draft. `grade` None: not stated. `fields`: the other columns of Conferral.
    `also_by`: who else wrote what it says, before it came here.
    Raises InvalidInput with the rule's reason where the record cannot be.
    """
    require(by, Role.CLERK)
    if not evidence:
        raise InvalidInput("no_source", "evidence: nothing enters without its source")
    conferral = Conferral(recipient=recipient, award=award, grade=grade, decree=decree, **fields)
    conferral.state = Conferral.State.DRAFT
    _refuse_what_cannot_be(conferral)
    save(conferral)
    index_conferral(conferral, fresh=True)
    hand_noted(conferral, by, *also_by)
    rows = [_evidence_store(conferral, item) for item in evidence]
    write_down(
        conferral,
        action="conferral.record",
        by=by,
        reason=reason_for_write,
        source=evidence[0].source,
        after=snapshot(conferral, evidence=[snapshot(row) for row in rows]),
    )
    return conferral


@transaction.atomic
def conferral_revise(
    *,
    conferral: Conferral,
    by: Actor,
    reason: str = "",
    source: Source | None = None,
    **fields: Any,
) -> bool:
    """Correct a conferral; a published one takes a reviewer. Says whether anything changed."""
    read_again(conferral)
    published = conferral.state == Conferral.State.PUBLISHED
    require(by, Role.REVIEWER if published else Role.CLERK)
    refuse_submitted(conferral)
    if "state" in fields:
        raise InvalidInput("state", "state: use publish or withdraw")
    if published:
        tally(conferral, -1)
    for name, value in fields.items():
        setattr(conferral, name, value)
    _refuse_what_cannot_be(conferral)
    changed = revise(
        conferral, fields, action="conferral.revise", by=by, reason=reason, source=source
    )
    if changed:
        index_conferral(conferral)
        hand_noted(conferral, by)
    if published:
        tally(conferral, +1)
    return changed


@transaction.atomic
def conferral_event_record(
    *,
    conferral: Conferral,
    kind: str,
    by: Actor,
    date: PartialDate | None = None,
    decree: Decree | None = None,
    source: Source | None = None,
    reason: str = "",
) -> ConferralEvent:
    """Record that a conferral was revoked, restored, declined or returned."""
    require(by, Role.REVIEWER)
    event = ConferralEvent(
        conferral=conferral, kind=kind, date=date, decree=decree, source=source, reason=reason
    )
    save(event)
    hand_noted(conferral, by)
    write_down(
        conferral,
        action=f"conferral.{kind}",
        by=by,
        reason=reason or f"decree {decree}",
        source=source,
        after=snapshot(event),
    )
    return event


@transaction.atomic
def conferral_revoke(
    *,
    conferral: Conferral,
    by: Actor,
    date: PartialDate | None = None,
    decree: Decree | None = None,
    source: Source | None = None,
    reason: str = "",
) -> ConferralEvent:
    """Record that a published conferral in force was revoked; it stays on record, with why.

    Raises Conflict where there is nothing to revoke, InvalidInput for a date before the conferral
    or where neither a decree nor a source says so.
    """
    require(by, Role.REVIEWER)
    now = Conferral.objects.select_for_update(of=("self",)).with_status()
    conferral = now.select_related("award", "grade").get(pk=conferral.pk)
    if conferral.state != Conferral.State.PUBLISHED:
        raise Conflict("not_published", f"{conferral} is {conferral.state}, not published.")
    if conferral.last_event == ConferralEvent.Kind.REVOKED:  # type: ignore[attr-defined]
        raise Conflict("revoked", f"{conferral} is revoked already.")
    if decree is None and source is None:
        raise InvalidInput("no_source", "decree: a revocation needs its decree or a source")
    begun = conferral.conferred_on or conferral.presented_on
    if date and begun and date.latest() < begun.earliest():
        raise InvalidInput("revoked_early", f"date: {date} is before the conferral ({begun})")
    return conferral_event_record(
        conferral=conferral, kind=ConferralEvent.Kind.REVOKED, by=by,
        date=date, decree=decree, source=source, reason=reason,
    )  # fmt: skip


@transaction.atomic
def evidence_add(*, conferral: Conferral, evidence: EvidenceInput, by: Actor) -> Evidence:
    """Add a source to a conferral that is recorded already; what the record says stays."""
    require(by, Role.CLERK)
    row = _evidence_store(conferral, evidence)
    write_down(
        conferral,
        action="conferral.evidence_add",
        by=by,
        source=evidence.source,
        after=snapshot(row),
    )
    return row


def _refuse_what_cannot_be(conferral: Conferral) -> None:
    for finding in errors_of(conferral):
        raise refusal(finding)


def _evidence_store(conferral: Conferral, item: EvidenceInput) -> Evidence:
    row = evidence_row(conferral, item)
    save(row)
    return row


def evidence_row(conferral: Conferral, item: EvidenceInput) -> Evidence:
    """What a source says, as a row that is not stored yet."""
    columns = {name: getattr(item, name) for name in EvidenceInput.__slots__}
    return Evidence(conferral=conferral, **{**columns, "fields": list(item.fields)})
