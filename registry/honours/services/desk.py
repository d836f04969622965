"""Writes by hand in the admin: one record as a form left it, validated and journalled.

The named services say *what happened* (published, revoked, merged); the desk says that a clerk
entered or corrected a record. Both end in the same journal under the same rules.
"""

from django.db import models, transaction

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import InvalidInput
from registry.honours.models import (
    Authority,
    Award,
    AwardName,
    AwardPeriod,
    Citizenship,
    Conferral,
    ConferralEvent,
    Decree,
    Evidence,
    Grade,
    GradeName,
    RecipientName,
)
from registry.honours.rules import errors_of
from registry.honours.services.finding import index_conferral
from registry.honours.services.hands import act_written, hand_noted, refuse_submitted
from registry.honours.services.judging import refusal
from registry.honours.services.name_index import index_recipient
from registry.honours.services.tally import tally_record
from registry.honours.services.writing import read_again, save, snapshot, write_down
from registry.names import fold, script_of

_PUBLIC = (Conferral.State.PUBLISHED, Conferral.State.WITHDRAWN)
_REVIEWED = (Authority, Award, AwardName, AwardPeriod, Grade, GradeName, ConferralEvent)


def role_to_write(record: models.Model) -> Role:
    """Whose hand it takes: what is public, or says what an award is, takes a reviewer."""
    kept = isinstance(record, Conferral) and record.state in _PUBLIC
    return Role.REVIEWER if kept or isinstance(record, _REVIEWED) else Role.CLERK


@transaction.atomic
def desk_write(*, record: models.Model, by: Actor, reason: str) -> models.Model:
    """Store a record as the form left it. Raises InvalidInput where a rule says it cannot be."""
    require(by, role_to_write(record))
    kind = type(record)
    held = kind._default_manager.select_for_update()
    stored = held.filter(pk=record.pk).first() if record.pk else None
    _refuse_frozen(stored, record)
    _refuse_another_state(record, stored)
    before = snapshot(stored) if stored else None
    tally_record(record if isinstance(record, Citizenship) else stored, -1)
    _complete(record)
    save(record)
    if isinstance(record, RecipientName):
        index_recipient(record.recipient)
    if isinstance(record, Conferral):
        index_conferral(record)
    tally_record(record, +1)
    after = snapshot(record)
    if before != after:
        _note_hand(record, by, added=stored is None)
        verb = "revise" if stored else "enter"
        name = kind._meta.model_name
        write_down(
            record, action=f"{name}.{verb}", by=by, reason=reason, before=before, after=after
        )
    return record


@transaction.atomic
def desk_remove(*, record: models.Model, by: Actor, reason: str) -> None:
    """Take out a part that was entered by mistake (a spelling, a name). The journal keeps it."""
    require(by, role_to_write(record))
    if isinstance(record, Conferral):
        raise InvalidInput("never_deleted", "conferral: withdraw it; a record is never deleted")
    read_again(record)
    _refuse_frozen(record)
    _note_hand(record, by)
    name = type(record)._meta.model_name
    write_down(
        record, action=f"{name}.remove", by=by, reason=reason, before=snapshot(record), after=None
    )
    tally_record(record, -1)
    record.delete()
    tally_record(record, +1)
    if isinstance(record, RecipientName):
        index_recipient(record.recipient)


@transaction.atomic
def desk_links_write(
    *,
    record: models.Model,
    before: dict[str, list[str]],
    after: dict[str, list[str]],
    by: Actor,
    reason: str,
) -> None:
    """Write down which records a record was linked to (its sources) before and after a form."""
    require(by, role_to_write(record))
    changed = {name for name in after if before.get(name, []) != after[name]}
    if not changed:
        return
    write_down(
        record,
        action=f"{type(record)._meta.model_name}.link",
        by=by,
        reason=reason,
        before={name: before.get(name, []) for name in changed},
        after={name: after[name] for name in changed},
    )


def _refuse_another_state(record: models.Model, stored: models.Model | None) -> None:
    """Publishing and withdrawing are acts with a name of their own, and readers wait for them."""
    if isinstance(record, Conferral):
        before = stored.state if isinstance(stored, Conferral) else Conferral.State.DRAFT
        if record.state != before:
            raise InvalidInput("state", "state: use publish or withdraw", field="state")


def _refuse_frozen(*records: models.Model | None) -> None:
    """What a reviewer looks at stays as it is; only a source may still be added."""
    for record in records:
        if isinstance(record, Conferral):
            refuse_submitted(record)
        elif isinstance(record, Evidence | ConferralEvent) and record.pk:
            held = Conferral.objects.select_for_update(of=("self",))
            refuse_submitted(held.get(pk=record.conferral_id))


def _note_hand(record: models.Model, by: Actor, *, added: bool = False) -> None:
    """Who adds a source leaves what the record says as it was."""
    if isinstance(record, Conferral):
        hand_noted(record, by)
    elif isinstance(record, ConferralEvent) or (isinstance(record, Evidence) and not added):
        hand_noted(record.conferral, by)
    elif isinstance(record, Decree):
        act_written(record, by)


def _complete(record: models.Model) -> None:
    """Columns that follow from others, and the rules of the law."""
    if isinstance(record, RecipientName):
        record.script = script_of(record.text)
    if isinstance(record, AwardName):
        record.folded = fold(record.text)
    if isinstance(record, Conferral):
        for finding in errors_of(record):
            raise refusal(finding)
