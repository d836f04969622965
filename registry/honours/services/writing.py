"""How every write ends: validated, saved, and on the journal, in one transaction."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import override

from registry.accounts.actors import Actor, System, actor_text
from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput
from registry.honours.columns import clean_columns
from registry.honours.journal import canonical, seal
from registry.honours.lots import insert, insert_records
from registry.honours.models import (
    Change,
    ChangeSubject,
    Conferral,
    JournalHead,
    Recipient,
    Source,
)
from registry.honours.parts import owner_of, public_key

# Most values are: it is asked first, for it is asked of every column of every write.
_AS_IT_IS = frozenset({str, int, bool, float})


def plain(value: Any) -> Any:
    """A value as it stands in the journal's JSON."""
    if value is None or type(value) in _AS_IT_IS:
        return value
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return getattr(value, "public_id", None) or value.pk
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def snapshot(record: models.Model, **more: Any) -> dict[str, Any]:
    """Every filled column of a record, by name, with what belongs to it (`more`)."""
    columns = ((f.attname, getattr(record, f.attname)) for f in record._meta.concrete_fields)
    kept = {name: plain(value) for name, value in columns if value or value in ([], {})}
    return {**kept, **{name: plain(value) for name, value in more.items() if value}}


def check_columns(record: models.Model) -> None:
    """Validate a record's columns, but for links and what only the database knows."""
    try:
        clean_columns(record)
        record.clean()
    except ValidationError as error:
        raise _invalid(error) from None


def save(record: models.Model) -> None:
    """Validate and store one record; what the database refuses comes back as an InvalidInput.

    Unique columns, foreign keys and constraints are the database's to check: asking it first would
    cost a query for each. Only when it refuses are they asked one by one, for words to say it in.
    """
    check_columns(record)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError as error:
        try:
            record.full_clean()
        except ValidationError as why:
            raise _invalid(why) from None
        raise Conflict("constraint", f"the database refuses this record: {error}") from None


def _invalid(error: ValidationError) -> InvalidInput:
    fields = error.message_dict
    where, said = next(iter(fields.items()))
    return InvalidInput("invalid", f"{where}: {' '.join(said)}", fields=fields)


def read_again(record: models.Model) -> None:
    """The record as it is stored now, held until this write is done: what a caller has may be old.

    Saving an old copy would undo what was written since, and the journal would not know.
    """
    held = type(record)._default_manager.select_for_update()
    try:
        record.refresh_from_db(from_queryset=held)
    except ObjectDoesNotExist:
        raise Conflict("gone", "The record is gone: merged or removed.") from None


def locked_head() -> JournalHead:
    """The journal's end, locked until this write is done.

    Writers queue up here, so that ids are gapless and the order is total. Who counts locks it
    before the tallies' rows: two writers who took them in different orders would wait for ever.
    """
    head, _ = JournalHead.objects.select_for_update().get_or_create(pk=1)
    return head


@dataclass(frozen=True, slots=True)
class Entry:
    """One row for the journal. `also`: further records of whose history it is a part.

    `source`: where it is another than that of the rows beside it.
    """

    record: models.Model
    action: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    also: Sequence[models.Model] = ()
    source: Source | None = None


def write_down(
    record: models.Model,
    *,
    action: str,
    by: Actor,
    reason: str = "",
    source: Source | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    also: Sequence[models.Model] = (),
) -> Change:
    """Append one row to the journal, sealed. Refuses a write with neither source nor reason.

    `also`: further records of whose history this row is a part; a part's owner needs no naming.
    """
    entry = Entry(record, action, before, after, also)
    return write_down_all([entry], by=by, reason=reason, source=source)[0]


def write_down_all(
    entries: Sequence[Entry], *, by: Actor, reason: str = "", source: Source | None = None
) -> list[Change]:
    """Append rows to the journal in order, each sealed with the one before it."""
    if not reason and any((entry.source or source) is None for entry in entries):
        raise InvalidInput("no_source", "A write needs a source, or a reason in words.")
    if not connection.in_atomic_block:
        raise RuntimeError("a journal row belongs to the transaction of its write")
    head = locked_head()
    # The journal calls records by one name, whatever language its writers read.
    with override("en"):
        changes = [_sealed(entry, head, by, reason, source) for entry in entries]
    insert_records(changes)
    head.save(update_fields=["last_id", "last_hash"])
    subjects = (
        (change.pk, one._meta.model_name or "", public_key(one))
        for entry, change in zip(entries, changes, strict=True)
        for one in _subjects(entry)
    )
    insert(ChangeSubject, ("change_id", "object_type", "object_id"), subjects)
    return changes


def _sealed(
    entry: Entry, head: JournalHead, by: Actor, reason: str, source: Source | None
) -> Change:
    """The next row; the head moves on to it."""
    record, proof = entry.record, entry.source or source
    change = Change(
        id=head.last_id + 1,
        at=timezone.now(),
        action=entry.action,
        object_type=record._meta.model_name or "",
        object_id=public_key(record),
        object_text=str(record)[:500],
        before=canonical(entry.before) if entry.before else "",
        after=canonical(entry.after) if entry.after else "",
        by_id=None if isinstance(by, System) else by.pk,
        by_text=actor_text(by)[:200],
        reason=reason,
        source_id=proof.pk if proof else None,
        previous_hash=head.last_hash,
    )
    change.hash = seal(change)
    head.last_id, head.last_hash = change.id, change.hash
    return change


def _subjects(entry: Entry) -> list[models.Model]:
    owner = owner_of(entry.record)
    owners = [owner] if owner else []
    return [*owners, *entry.also, *_owners_changed(entry.record, entry.before, entry.after)]


def _owners_changed(
    record: models.Model, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[Recipient]:
    """Both recipients of a conferral that went from the one to the other."""
    if not isinstance(record, Conferral):
        return []
    keys: set[int] = {said["recipient_id"] for said in (before, after) if said and
                      said.get("recipient_id")}  # fmt: skip
    return list(Recipient.objects.filter(pk__in=keys)) if len(keys) == 2 else []


def revise(
    record: models.Model,
    fields: Mapping[str, Any],
    *,
    action: str,
    by: Actor,
    reason: str = "",
    source: Source | None = None,
) -> bool:
    """Change named fields of a stored record; nothing is written where nothing differs."""
    read_again(record)
    before = snapshot(record)
    for name, value in fields.items():
        setattr(record, name, value)
    after = snapshot(record)
    if before == after:
        return False
    save(record)
    names = {n for n in {*before, *after} if before.get(n) != after.get(n)}
    write_down(
        record,
        action=action,
        by=by,
        reason=reason,
        source=source,
        before={n: before.get(n) for n in names},
        after={n: after.get(n) for n in names},
    )
    return True
