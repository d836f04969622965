"""A decree and its conferrals in one write, as the entry screen brings them: all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

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
from registry.honours.services.at_once import (
    NewDraft,
    PersonInput,
    nobody_said,
    people_store,
    refused,
    store,
)
from registry.honours.services.conferrals import conferral_revise
from registry.honours.services.decrees import decree_record
from registry.honours.services.desk import desk_links_write
from registry.honours.services.hands import act_written
from registry.honours.services.states import state_set
from registry.honours.services.writing import locked_head, read_again, revise


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
        raise InvalidInput("no_source", _("Nothing enters without its source."))
    # Writers queue up here: of one form that came twice at a moment, the second sees the first.
    locked_head()
    saved = DecreeEntry.objects.filter(token=token).select_related("decree").first()
    if saved:
        return Entered(saved.decree, again=True)
    decree = _act(act, decree, by, reason)
    DecreeEntry.objects.create(token=token, decree=decree)
    _rows(rows, decree, act, by, reason)
    return Entered(decree)


def _act(act: DecreeInput, decree: Decree | None, by: Actor, reason: str) -> Decree:
    if decree is None:
        return decree_record(
            authority=act.authority, by=by, sources=act.sources, reason=reason, **act.fields
        )
    fields = {"authority": act.authority, **act.fields}
    public = decree.conferrals.filter(state=Conferral.State.PUBLISHED).exists()
    if revise(decree, fields, action="decree.revise", by=by, reason=reason):
        act_written(decree, by)
        if public:
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


def _rows(
    rows: Sequence[RowInput], decree: Decree, act: DecreeInput, by: Actor, reason: str
) -> None:
    """Store every row, or raise RowsRefused with all that cannot be."""
    wrong: dict[int, RegistryError] = {}
    for row in rows:
        try:
            if row.conferral is not None:
                _change(row, row.conferral, decree, act, by, reason)
        except RegistryError as error:
            wrong[row.number] = error
    new = [
        NewDraft(r.number, r.award, r.grade, r.recipient, r.person, _said(r, act))
        for r in rows
        if r.conferral is None and not r.remove
    ]
    wrong |= refused(new, decree)
    if wrong:
        raise RowsRefused(wrong)
    store(new, decree, act.sources, by, reason)


def _said(row: RowInput, act: DecreeInput) -> dict[str, Any]:
    """The columns of the row's conferral: the day of the act is that of the decree."""
    date: PartialDate | None = act.fields.get("date")
    basis = Conferral.DateBasis.DECREE if date else ""
    return {"conferred_on": date, "conferred_on_basis": basis, **row.fields}


def _change(
    row: RowInput, draft: Conferral, decree: Decree, act: DecreeInput, by: Actor, reason: str
) -> None:
    """A row that was a draft already: take it out, or correct what differs."""
    if row.remove:
        draft_take_out(conferral=draft, by=by, reason=reason)
        return
    recipient = row.recipient
    if recipient is None and row.person is not None:
        recipient = people_store({row.number: row.person}, act.sources[0], by, reason)[row.number]
    if recipient is None:
        raise nobody_said()
    said = {"recipient": recipient, "award": row.award, "grade": row.grade, "decree": decree,
            **_said(row, act)}  # fmt: skip
    if any(getattr(draft, name) != value for name, value in said.items()):
        conferral_revise(conferral=draft, by=by, reason=reason, **said)


@transaction.atomic
def draft_take_out(*, conferral: Conferral, by: Actor, reason: str) -> None:
    """Withdraw a draft that was entered by mistake. Nobody saw it, so that a clerk may."""
    require(by, Role.CLERK)
    read_again(conferral)
    if conferral.state != Conferral.State.DRAFT:
        raise Conflict("not_a_draft", f"{conferral} is {conferral.state}, not a draft.")
    state_set(conferral, Conferral.State.WITHDRAWN, "withdraw", by, reason, None)
