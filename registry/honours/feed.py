"""The journal as the public may read it: every row in order, so that nothing is missing.

A row about what the public cannot see tells its number, time and seals, and nothing else. Of the
rest it tells what changed, under the names that documents use; what a record said before it was
the public's, and who wrote and why, is never told. What a copy of the registry does with a row:

* `conferral.withdraw` takes the conferral out; recipients and decrees that no conferral names any
  more go with it;
* any other row about a conferral: read its document again, and those of all that it names;
* `recipient.merge`: what was the `merged` one's is the object's; read its document again;
* `recipient.unmerge`: the `restored` one is a record again; read both documents, and those of all
  conferrals that the restored one's names;
* any other row: read the document of its object again.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from registry.honours.models import (
    Authority,
    Award,
    AwardName,
    Change,
    Conferral,
    ConferralEvent,
    Evidence,
    Grade,
    RecipientName,
)
from registry.honours.public import BY_TYPE, PUBLIC
from registry.honours.sight import Seen, Sight, Wanted, look
from registry.honours.undoing import value_of

Values = dict[str, Any]
# Rows that belong to a record: whose, by which column, and what a change calls them.
_PARTS = {
    "evidence": ("conferral", "conferral_id", "evidence"),
    "conferralevent": ("conferral", "conferral_id", "event"),
    "recipientname": ("recipient", "recipient_id", "name"),
    "citizenship": ("recipient", "recipient_id", "citizenship"),
    "externalid": ("recipient", "recipient_id", "external_id"),
    "awardname": ("award", "award_id", "spelling"),
    "awardperiod": ("award", "award_id", "period"),
    "grade": ("award", "award_id", "grade"),
}
# Actions on a record that write a part of it: the part's table, its name, where it is written.
_WRITES_PART: dict[str, tuple[type[models.Model], str, str]] = {
    "conferral.evidence_add": (Evidence, "evidence", ""),
    **{f"conferral.{kind}": (ConferralEvent, "event", "") for kind in ConferralEvent.Kind.values},
    "recipient.name_add": (RecipientName, "name", "name"),
    "award.name_add": (AwardName, "spelling", "name"),
}
OBJECT_TYPES = ("authority", "award", "conferral", "decree", "recipient", "source")


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One row of the journal as the public reads it; withheld: only what is above `action`."""

    id: int
    at: dt.datetime
    hash: str
    previous_hash: str
    action: str | None = None
    object_type: str | None = None
    object_id: str | None = None
    before: Values | None = None
    after: Values | None = None
    source: str | None = None

    @property
    def withheld(self) -> bool:
        """Whether the row is about what the public cannot see."""
        return self.action is None


def changes_after(last: int, limit: int) -> list[ToldChange]:
    """The rows of the journal after one, in order, by a fixed number of statements."""
    columns = ("id", "at", "hash", "previous_hash", "action", "object_type", "object_id",
               "before", "after", "source_id")  # fmt: skip
    rows = Change.objects.filter(pk__gt=last).order_by("pk").only(*columns)[:limit]
    return list(_told([_Row(change) for change in rows]))


