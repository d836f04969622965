"""The journal undone, newest row first: what each record was before a stretch of changes.

Values are kept as the journal has them; who reads them makes Python values of them (`value_of`).
Every service's row is undone here: a new action that writes columns needs a line in `_VERBS`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from registry.errors import Conflict
from registry.honours.models import (
    Change,
    Citizenship,
    Conferral,
    ConferralEvent,
    Evidence,
    ExternalId,
    Recipient,
    RecipientName,
)

Columns = dict[str, Any]
OF_RECIPIENT = {
    "names": RecipientName,
    "citizenships": Citizenship,
    "external_ids": ExternalId,
}
_PARTS = {
    str(model._meta.model_name): model
    for model in (Evidence, ConferralEvent, *OF_RECIPIENT.values())
}


def value_of(model: type[models.Model], column: str, written: Any) -> Any:
    """A value of the journal as Python's own; what a snapshot left out is the column's empty."""
    known: Any = model._meta.get_field(column)
    if written is None and not known.null:
        return known.to_python(known.get_default() if known.has_default() else "")
    return known.to_python(written)


@dataclass(slots=True)
class PartsThen:
    """Rows of one table that belong to records: made since, or as they were (whole rows)."""

    gone: set[int] = field(default_factory=set)
    then: dict[int, Columns] = field(default_factory=dict)

    def unmake(self, key: int) -> None:
        """The row was made by the change that is undone."""
        self.then.pop(key, None)
        self.gone.add(key)

    def restore(self, row: Columns) -> None:
        """The row was this before it was revised or removed."""
        self.gone.discard(row["id"])
        self.then[row["id"]] = row


@dataclass(slots=True)
class Undone:
    """What a stretch of the journal changed, as it was before. Records by their keys.

    `state`: of conferrals whose state changed (None: not on record yet). `recipients` holds the
    columns that changed, and whole rows of those merged since.
    """

    conferral_keys: Mapping[str, int]
    recipient_keys: dict[str, int]
    state: dict[int, str | None] = field(default_factory=dict)
    conferrals: dict[int, Columns] = field(default_factory=dict)
    recipients: dict[int, Columns] = field(default_factory=dict)
    parts: dict[type[models.Model], PartsThen] = field(
        default_factory=lambda: {model: PartsThen() for model in _PARTS.values()}
    )

    def undo(self, change: Change) -> None:
        """One row; they have to come in order, the newest first."""
        before, after = _read(change.before), _read(change.after)
        _, _, verb = change.action.partition(".")
        part = _PARTS.get(change.object_type)
        if part is not None:
            self._undo_part(self.parts[part], verb, before, after)
        elif undo := _VERBS.get(change.object_type, {}).get(verb):
            undo(self, change, before, after)

    def _undo_part(self, parts: PartsThen, verb: str, before: Columns, after: Columns) -> None:
        if verb == "enter":
            parts.unmake(after["id"])
        elif verb in ("revise", "remove"):
            parts.restore(before)

    def _conferral_made(self, change: Change, before: Columns, after: Columns) -> None:
        if key := self.conferral_keys.get(change.object_id):
            self.state[key] = None

    def _conferral_changed(self, change: Change, before: Columns, after: Columns) -> None:
        key = self.conferral_keys.get(change.object_id)
        if key is None:
            return
        was = _difference(before, after)
        if "state" in was:
            self.state[key] = was.pop("state")
        self.conferrals.setdefault(key, {}).update(was)

    def _evidence_added(self, change: Change, before: Columns, after: Columns) -> None:
        self.parts[Evidence].unmake(after["id"])

    def _event_recorded(self, change: Change, before: Columns, after: Columns) -> None:
        self.parts[ConferralEvent].unmake(after["id"])

    def _recipient_changed(self, change: Change, before: Columns, after: Columns) -> None:
        if key := self.recipient_keys.get(change.object_id):
            self.recipients.setdefault(key, {}).update(_difference(before, after))

    def _name_added(self, change: Change, before: Columns, after: Columns) -> None:
        self.parts[RecipientName].unmake(_kept(after["name"], "id", change))

    def _merged(self, change: Change, before: Columns, after: Columns) -> None:
        survivor, duplicate = before["survivor"], before["duplicate"]
        self.recipient_keys[duplicate["public_id"]] = duplicate["id"]
        self.recipients.setdefault(survivor["id"], {}).update(
            _difference(_columns(survivor), _columns(after))
        )
        self.recipients[duplicate["id"]] = _columns(duplicate)
        # Whoever was merged has a name: a row without one is of before names were written down.
        _kept(duplicate, "names", change)
        for key in after.get("conferrals", ()):
            self.conferrals.setdefault(key, {})["recipient_id"] = duplicate["id"]
        for name, model in OF_RECIPIENT.items():
            parts, theirs = self.parts[model], duplicate.get(name, [])
            held = {row["id"] for row in (*theirs, *survivor.get(name, []))}
            for row in after.get(name, ()):
                if row["id"] not in held:
                    parts.unmake(row["id"])
            for row in theirs:
                parts.restore(row)

    def _unmerged(self, change: Change, before: Columns, after: Columns) -> None:
        """Before it the survivor had everything, and the other was nobody."""
        survivor, duplicate = before["survivor"], after["duplicate"]
        self.recipients.setdefault(survivor["id"], {}).update(
            _difference(_columns(survivor), _columns(after["survivor"]))
        )
        self.recipients.pop(duplicate["id"], None)
        for key in after["conferrals"]:
            self.conferrals.setdefault(key, {})["recipient_id"] = survivor["id"]
        for name, model in OF_RECIPIENT.items():
            parts, held = self.parts[model], survivor.get(name, [])
            known = {row["id"] for row in held}
            for row in (*after["survivor"].get(name, ()), *duplicate.get(name, ())):
                if row["id"] not in known:
                    parts.unmake(row["id"])
            for row in held:
                parts.restore(row)


_Undo = Callable[[Undone, Change, Columns, Columns], None]
_VERBS: dict[str, dict[str, _Undo]] = {
    str(Conferral._meta.model_name): {
        "record": Undone._conferral_made,
        "enter": Undone._conferral_made,
        "submit": Undone._conferral_changed,
        "send_back": Undone._conferral_changed,
        "publish": Undone._conferral_changed,
        "withdraw": Undone._conferral_changed,
        "revise": Undone._conferral_changed,
        "evidence_add": Undone._evidence_added,
        **dict.fromkeys(ConferralEvent.Kind.values, Undone._event_recorded),
    },
    str(Recipient._meta.model_name): {
        "revise": Undone._recipient_changed,
        "name_add": Undone._name_added,
        "merge": Undone._merged,
        "unmerge": Undone._unmerged,
    },
}


def _read(text: str) -> Columns:
    return json.loads(text) if text else {}


def _difference(before: Columns, after: Columns) -> Columns:
    """The columns that differ, as they were. A snapshot leaves out what is empty."""
    names = {*before, *after}
    return {n: before.get(n) for n in names if before.get(n) != after.get(n)}


def _columns(whole: Columns) -> Columns:
    """The columns of a recipient alone, without the rows that belong to it."""
    known = {f.attname for f in Recipient._meta.concrete_fields}
    return {name: value for name, value in whole.items() if name in known}


def _kept(row: Columns, name: str, change: Change) -> Any:
    if name not in row:
        raise Conflict(
            "not_kept",
            f"Change {change.pk} was written when the journal did not keep what it takes to tell "
            "how the registry stood before it.",
        )
    return row[name]


def touched(changes: Iterable[Change], model: type[models.Model]) -> set[str]:
    """The public ids of records of a kind that changes are about."""
    kind = model._meta.model_name
    return {change.object_id for change in changes if change.object_type == kind}
