"""The past of one record: the rows of the journal that are about it, and how it stood at a time.

Unlike `history`, which tells what the public was told, this is for the staff: drafts, what was
withdrawn, and what is never published are in it.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from registry.honours.models import Change, ChangeSubject, Conferral, Recipient
from registry.honours.parts import public_key
from registry.honours.undoing import OF_RECIPIENT, Undone, value_of

Columns = dict[str, Any]
_MADE = ("record", "register", "enter")


def changes_of(record: models.Model) -> "QuerySet[Change]":
    """Every row about a record, its parts, and those merged into it; the newest first."""
    kind, ids = record._meta.model_name or "", [public_key(record)]
    if isinstance(record, Recipient):
        ids += record.redirects.values_list("merged_id", flat=True)
    return changes_about(kind, ids)


def changes_about(kind: str, ids: Iterable[str]) -> "QuerySet[Change]":
    """Every row about records of a kind, by their ids in the journal; the newest first."""
    wanted = list(ids)
    own = Change.objects.filter(object_type=kind, object_id__in=wanted).order_by()
    beside = ChangeSubject.objects.filter(object_type=kind, object_id__in=wanted)
    # Each half is served by an index of its own; an OR of the two would be by none.
    keys = own.values_list("pk").union(beside.values_list("change_id"))
    return Change.objects.filter(pk__in=keys).order_by("-pk")


@dataclass(slots=True)
class Past:
    """A record as it stood at a time: its columns by name, and the rows of its parts by table.

    `known`: whether it was on record. `honours`: what a recipient had received, as it stood then.
    """

    at: dt.datetime
    known: bool = True
    columns: Columns = field(default_factory=dict)
    parts: dict[str, list[Columns]] = field(default_factory=dict)
    honours: list[Conferral] = field(default_factory=list)


def record_at(record: models.Model, at: dt.datetime) -> Past:
    """How a record stood. Raises Conflict where the journal did not yet keep what it takes."""
    since = list(changes_of(record).filter(at__gt=at))
    past = Past(at)
    past.columns = {f.attname: f.value_from_object(record) for f in record._meta.concrete_fields}
    own = (record._meta.model_name, public_key(record))
    for change in since:
        if (change.object_type, change.object_id) == own:
            _undo_columns(past, type(record), change)
    if isinstance(record, Recipient):
        _recipient_at(past, record, since)
    return past


def _undo_columns(past: Past, model: type[models.Model], change: Change) -> None:
    verb = change.action.partition(".")[2]
    if verb in _MADE:
        past.known = False
        return
    before = json.loads(change.before) if change.before else {}
    after = json.loads(change.after) if change.after else {}
    if verb in ("merge", "unmerge"):
        after = after["survivor"] if verb == "unmerge" else after
        before = before["survivor"]
    elif not before:
        return
    columns = {f.attname for f in model._meta.concrete_fields}
    for name in columns & {*before, *after}:
        if before.get(name) != after.get(name):
            past.columns[name] = value_of(model, name, before.get(name))


def _recipient_at(past: Past, record: Recipient, since: list[Change]) -> None:
    conferrals = _conferrals_of(record, since)
    rows = changes_about("conferral", [c.public_id for c in conferrals]).filter(at__gt=past.at)
    undone = Undone({c.public_id: c.pk for c in conferrals}, {record.public_id: record.pk})
    for change in sorted({*since, *rows}, key=lambda change: -change.pk):
        undone.undo(change)
    for name, model in OF_RECIPIENT.items():
        then = undone.parts[model]
        held = [
            {"id": row.pk, **_columns(row)}
            for row in getattr(record, name).all()
            if row.pk not in then.gone and row.pk not in then.then
        ]
        theirs = [row for row in then.then.values() if row["recipient_id"] == record.pk]
        past.parts[name] = sorted([*held, *theirs], key=lambda row: row["id"])
    past.honours = [c for c in conferrals if _as_then(c, undone, record)]


def _columns(row: models.Model) -> Columns:
    return {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields}


def _conferrals_of(record: Recipient, since: list[Change]) -> list[Conferral]:
    """What the recipient has, and what went to or came from somebody else since."""
    moved: set[int] = set()
    revised: set[str] = set()
    for change in since:
        if change.action in ("recipient.merge", "recipient.unmerge"):
            moved.update(json.loads(change.after).get("conferrals", ()))
        elif change.object_type == "conferral":
            revised.add(change.object_id)
    rows = Conferral.objects.filter(
        Q(recipient=record) | Q(pk__in=moved) | Q(public_id__in=revised)
    )
    return list(rows.select_related("award", "grade", "recipient").order_by("-counts_on", "-pk"))


def _as_then(conferral: Conferral, undone: Undone, record: Recipient) -> bool:
    """Put the columns of then over a conferral; whether it was on record, and this recipient's."""
    then = dict(undone.conferrals.get(conferral.pk, {}))
    if conferral.pk in undone.state:
        state = undone.state[conferral.pk]
        if state is None:
            return False
        then["state"] = state
    for name, value in then.items():
        setattr(conferral, name, value_of(Conferral, name, value))
    return conferral.recipient_id == record.pk
