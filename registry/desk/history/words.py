"""A row of the journal in a clerk's words: what was done to what, and each field before and after.

What a column leads to is read for all rows of a page together: one statement for each table.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.accounts.language import active_language
from registry.desk.people.likely import honour_words
from registry.desk.people.words import field_words
from registry.desk.told import told
from registry.honours.models import Change, Conferral, Recipient
from registry.honours.parts import OWNERS, public_key

Columns = dict[str, Any]
# Ids and what follows from other columns tell a clerk nothing.
_HIDDEN = frozenset(
    "id public_id folded script spans honours counts_on merged merged_text redirects links "
    "told_apart".split()
)
_VERBS: dict[str, Promise] = {
    "record": _("entered"),
    "register": _("entered"),
    "enter": _("entered"),
    "revise": _("changed"),
    "remove": _("taken out"),
    "link": _("links changed"),
    "submit": _("submitted"),
    "send_back": _("returned to be mended"),
    "answer": _("a warning answered"),
    "publish": _("published"),
    "withdraw": _("withdrawn"),
    "revoked": _("revoked"),
    "restored": _("restored"),
    "declined": _("declined"),
    "returned": _("given back"),
    "evidence_add": _("a source added"),
    "name_add": _("a name added"),
    "merge": _("merged"),
    "unmerge": _("made two again"),
    "tell_apart": _("said not to be the same"),
    "tell_apart_undo": _("may be the same after all"),
}
# Lists that rows of the journal hold beside columns: the table of each, and how a row is said.
_LISTS: dict[str, tuple[str, str]] = {
    "names": ("recipientname", "text"),
    "citizenships": ("citizenship", "country"),
    "external_ids": ("externalid", "value"),
    "evidence": ("evidence", "source_id"),
    "grades": ("grade", "rank"),
    "periods": ("awardperiod", "valid_from"),
    "sources": ("source", "title"),
}


# What rows of the journal say beside columns.
_BESIDE: dict[str, Promise] = {
    "warning": _("warning"),
    "told": _("what it says"),
    "other": _("the other"),
    "reason": _("reason"),
    "by": _("said by"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words: its label, what stood there, what stands there now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the journal in words. `about`: the part or record, where it is another one."""

    change: Change
    verb: str
    about: str
    fields: tuple[FieldChange, ...]


class Links:
    """What keys lead to, in words: one statement for each table that a page of rows names."""

    def __init__(self, changes: Iterable[Change]) -> None:
        wanted: dict[type[models.Model], set[int]] = {}
        for change in changes:
            for said in (_read(change.before), _read(change.after)):
                _gather(said, wanted)
        self.words = {model: _words_of(model, keys) for model, keys in wanted.items()}

    def say(self, model: type[models.Model], key: Any) -> str:
        """The record of a key, or its number where it is no more."""
        return self.words.get(model, {}).get(key, f"№ {key}")


def tell(changes: Sequence[Change], record: models.Model) -> list[Told]:
    """Rows of the journal in words, for the history of a record."""
    links, own = Links(changes), (record._meta.model_name, public_key(record))
    return [
        _told(change, (change.object_type, change.object_id) == own, links) for change in changes
    ]


def _told(change: Change, own: bool, links: Links) -> Told:
    verb = change.action.partition(".")[2]
    words = str(_VERBS.get(verb, verb))
    model = _model(change)
    about = "" if own else f"{model._meta.verbose_name}: {change.object_text}"
    return Told(change, words, about, tuple(_fields(change, verb, model, links)))


