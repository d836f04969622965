"""What the registry said at a time: its present state with the journal undone back to then.

`rewind(at)` hands back only what changed since, so its work is that of the changes and not of the
registry. Whoever reads published conferrals as they stand now makes of them what was said then:

1. leave out those in `absent`;
2. put `conferrals[pk]` over the columns of each that has an entry there (a filter or an order has
   to see these values, too: a list is the untouched rows and the touched ones, each narrowed);
3. read the recipient `recipient_id` names *after* step 2, and put `recipients[pk]` over it. One
   that was merged since is no row any more: its entry is then whole;
4. take names, citizenships, external ids, evidence and events through `Parts.as_then`.

What is withdrawn or unpublished now stays out of sight, whatever the time. Awards, decrees,
sources and authorities are told as they stand now. The state that is read has to be the one that
was rewound from: where `now` is no longer `registry_version()` afterwards, do both again.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from registry.dates import PartialDate
from registry.errors import Conflict, InvalidInput
from registry.honours.models import (
    Change,
    Citizenship,
    Conferral,
    ConferralEvent,
    Evidence,
    ExternalId,
    JournalHead,
    Recipient,
    RecipientName,
    RecipientRedirect,
)
from registry.honours.public import told_columns
from registry.honours.undoing import (
    OF_RECIPIENT,
    Columns,
    PartsThen,
    Undone,
    touched,
    value_of,
)

MOST_CHANGES = 20_000
_DATES = ("conferred_on", "presented_on")


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows that belong to records, by key: `gone` were made since, `then` (whole rows) differed."""

    link: str
    gone: frozenset[int]
    then: Mapping[int, Columns]

    def as_then(self, owner: int, rows: Iterable[Columns]) -> list[Columns]:
        """The rows of an owner as they were, in order, from its rows as they are (with `id`)."""
        kept = [row for row in rows if row["id"] not in self.gone and row["id"] not in self.then]
        theirs = [row for row in self.then.values() if row[self.link] == owner]
        return sorted([*kept, *theirs], key=lambda row: row["id"])


@dataclass(frozen=True, slots=True)
class Rewind:
    """What is to be put over the present registry to see it as it was. Public columns only."""

    at: dt.datetime
    head_id: int
    head_hash: str
    now: str
    absent: frozenset[int]
    conferrals: Mapping[int, Columns]
    recipients: Mapping[int, Columns]
    names: Parts
    citizenships: Parts
    external_ids: Parts
    evidence: Parts
    events: Parts


def head_at(at: dt.datetime) -> tuple[int, str]:
    """The number and seal of the journal's last row at a time; (0, "") before the first."""
    rows = Change.objects.filter(at__lte=at).order_by("-at", "-id")
    return rows.values_list("id", "hash").first() or (0, "")


def rewind(at: dt.datetime, *, now: dt.datetime) -> Rewind:
    """What to put over the registry to see it as it was at a time.

    Raises InvalidInput for a time to come, and Conflict where more than `MOST_CHANGES` rows were
    written since, or where the journal did not yet keep what it takes.
    """
    if at > now:
        raise InvalidInput("not_yet", "known_at: this time is still to come", field="known_at")
    present = JournalHead.objects.filter(pk=1).first() or JournalHead(last_id=0, last_hash="0" * 8)
    head_id, head_hash = head_at(at)
    since = present.last_id - head_id
    if since > MOST_CHANGES:
        raise Conflict(
            "too_much_changed",
            f"Too much has changed since then for a list: {since:,} changes; "
            "read /changes or a dump.",
            field="known_at",
        )
    changes = list(
        Change.objects.filter(pk__gt=head_id, pk__lte=present.last_id)
        .order_by("-pk")
        .only("id", "action", "object_type", "object_id", "before", "after")
    )
    return _rewound(at, (head_id, head_hash), str(present), changes)