class _Row:
    """A row with its JSON read, and the record that it is about: its own, or its part's owner."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.before: Values = json.loads(change.before) if change.before else {}
        self.after: Values = json.loads(change.after) if change.after else {}
        self.verb = change.action.partition(".")[2]
        self.type, self.link, self.part = _PARTS.get(change.object_type, ("", "", ""))
        self.type = self.type or change.object_type

    @property
    def owner(self) -> int | None:
        """The key of the record that a part belongs to."""
        key: int | None = (self.before or self.after).get(self.link)
        return key

    @property
    def other(self) -> str:
        """Of a merge, the id that was merged; of its undoing, the id that is a record again."""
        if self.verb == "merge":
            return str(self.after["merged"])
        return str(self.after["duplicate"]["public_id"]) if self.verb == "unmerge" else ""

    def want(self, wanted: Wanted) -> None:
        """Every record whose being in sight decides what is told of this row."""
        keys = {
            "recipient_id": wanted.recipients,
            "conferral_id": wanted.conferrals,
            "decree_id": wanted.decrees,
            "source_id": wanted.sources,
        }
        for values in (self.before, self.after):
            for column, found in keys.items():
                if values.get(column):
                    found.add(values[column])
        if self.change.source_id:
            wanted.sources.add(self.change.source_id)
        if self.type == "source":
            wanted.sources.add(int(self.change.object_id))
        wanted.ids.update({self.change.object_id, self.other} - {""})


def _told(rows: Sequence[_Row]) -> Iterator[ToldChange]:
    wanted = Wanted()
    for row in rows:
        row.want(wanted)
    teller = _Teller(look(wanted))
    for row in rows:
        yield teller.tell(row)


class _Teller:
    """Tells rows by what is in sight, and by the small tables that everybody may see."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.slugs = dict(Award.objects.values_list("pk", "slug"))
        self.codes = {grade.pk: grade.code() for grade in Grade.objects.all()}
        self.authorities = dict(Authority.objects.values_list("pk", "slug"))

    def tell(self, row: _Row) -> ToldChange:
        """The row, or what is told of one that is withheld."""
        change = row.change
        seals = (change.pk, change.at, change.hash, change.previous_hash)
        seen = self._seen(row)
        if seen is None:
            return ToldChange(*seals)
        before, after = self._values(row, seen)
        source = self.sight.sources.get(change.source_id or 0)
        return ToldChange(*seals, change.action, row.type, seen.id, before, after, source)

    def _seen(self, row: _Row) -> Seen | None:
        """The record that the row is about, if the public may read of this change."""
        look_at = {"conferral": self._conferral, "recipient": self._recipient}.get(row.type)
        if look_at:
            return look_at(row)
        if row.change.object_type not in BY_TYPE:
            return None
        if row.type == "decree":
            return self.sight.decrees.get(self.sight.keys.get(row.change.object_id, 0))
        if row.type == "source":
            key = self.sight.sources.get(int(row.change.object_id))
            return Seen(key, None) if key else None
        slug = self.slugs.get(row.owner or 0) if row.part else row.change.object_id
        return Seen(slug, 0) if slug else None

    def _conferral(self, row: _Row) -> Seen | None:
        change = row.change
        if not row.part and change.object_id in self.sight.withdrawn:
            was = row.verb == "withdraw" and row.before.get("state") == Conferral.State.PUBLISHED
            return Seen(change.object_id, None) if was else None
        key = row.owner if row.part else self.sight.keys.get(change.object_id)
        seen = self.sight.conferrals.get(key or 0)
        told = seen and seen.since is not None and seen.since <= change.pk
        return seen if told else None

    def _recipient(self, row: _Row) -> Seen | None:
        if row.verb in ("merge", "unmerge"):
            return self._survivor(row)
        key = row.owner if row.part else self.sight.keys.get(row.change.object_id)
        return self.sight.recipients.get(key or 0)

    def _survivor(self, row: _Row) -> Seen | None:
        """Whoever survived, under the id of then, if one of the two was known to the public.

        When a merge was undone and nothing shows the survivor any more: the one that is back.
        """
        if not any(person.get("honours") for person in row.before.values()):
            return None
        if self._leads(row.change.object_id):
            return Seen(row.change.object_id, None)
        back = row.verb == "unmerge" and self._known_other(row)
        return Seen(row.other, None) if back else None

    def _leads(self, public_id: str) -> bool:
        """Whether an id is somebody's in sight, or leads on to somebody in sight."""
        return public_id in self.sight.keys or public_id in self.sight.merged

    def _known_other(self, row: _Row) -> bool:
        """Whether the public knew the duplicate of a merge or of its undoing, and still may."""
        told = row.before if row.verb == "merge" else row.after
        return bool(told["duplicate"].get("honours")) and self._leads(row.other)

    def _values(self, row: _Row, seen: Seen) -> tuple[Values | None, Values | None]:
        if row.verb in ("merge", "unmerge"):
            name = "merged" if row.verb == "merge" else "restored"
            return None, {name: row.other} if self._known_other(row) else None
        if seen.since is None or row.change.pk < seen.since:
            return None, None
        if writes := _WRITES_PART.get(row.change.action):
            model, name, where = writes
            part = row.after[where] if where else row.after
            return None, {name: self._public(model, part)}
        model = BY_TYPE[row.change.object_type]
        if row.part:
            pair = (row.before, row.after)
            told = [{row.part: self._public(model, v)} if v else None for v in pair]
            return told[0], told[1]
        if row.verb == "revise":
            return self._difference(model, row.before, row.after)
        made = row.verb in ("enter", "register", "record")
        return None, self._public(model, row.after) if made else None

    def _difference(
        self, model: type[models.Model], before: Values, after: Values
    ) -> tuple[Values | None, Values | None]:
        names = [n for n in PUBLIC[model] if before.get(n) != after.get(n)]
        pair = [{n: values.get(n) for n in names} for values in (before, after)]
        return self._public(model, pair[0]) or None, self._public(model, pair[1]) or None

    def _public(self, model: type[models.Model], values: Values) -> Values:
        """The public columns under the names of documents; links to what is hidden are left out."""
        told: Values = {}
        for column, name in PUBLIC[model].items():
            if name is None or column not in values:
                continue
            value = values[column]
            if column.endswith("_id") and value is not None:
                value = self._link(column, value)
                if value is None:
                    continue
            elif value is None:
                value = _empty(model, column)
            inside, _, last = name.rpartition(".")
            (told.setdefault(inside, {}) if inside else told)[last] = value
        return told

    def _link(self, column: str, key: int) -> str | None:
        """The public name of what a column leads to."""
        if column in ("recipient_id", "decree_id"):
            seen = (self.sight.recipients if column == "recipient_id" else self.sight.decrees).get(
                key
            )
            return seen.id if seen else None
        tables = {"award_id": self.slugs, "grade_id": self.codes,
                  "authority_id": self.authorities, "source_id": self.sight.sources}  # fmt: skip
        return tables[column].get(key)


def _empty(model: type[models.Model], column: str) -> Any:
    """What a document says where a column is empty: "" or false; null for a date or a link."""
    empty = value_of(model, column, None)
    return empty if isinstance(empty, str | bool | list) else None
