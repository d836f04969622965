"""Many records at once: what the single services write, in a few statements instead of many.

Each record is validated like any other and has its own row in the journal, in the same order. The
rows of one call are one transaction: either all of them stand or none. A test holds what is
written here against what the single services write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import prefetch_related_objects

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import Conflict, InvalidInput
from registry.honours.lots import insert_records
from registry.honours.models import (
    Award,
    Citizenship,
    Conferral,
    Decree,
    Grade,
    Recipient,
    RecipientName,
    Source,
)
from registry.honours.rules import errors_of_all
from registry.honours.services.conferrals import EvidenceInput, evidence_row
from registry.honours.services.finding import index_new_conferrals
from registry.honours.services.hands import hands_noted
from registry.honours.services.judging import refusal
from registry.honours.services.name_index import index_recipients, refuse_unfindable
from registry.honours.services.recipients import NameInput
from registry.honours.services.writing import Entry, check_columns, snapshot, write_down_all
from registry.names import script_of


@dataclass(frozen=True, slots=True)
class RecipientInput:
    """A person or body to register. `fields`: columns of Recipient."""

    names: Sequence[NameInput]
    citizenships: Sequence[str] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConferralInput:
    """A conferral to record. `fields`: the other columns of Conferral."""

    recipient: Recipient
    award: Award | None
    grade: Grade | None
    evidence: Sequence[EvidenceInput]
    decree: Decree | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody as they would be stored, checked: the record, its names and its citizenships."""

    recipient: Recipient
    names: Sequence[RecipientName]
    states: Sequence[Citizenship]


def new_person(person: RecipientInput) -> NewPerson:
    """Nothing is stored. Raises InvalidInput where a name or a column cannot be."""
    if not person.names:
        raise InvalidInput("no_name", "names: a recipient needs at least one name", field="name")
    recipient = Recipient(**person.fields)
    names = [
        RecipientName(recipient=recipient, script=script_of(name.text), **name.columns())
        for name in person.names
    ]
    states = [Citizenship(recipient=recipient, country=code) for code in person.citizenships]
    for name in names:
        refuse_unfindable(name.text)
    for row in (recipient, *states, *names):
        check_columns(row)
    return NewPerson(recipient, names, states)


@transaction.atomic
def recipient_register_many(
    *, people: Sequence[RecipientInput], by: Actor, reason: str, source: Source | None = None
) -> list[Recipient]:
    """Register people with their names and citizenships; they come back in the same order."""
    require(by, Role.CLERK)
    new = [new_person(person) for person in people]
    made = [one.recipient for one in new]
    _store(made)
    names = [name for one in new for name in one.names]
    _store([state for one in new for state in one.states])
    _store(names)
    pairs = list(zip(made, people, strict=True))
    index_recipients({r.pk: [name.text for name in p.names] for r, p in pairs})
    _know_names(made, names)
    write_down_all(
        [
            Entry(
                recipient,
                "recipient.register",
                after=snapshot(
                    recipient,
                    names=[name.columns() for name in person.names],
                    citizenships=list(person.citizenships),
                ),
            )
            for recipient, person in pairs
        ],
        by=by,
        reason=reason,
        source=source,
    )
    return made


@transaction.atomic
def conferral_record_many(
    *, conferrals: Sequence[ConferralInput], by: Actor, reason_for_write: str = ""
) -> list[Conferral]:
    """Record conferrals as drafts, each with the evidence for it; they come back in order.

    Raises InvalidInput for the first that a rule says cannot be, with its place as `extra["row"]`.
    """
    require(by, Role.CLERK)
    made = [_drafted(given) for given in conferrals]
    for place, findings in enumerate(errors_of_all(made)):
        for finding in findings:
            refused = refusal(finding)
            refused.extra["row"] = place
            raise refused
    for conferral in made:
        check_columns(conferral)
    _store(made)
    index_new_conferrals(made)
    hands_noted(made, [by])
    # A row of the journal says its conferral in words, with the recipient's name.
    prefetch_related_objects([conferral.recipient for conferral in made], "names")
    pairs = list(zip(made, conferrals, strict=True))
    proofs = [[evidence_row(c, item) for item in given.evidence] for c, given in pairs]
    for row in (row for rows in proofs for row in rows):
        check_columns(row)
    _store([row for rows in proofs for row in rows])
    write_down_all(
        [
            Entry(
                conferral,
                "conferral.record",
                after=snapshot(conferral, evidence=[snapshot(row) for row in rows]),
                source=given.evidence[0].source,
            )
            for (conferral, given), rows in zip(pairs, proofs, strict=True)
        ],
        by=by,
        reason=reason_for_write,
    )
    return made


def _drafted(given: ConferralInput) -> Conferral:
    if not given.evidence:
        raise InvalidInput("no_source", "evidence: nothing enters without its source")
    conferral = Conferral(
        recipient=given.recipient,
        award=given.award,
        grade=given.grade,
        decree=given.decree,
        **given.fields,
    )
    conferral.state = Conferral.State.DRAFT
    return conferral


def _store(rows: Sequence[models.Model]) -> None:
    """Store rows, which then have their keys. What the database refuses, refuses them all."""
    try:
        with transaction.atomic():
            insert_records(rows)
    except IntegrityError as error:
        raise Conflict("constraint", f"the database refuses one of these: {error}") from None


def _know_names(people: Sequence[Recipient], names: Sequence[RecipientName]) -> None:
    """The journal tells people by their names, which were just written: nobody reads them again."""
    held: dict[int, list[RecipientName]] = {}
    for name in names:
        held.setdefault(name.recipient_id, []).append(name)
    for recipient in people:
        recipient._prefetched_objects_cache = {"names": held[recipient.pk]}  # type: ignore[attr-defined]