def _fields(
    change: Change, verb: str, model: type[models.Model], links: Links
) -> Iterable[FieldChange]:
    before, after = _read(change.before), _read(change.after)
    if verb == "merge":
        gone = before["duplicate"]
        yield FieldChange(gettext("merged into this record"), _whole(gone), str(change.object_text))
        before = before["survivor"]
    elif verb == "unmerge":
        yield FieldChange(gettext("a record of its own again"), "", _whole(after["duplicate"]))
        before, after = before["survivor"], after["survivor"]
    elif verb == "name_add":
        after = after["name"] if isinstance(after.get("name"), dict) else after
        model = _part_model(change)
    elif verb == "evidence_add":
        model = apps.get_model("honours", "evidence")
    elif verb in ("revoked", "restored", "declined", "returned"):
        model = apps.get_model("honours", "conferralevent")
    owner = OWNERS.get(model._meta.model_name or "")
    # Whose part a row is, is what the page is about.
    hidden = _HIDDEN | {f"{owner[0]}_id"} if owner else _HIDDEN
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if name not in hidden and old != new:
            said = (say(model, name, old, links), say(model, name, new, links))
            if said[0] != said[1]:
                yield FieldChange(label_of(model, name), *said)


def _part_model(change: Change) -> type[models.Model]:
    owner = {"recipient": "recipientname", "award": "awardname"}[change.object_type]
    return apps.get_model("honours", owner)


def _whole(recipient: Columns) -> str:
    """A recipient who is no row any more: the names, and the id."""
    names = ", ".join(row["text"] for row in recipient.get("names", ()))
    return f"{names} ({recipient['public_id']})"


def label_of(model: type[models.Model], name: str) -> str:
    """The label of a column, or of a list beside the columns."""
    if model is Recipient and name in ("conferrals", *_LISTS):
        return field_words(name)
    if name in _LISTS:
        return str(apps.get_model("honours", _LISTS[name][0])._meta.verbose_name_plural)
    field = _field(model, name)
    if field is not None:
        return str(field.verbose_name)
    return str(_BESIDE.get(name, name.replace("_", " ")))


def say(model: type[models.Model], name: str, value: Any, links: Links) -> str:
    """The value of a column, or of a list beside the columns, in words."""
    if value in (None, "", [], {}):
        return ""
    if name == "conferrals":
        return ", ".join(links.say(Conferral, key) for key in value)
    if name in _LISTS and isinstance(value, list):
        return ", ".join(_row_words(name, row, links) for row in value)
    field = _field(model, name)
    if field is not None and field.many_to_one:
        return links.say(field.related_model, value)
    if field is None or field.many_to_many:
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return told(model, field.attname, value)


def _row_words(name: str, row: Any, links: Links) -> str:
    table, column = _LISTS[name]
    if not isinstance(row, Mapping):
        return " ".join(map(str, row)) if isinstance(row, list) else str(row)
    return say(apps.get_model("honours", table), column, row.get(column), links)


def _field(model: type[models.Model], name: str) -> Any:
    """The column of a model by its name or attname."""
    known = {f.attname: f for f in model._meta.concrete_fields}
    named = {f.name: f for f in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    return known.get(name) or named.get(name)


def _model(change: Change) -> type[models.Model]:
    return apps.get_model("honours", change.object_type)


def _read(text: str) -> Columns:
    return json.loads(text) if text else {}


def _gather(said: Any, wanted: dict[type[models.Model], set[int]]) -> None:
    """Every key in a row of the journal, under the table that it leads to."""
    if isinstance(said, list):
        for one in said:
            _gather(one, wanted)
    if not isinstance(said, dict):
        return
    for name, value in said.items():
        if name == "conferrals":
            wanted.setdefault(Conferral, set()).update(value)
        elif isinstance(value, dict | list):
            _gather(value, wanted)
        elif isinstance(value, int) and (target := _TARGETS.get(name)):
            wanted.setdefault(apps.get_model("honours", target), set()).add(value)


_TARGETS = {
    "recipient_id": "recipient",
    "award_id": "award",
    "grade_id": "grade",
    "decree_id": "decree",
    "source_id": "source",
    "authority_id": "authority",
    "predecessor_id": "award",
    "conferral_id": "conferral",
}


def _words_of(model: type[models.Model], keys: Iterable[int]) -> dict[int, str]:
    rows: Any = model._default_manager.filter(pk__in=list(keys))
    if model is Recipient:
        rows = rows.prefetch_related("names")
    if model is Conferral:
        rows = rows.select_related("award", "grade")
        return {row.pk: honour_words(row, active_language()) for row in rows}
    return {row.pk: str(row) for row in rows}
