"""A decree and its conferrals in one write, as the entry screen brings them: all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput, RegistryError
from registry.honours.models import (
    Authority,
    Award,
    Conferral,
    Decree,
    DecreeEntry,
    Grade,
    Recipient,
    Source,
)
from registry.honours.services.conferrals import (
    EvidenceInput,
    conferral_record,
    conferral_revise,
)
from registry.honours.services.decrees import decree_record
from registry.honours.services.desk import desk_links_write
from registry.honours.services.distinct import people_tell_apart
from registry.honours.services.recipients import NameInput, recipient_register
from registry.honours.services.states import state_set
from registry.honours.services.writing import read_again, revise

# What the act itself says of each of its conferrals.
_BACKED = ("recipient", "award", "grade", "conferred_on")


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Somebody who is not on record. `apart_from`: those who were shown and are somebody else."""

    names: tuple[NameInput, ...]
    citizenships: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    apart_from: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True)
class RowInput:
    """One conferral of the decree. `conferral`: the draft that it was; `remove`: take it out.

    `recipient` is on record, or else `person` is new. `fields`: other columns of Conferral.
    """

    number: int
    award: Award | None = None
    grade: Grade | None = None
    recipient: Recipient | None = None
    person: PersonInput | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    conferral: Conferral | None = None
    remove: bool = False


@dataclass(frozen=True, slots=True)
class DecreeInput:
    """The act itself: whose, on which sources, and its columns."""

    authority: Authority
    sources: tuple[Source, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of it; `again`: this form was saved before, and nothing was written now."""

    decree: Decree
    again: bool = False


class RowsRefused(InvalidInput):
    """Rows that cannot be; `refused`: number of the row → its error. Nothing was written."""

    def __init__(self, refused: Mapping[int, RegistryError]) -> None:
        first = min(refused)
        super().__init__("rows", f"row {first}: {refused[first].message}")
        self.refused = dict(refused)


@transaction.atomic
def decree_enter(
    *,
    act: DecreeInput,
    rows: Sequence[RowInput],
    by: Actor,
    reason: str,
    token: str,
    decree: Decree | None = None,
) -> Entered:
    """Record or correct a decree with its conferrals, as drafts. One `token` writes once.

    Raises RowsRefused with every row that cannot be, or another RegistryError for the act; then
    nothing at all was written.
    """
    require(by, Role.CLERK)
    if not act.sources:
        raise InvalidInput("no_source", "sources: nothing enters without its source")
    saved = DecreeEntry.objects.filter(token=token).select_related("decree").first()
    if saved:
        return Entered(saved.decree, again=True)
    decree = _act(act, decree, by, reason)
    entry, made = DecreeEntry.objects.get_or_create(token=token, defaults={"decree": decree})
    if not made:
        # The same form came twice at one moment: the other one has just saved it.
        raise Conflict("saved_already", "This form was saved a moment ago.", decree=entry.decree)
    refused = {}
    for row in rows:
        try:
            _row(row, decree, act, by, reason)
        except RegistryError as error:
            refused[row.number] = error
    if refused:
        raise RowsRefused(refused)
    return Entered(decree)


def _act(act: DecreeInput, decree: Decree | None, by: Actor, reason: str) -> Decree:
    if decree is None:
        return decree_record(
            authority=act.authority, by=by, sources=act.sources, reason=reason, **act.fields
        )
    fields = {"authority": act.authority, **act.fields}
    public = decree.conferrals.filter(state=Conferral.State.PUBLISHED).exists()
    if revise(decree, fields, action="decree.revise", by=by, reason=reason) and public:
        require(by, Role.REVIEWER)
    held = sorted(map(str, decree.sources.all()))
    decree.sources.set(act.sources)
    desk_links_write(
        record=decree,
        before={"sources": held},
        after={"sources": sorted(map(str, act.sources))},
        by=by,
        reason=reason,
    )
    return decree


def _row(row: RowInput, decree: Decree, act: DecreeInput, by: Actor, reason: str) -> None:
    if row.remove:
        if row.conferral is not None:
            draft_take_out(conferral=row.conferral, by=by, reason=reason)
        return
    date: PartialDate | None = act.fields.get("date")
    said = {
        "conferred_on": date,
        "conferred_on_basis": Conferral.DateBasis.DECREE if date else "",
        **row.fields,
    }
    recipient = row.recipient or _register(row, by, reason, act.sources[0])
    if row.conferral is None:
        conferral_record(
            recipient=recipient,
            award=row.award,
            grade=row.grade,
            decree=decree,
            evidence=[EvidenceInput(source, _BACKED) for source in act.sources],
            by=by,
            reason_for_write=reason,
            **said,
        )
        return
    conferral_revise(
        conferral=row.conferral,
        by=by,
        reason=reason,
        recipient=recipient,
        award=row.award,
        grade=row.grade,
        decree=decree,
        **said,
    )


@transaction.atomic
def draft_take_out(*, conferral: Conferral, by: Actor, reason: str) -> None:
    """Withdraw a draft that was entered by mistake. Nobody saw it, so that a clerk may."""
    require(by, Role.CLERK)
    read_again(conferral)
    if conferral.state != Conferral.State.DRAFT:
        raise Conflict("not_a_draft", f"{conferral} is {conferral.state}, not a draft.")
    state_set(conferral, Conferral.State.WITHDRAWN, "withdraw", by, reason, None)


def _register(row: RowInput, by: Actor, reason: str, source: Source) -> Recipient:
    person = row.person
    if person is None:
        raise InvalidInput("no_recipient", "name: say who this is", field="name")
    recipient = recipient_register(
        names=person.names,
        citizenships=person.citizenships,
        by=by,
        reason=reason,
        source=source,
        **person.fields,
    )
    if person.apart_from:
        people_tell_apart(one=recipient, others=person.apart_from, by=by, reason=reason)
    return recipient