def _rewound(at: dt.datetime, head: tuple[int, str], present: str, changes: list[Change]) -> Rewind:
    keys = Conferral.objects.filter(public_id__in=touched(changes, Conferral))
    people = Recipient.objects.filter(public_id__in=touched(changes, Recipient))
    undone = Undone(
        dict(keys.values_list("public_id", "pk")), dict(people.values_list("public_id", "pk"))
    )
    for change in changes:
        undone.undo(change)
    shown = _published(undone.state.keys() | undone.conferrals.keys())
    absent = {pk for pk in shown if undone.state.get(pk, "published") != "published"}
    conferrals = {
        pk: _conferral_then(undone.conferrals[pk], shown[pk])
        for pk in shown.keys() & undone.conferrals.keys() - absent
    }
    known = _known_then(undone, conferrals, absent)
    parts = {
        model: _parts(undone.parts[model], model, "recipient_id", known)
        for model in OF_RECIPIENT.values()
    }
    of = _published_owners(undone.parts[Evidence], undone.parts[ConferralEvent])
    return Rewind(
        at,
        *head,
        present,
        frozenset(absent),
        conferrals,
        _recipients_then(undone, known),
        parts[RecipientName],
        parts[Citizenship],
        parts[ExternalId],
        _parts(undone.parts[Evidence], Evidence, "conferral_id", of),
        _parts(undone.parts[ConferralEvent], ConferralEvent, "conferral_id", of),
    )


def _published(keys: Collection[int]) -> dict[int, Columns]:
    """The dates, as they stand, of those that the public may see."""
    rows = Conferral.objects.published().filter(pk__in=keys)
    return {row["pk"]: row for row in rows.values("pk", *_DATES)}


def _python(model: type[models.Model], columns: Columns, *beside: str) -> Columns:
    """The public columns, and those named beside them, as values of Python."""
    told = told_columns(model, *beside)
    return {n: value_of(model, n, written) for n, written in columns.items() if n in told}


def _conferral_then(columns: Columns, present: Columns) -> Columns:
    then = _python(Conferral, columns)
    dates: list[PartialDate | None] = [then.get(name, present[name]) for name in _DATES]
    if then.keys() & set(_DATES):
        then["counts_on"] = next((date.iso() for date in dates if date), "")
    return then


def _known_then(
    undone: Undone, conferrals: Mapping[int, Columns], absent: Collection[int]
) -> set[int]:
    """Of the recipients that changed, those whom a conferral told then shows. Nobody else."""
    changed = set(undone.recipients)
    for model in OF_RECIPIENT.values():
        changed |= {row["recipient_id"] for row in undone.parts[model].then.values()}
    moved = {pk: row["recipient_id"] for pk, row in conferrals.items() if "recipient_id" in row}
    rows = Conferral.objects.published().filter(recipient__in=changed)
    held = {
        recipient
        for pk, recipient in rows.values_list("pk", "recipient")
        if pk not in absent and pk not in moved
    }
    return (held | set(moved.values())) & changed


def _recipients_then(undone: Undone, known: Collection[int]) -> dict[int, Columns]:
    changed = {pk: columns for pk, columns in undone.recipients.items() if pk in known}
    ids = [row["public_id"] for row in changed.values() if "public_id" in row]
    merged = RecipientRedirect.objects.filter(merged_id__in=ids)
    deaths: dict[Any, Any] = dict(merged.values_list("merged_id", "survivor__death"))
    deaths |= dict(Recipient.objects.filter(pk__in=changed).values_list("pk", "death"))
    deaths |= dict(Recipient.objects.filter(public_id__in=ids).values_list("public_id", "death"))
    return {
        pk: _recipient_then(columns, deaths.get(columns.get("public_id", pk)))
        for pk, columns in changed.items()
    }


def _recipient_then(columns: Columns, death: PartialDate | None) -> Columns:
    """A birth is told of who was known to be dead and still is. A whole row has all its columns."""
    if "public_id" in columns:
        told = told_columns(Recipient, "id", "public_id", "birth")
        columns = {name: columns.get(name) for name in told}
    then = _python(Recipient, columns, "id", "public_id", "birth")
    if not (death and then.get("death", death)):
        then["birth"] = None
    return then


def _published_owners(*parts: PartsThen) -> set[int]:
    owners = {row["conferral_id"] for part in parts for row in part.then.values()}
    return set(Conferral.objects.published().filter(pk__in=owners).values_list("pk", flat=True))


def _parts(
    undone: PartsThen, model: type[models.Model], link: str, owners: Collection[int]
) -> Parts:
    told = told_columns(model, "id", link)
    then = {
        key: {name: value_of(model, name, row.get(name)) for name in told}
        for key, row in undone.then.items()
        if row[link] in owners
    }
    # What is not told is not there either: a row of somebody unknown then takes no place.
    return Parts(link, frozenset(undone.gone | (undone.then.keys() - then.keys())), then)
