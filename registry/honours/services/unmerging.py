"""A merge undone: what came from the duplicate goes back to it, as far as it still stands so.

What was changed since the merge is not guessed at: it stays where it is, and the plan says so
before anything is done.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, System, actor_text, require
from registry.accounts.models import Role
from registry.errors import Conflict
from registry.honours.models import (
    Change,
    Citizenship,
    Conferral,
    DistinctPeople,
    ExternalId,
    Recipient,
    RecipientName,
    RecipientRedirect,
)
from registry.honours.models.entering import in_order
from registry.honours.services.merging import FILLED, PARTS, whole
from registry.honours.services.name_index import index_recipient
from registry.honours.services.tally import tally_citizens
from registry.honours.services.writing import plain, read_again, save, write_down
from registry.honours.undoing import value_of

Columns = dict[str, Any]
_MODELS: dict[str, Any] = {
    "names": RecipientName,
    "citizenships": Citizenship,
    "external_ids": ExternalId,
}
# What makes two rows of a table say the same.
_SAYS = {"names": ("text", "language"), "citizenships": ("country",),
         "external_ids": ("register", "value")}  # fmt: skip


@dataclass(slots=True)
class UnmergePlan:
    """What an un-merge would do. Rows by key; `columns`: what the survivor gets back.

    `changed`: columns that were changed since, which stay. `again`: rows of the duplicate that the
    survivor had as well, so that they were dropped and are made again. `gone`: what came with the
    duplicate and was removed or moved elsewhere since. `since`: what the survivor got since.
    """

    merge: Change
    survivor: Recipient
    duplicate: Columns
    columns: Columns = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    back: dict[str, list[Any]] = field(default_factory=dict)
    again: dict[str, list[Columns]] = field(default_factory=dict)
    gone: dict[str, list[Any]] = field(default_factory=dict)
    since: dict[str, list[Any]] = field(default_factory=dict)
    conferrals: list[Conferral] = field(default_factory=list)


def merges_of(survivor: Recipient) -> list[Change]:
    """The merges into a recipient that can be undone, the newest first."""
    merged = set(survivor.redirects.values_list("merged_id", flat=True))
    rows = Change.objects.filter(
        action="recipient.merge", object_type="recipient", object_id=survivor.public_id
    ).order_by("-pk")
    found = []
    for row in rows:
        if (public_id := json.loads(row.after)["merged"]) in merged:
            merged.discard(public_id)
            found.append(row)
    return found


def unmerge_plan(merge: Change) -> UnmergePlan:
    """What undoing a merge would do, as the registry stands. Raises Conflict where it cannot be."""
    before, after = json.loads(merge.before), json.loads(merge.after)
    survivor = Recipient.objects.filter(public_id=merge.object_id).first()
    if survivor is None:
        raise Conflict("merged_since", _("The survivor was merged since: undo that merge first."))
    if merge not in merges_of(survivor):
        raise Conflict("undone", _("This merge is undone already."))
    plan = UnmergePlan(merge, survivor, before["duplicate"])
    _plan_columns(plan, before["survivor"], after)
    for name in PARTS:
        _plan_part(plan, name, before, after)
    _plan_conferrals(plan, after.get("conferrals", []))
    return plan


def _plan_columns(plan: UnmergePlan, survivor: Columns, after: Columns) -> None:
    for name in (*FILLED, "note"):
        if survivor.get(name) == after.get(name):
            continue
        if (plain(getattr(plan.survivor, name)) or None) == after.get(name):
            plan.columns[name] = value_of(Recipient, name, survivor.get(name))
        else:
            plan.changed.append(name)


def _plan_part(plan: UnmergePlan, name: str, before: Columns, after: Columns) -> None:
    def says(row: Columns) -> tuple[Any, ...]:
        return tuple(row[column] for column in _SAYS[name])

    mine = {row["id"] for row in before["survivor"].get(name, ())}
    came = {row["id"]: says(row) for row in after.get(name, ()) if row["id"] not in mine}
    merged = {*came, *mine}
    rows = {row.pk: row for row in getattr(plan.survivor, name).all()}
    plan.back[name] = [rows[key] for key in came if key in rows]
    plan.gone[name] = [" ".join(said) for key, said in came.items() if key not in rows]
    plan.since[name] = [row for key, row in rows.items() if key not in merged]
    theirs = before["duplicate"].get(name, ())
    plan.again[name] = [row for row in theirs if says(row) not in came.values()]
    if name == "names" and not (plan.back[name] or plan.again[name]):
        # Nobody is on record without a name.
        plan.again[name], plan.gone[name] = list(theirs), []


def _plan_conferrals(plan: UnmergePlan, moved: Iterable[int]) -> None:
    keys = set(moved)
    rows = Conferral.objects.filter(Q(pk__in=keys) | Q(recipient=plan.survivor)).order_by("pk")
    found = rows.select_related("award", "grade", "recipient")
    held = list(found.prefetch_related("recipient__names"))
    plan.conferrals = [c for c in held if c.pk in keys and c.recipient_id == plan.survivor.pk]
    plan.gone["conferrals"] = [c for c in held if c.recipient_id != plan.survivor.pk]
    others = {c.public_id: c for c in held if c.pk not in keys}
    made = Change.objects.filter(
        pk__gt=plan.merge.pk, object_type="conferral", object_id__in=others,
        action__in=("conferral.record", "conferral.enter"),
    )  # fmt: skip
    plan.since["conferrals"] = [others[i] for i in made.values_list("object_id", flat=True)]


@transaction.atomic
def recipient_unmerge(*, merge: Change, by: Actor, reason: str) -> Recipient:
    """Make two of one again, by the plan, and keep that they are not the same. The second's back.

    Its id is its own again: what led on to the survivor leads to it.
    """
    require(by, Role.REVIEWER)
    plan = unmerge_plan(merge)
    survivor = plan.survivor
    read_again(survivor)
    before = {"survivor": whole(survivor)}
    tally_citizens([survivor.pk], -1)
    duplicate = _made_again(plan)
    _parts_back(plan, duplicate)
    keys = [conferral.pk for conferral in plan.conferrals]
    Conferral.objects.filter(pk__in=keys).update(recipient=duplicate)
    duplicate.honours = sum(c.state == Conferral.State.PUBLISHED for c in plan.conferrals)
    survivor.honours -= duplicate.honours
    for name, value in plan.columns.items():
        setattr(survivor, name, value)
    save(duplicate)
    save(survivor)
    _links_back(plan, duplicate)
    _told_apart(survivor, duplicate, by, reason)
    for one in (survivor, duplicate):
        index_recipient(one)
    tally_citizens([survivor.pk, duplicate.pk], +1)
    after = {"survivor": whole(survivor), "duplicate": whole(duplicate), "conferrals": keys}
    write_down(
        survivor, action="recipient.unmerge", by=by, reason=reason, before=before, after=after,
        also=[duplicate],
    )  # fmt: skip
    return duplicate


def _made_again(plan: UnmergePlan) -> Recipient:
    """The duplicate under its own key and id, with its columns as they were."""
    RecipientRedirect.objects.filter(merged_id=plan.duplicate["public_id"]).delete()
    columns = {field.attname for field in Recipient._meta.concrete_fields} - {"honours"}
    said = {
        name: value_of(Recipient, name, value)
        for name, value in plan.duplicate.items()
        if name in columns
    }
    duplicate = Recipient(**said)
    duplicate.save(force_insert=True)
    return duplicate


def _parts_back(plan: UnmergePlan, duplicate: Recipient) -> None:
    for name, model in _MODELS.items():
        keys = [row.pk for row in plan.back[name]]
        model.objects.filter(pk__in=keys).update(recipient=duplicate)
        for row in plan.again[name]:
            said = {k: v for k, v in row.items() if k not in ("id", "recipient_id")}
            save(model(recipient=duplicate, **said))


def _links_back(plan: UnmergePlan, duplicate: Recipient) -> None:
    """What else led to the duplicate: earlier merges into it, judgements, rows of other rooms."""
    moved = json.loads(plan.merge.after)
    redirects = moved.get("redirects")
    if redirects is None:
        # Written before merges told what moved: the merges into the duplicate say it as well.
        into = Change.objects.filter(action="recipient.merge", object_id=duplicate.public_id)
        redirects = [json.loads(after)["merged"] for after in into.values_list("after", flat=True)]
    leading = RecipientRedirect.objects.filter(survivor=plan.survivor, merged_id__in=redirects)
    leading.update(survivor=duplicate)
    for name, keys in moved.get("links", {}).items():
        relation: Any = Recipient._meta.get_field(name)
        model: type[models.Model] = relation.related_model
        column = relation.field.name
        rows = model._default_manager.filter(pk__in=keys, **{column: plan.survivor})
        rows.update(**{column: duplicate})
    _judgements_back(plan.survivor, duplicate, moved.get("told_apart") or {})


def _judgements_back(survivor: Recipient, duplicate: Recipient, told: dict[str, list[int]]) -> None:
    for kind, keys in told.items():
        for other in Recipient.objects.filter(pk__in=keys):
            first, second = in_order(survivor, other)
            row = DistinctPeople.objects.filter(first=first, second=second).first()
            if row is None:
                continue
            said = {"by": row.by, "by_text": row.by_text, "reason": row.reason}
            if kind == "moved":
                row.delete()
            first, second = in_order(duplicate, other)
            DistinctPeople.objects.get_or_create(first=first, second=second, defaults=said)


def _told_apart(survivor: Recipient, duplicate: Recipient, by: Actor, reason: str) -> None:
    """Whoever undoes a merge says that the two are not the same."""
    first, second = in_order(survivor, duplicate)
    told = {
        "by": None if isinstance(by, System) else by,
        "by_text": actor_text(by),
        "reason": reason,
    }
    DistinctPeople.objects.get_or_create(first=first, second=second, defaults=told)
