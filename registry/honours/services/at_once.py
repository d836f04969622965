"""The new drafts of one decree, stored together: as each would be alone, in few statements.

Every row is checked before any is stored, so that all that is wrong is told at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from registry.accounts.actors import Actor
from registry.errors import Conflict, InvalidInput, RegistryError
from registry.honours.models import (
    Award,
    Citizenship,
    Conferral,
    Decree,
    Evidence,
    Grade,
    Recipient,
    RecipientName,
    Source,
)
from registry.honours.rules import errors_of_all
from registry.honours.services.distinct import people_tell_apart
from registry.honours.services.finding import index_new_conferrals
from registry.honours.services.hands import hands_noted
from registry.honours.services.judging import refusal
from registry.honours.services.name_index import index_recipients, refuse_unfindable
from registry.honours.services.recipients import NameInput
from registry.honours.services.writing import Entry, check_columns, snapshot, write_down_all
from registry.names import script_of

# What the act itself says of each of its conferrals.
BACKED = ("recipient", "award", "grade", "conferred_on")


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Somebody who is not on record. `apart_from`: those who were shown and are somebody else."""

    names: tuple[NameInput, ...]
    citizenships: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    apart_from: tuple[Recipient, ...] = ()


@dataclass(slots=True)
class NewDraft:
    """A conferral that is to be stored: of a recipient on record, or of somebody new."""

    number: int
    award: Award | None
    grade: Grade | None
    recipient: Recipient | None
    person: PersonInput | None
    fields: Mapping[str, Any]

    def prepare(self, decree: Decree) -> Conferral:
        """The conferral, not stored yet. Raises InvalidInput where its columns cannot be."""
        recipient = self.recipient or _prepare(self.person)
        conferral = Conferral(
            recipient=recipient, award=self.award, grade=self.grade, decree=decree, **self.fields
        )
        conferral.state = Conferral.State.DRAFT
        check_columns(conferral)
        return conferral


def nobody_said() -> InvalidInput:
    """The refusal of a row of which it is not decided whose it is."""
    told = _("Say who this is: one of these people, or a new person.")
    return InvalidInput("no_recipient", told, field="name")


def refused(drafts: Sequence[NewDraft], decree: Decree) -> Mapping[int, RegistryError]:
    """Number of a draft → why it cannot be. Nothing is written."""
    wrong: dict[int, RegistryError] = {}
    prepared: list[tuple[NewDraft, Conferral]] = []
    for draft in drafts:
        try:
            prepared.append((draft, draft.prepare(decree)))
        except RegistryError as error:
            wrong[draft.number] = error
    findings = errors_of_all([conferral for _draft, conferral in prepared])
    for (draft, _conferral), found in zip(prepared, findings, strict=True):
        if found:
            wrong[draft.number] = refusal(found[0])
    return wrong


def store(
    drafts: Sequence[NewDraft], decree: Decree, sources: Sequence[Source], by: Actor, reason: str
) -> list[Conferral]:
    """Store drafts that nothing speaks against, with whoever is new among their recipients."""
    persons = {d.number: d.person for d in drafts if d.recipient is None and d.person is not None}
    people = people_store(persons, sources[0], by, reason)
    for draft in drafts:
        draft.recipient = draft.recipient or people[draft.number]
    conferrals = [draft.prepare(decree) for draft in drafts]
    try:
        with transaction.atomic():
            Conferral.objects.bulk_create(conferrals)
    except IntegrityError as error:
        raise Conflict("constraint", f"the database refuses one of the rows: {error}") from None
    index_new_conferrals(conferrals)
    hands_noted(conferrals, [by])
    evidence = [
        Evidence(conferral=conferral, source=source, fields=list(BACKED))
        for conferral in conferrals
        for source in sources
    ]
    Evidence.objects.bulk_create(evidence)
    backing: dict[int, list[dict[str, Any]]] = {}
    for row in evidence:
        backing.setdefault(row.conferral_id, []).append(snapshot(row))
    # A row of the journal says its conferral in words, with the recipient's name.
    prefetch_related_objects([one.recipient for one in conferrals], "names")
    entries = [
        Entry(one, "conferral.record", after=snapshot(one, evidence=backing[one.pk]))
        for one in conferrals
    ]
    if entries:
        write_down_all(entries, by=by, reason=reason, source=sources[0])
    return conferrals


def _prepare(person: PersonInput | None) -> Recipient:
    """Somebody new, not stored yet. Raises InvalidInput where a column or a name cannot be."""
    if person is None:
        raise InvalidInput(
            "no_recipient",
            _("Say who this is: one of these people, or a new person."),
            field="name",
        )
    if not person.names:
        raise InvalidInput("no_name", "names: a recipient needs at least one name", field="name")
    recipient = Recipient(**person.fields)
    check_columns(recipient)
    for name in _names(recipient, person):
        check_columns(name)
        refuse_unfindable(name.text)
    for country in person.citizenships:
        check_columns(Citizenship(recipient=recipient, country=country))
    return recipient


def _names(recipient: Recipient, person: PersonInput) -> list[RecipientName]:
    return [
        RecipientName(recipient=recipient, script=script_of(name.text), **asdict(name))
        for name in person.names
    ]


def people_store(
    persons: Mapping[int, PersonInput], source: Source, by: Actor, reason: str
) -> dict[int, Recipient]:
    """Store everybody who is new, by the number of the row; hands back their records."""
    people = {number: _prepare(person) for number, person in persons.items()}
    if not people:
        return {}
    Recipient.objects.bulk_create(people.values())
    RecipientName.objects.bulk_create(
        name for number, person in persons.items() for name in _names(people[number], person)
    )
    Citizenship.objects.bulk_create(
        Citizenship(recipient=people[number], country=country)
        for number, person in persons.items()
        for country in person.citizenships
    )
    index_recipients(
        {people[n].pk: [name.text for name in person.names] for n, person in persons.items()}
    )
    prefetch_related_objects(list(people.values()), "names")
    entries = [
        Entry(people[n], "recipient.register", after=_registered(people[n], person))
        for n, person in persons.items()
    ]
    write_down_all(entries, by=by, reason=reason, source=source)
    for number, person in persons.items():
        if person.apart_from:
            people_tell_apart(one=people[number], others=person.apart_from, by=by, reason=reason)
    return people


def _registered(recipient: Recipient, person: PersonInput) -> dict[str, Any]:
    """As `recipient_register` writes it down."""
    names = [asdict(name) for name in person.names]
    return snapshot(recipient, names=names, citizenships=list(person.citizenships))
