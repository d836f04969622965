"""The new drafts of one decree: every row is looked at before any is stored, so that all that is
wrong is told at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registry.accounts.actors import Actor
from registry.errors import InvalidInput, RegistryError
from registry.honours.models import Award, Conferral, Decree, Grade, Recipient, Source
from registry.honours.rules import errors_of_all
from registry.honours.services.conferrals import EvidenceInput
from registry.honours.services.distinct import people_tell_apart
from registry.honours.services.judging import refusal
from registry.honours.services.many import (
    ConferralInput,
    RecipientInput,
    conferral_record_many,
    new_person,
    recipient_register_many,
)
from registry.honours.services.writing import check_columns

# What the act itself says of each of its conferrals.
BACKED = ("recipient", "award", "grade", "conferred_on")


@dataclass(frozen=True, slots=True)
class PersonInput(RecipientInput):
    """Somebody who is not on record. `apart_from`: those who were shown and are somebody else."""

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
        recipient = self.recipient or (new_person(self.person).recipient if self.person else None)
        if recipient is None:
            raise nobody_said()
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
    evidence = [EvidenceInput(source, BACKED) for source in sources]
    conferrals = [
        ConferralInput(
            d.recipient or people[d.number], d.award, d.grade, evidence, decree, d.fields
        )
        for d in drafts
    ]
    return conferral_record_many(conferrals=conferrals, by=by, reason_for_write=reason)


def people_store(
    persons: Mapping[int, PersonInput], source: Source, by: Actor, reason: str
) -> dict[int, Recipient]:
    """Store everybody who is new, by the number of the row; hands back their records."""
    made = recipient_register_many(
        people=list(persons.values()), by=by, reason=reason, source=source
    )
    people = dict(zip(persons, made, strict=True))
    for number, person in persons.items():
        if person.apart_from:
            people_tell_apart(one=people[number], others=person.apart_from, by=by, reason=reason)
    return people
