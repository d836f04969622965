"""Two records of one person become one. What happens to every field stands in one table.

A test fails where a column of Recipient, or a table that leads to it, has no fate here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import Conflict
from registry.honours.models import Conferral, DistinctPeople, Recipient, RecipientRedirect
from registry.honours.models.entering import in_order
from registry.honours.services.recipients import NameInput, names_add
from registry.honours.services.tally import tally_citizens
from registry.honours.services.writing import read_again, save, snapshot, write_down

STAYS, AGREES, FILLS, JOINS, ADDS, MOVES, LEADS, AGAIN = (
    "stays", "agrees", "fills", "joins", "adds", "moves", "leads", "again",
)  # fmt: skip
# Field or table → what becomes of the duplicate's. The survivor's own always stays.
FATES: Mapping[str, str] = {
    "id": STAYS,
    "public_id": LEADS,  # the duplicate's leads on to the survivor, for ever
    "kind": AGREES,  # a person is no body: refused
    "gender": FILLS,
    "birth": FILLS,
    "death": FILLS,
    "description_kk": FILLS,
    "description_ru": FILLS,
    "description_en": FILLS,
    "note": JOINS,
    "honours": ADDS,
    "names": MOVES,  # what the survivor has already is dropped
    "citizenships": MOVES,
    "external_ids": MOVES,
    "conferrals": MOVES,
    "redirects": MOVES,
    "told_apart_from": MOVES,
    "told_apart_by": MOVES,
    "draft": MOVES,  # of the intake
    "tokens": AGAIN,  # made from the names
    "pairs": AGAIN,
}
FILLED = tuple(name for name, fate in FATES.items() if fate == FILLS)
PARTS = ("names", "citizenships", "external_ids")
# Tables with a rule of their own below; whatever else leads to a recipient simply moves.
_OWN = {*PARTS, "conferrals", "redirects", "told_apart_from", "told_apart_by", "tokens", "pairs"}


@dataclass(frozen=True, slots=True)
class FieldFate:
    """What becomes of one field in a merge: both values, the fate, and what will stand there.

    The values of a table that leads to a recipient are its rows.
    """

    name: str
    survivor: Any
    duplicate: Any
    fate: str
    result: Any


def merge_preview(*, duplicate: Recipient, survivor: Recipient) -> list[FieldFate]:
    """The fate of every field that either of the two has a value in, before anything is done."""
    found = []
    for name, fate in FATES.items():
        if fate in (AGAIN, STAYS):
            continue
        mine, theirs = _held(survivor, name), _held(duplicate, name)
        if mine or theirs:
            found.append(FieldFate(name, mine, theirs, fate, _result(fate, mine, theirs)))
    return found


def _held(recipient: Recipient, name: str) -> Any:
    field: Any = Recipient._meta.get_field(name)
    if field.one_to_many:
        rows = field.related_model._default_manager.filter(**{field.field.name: recipient})
        return list(_with_words(rows).order_by("pk"))
    return getattr(recipient, name)


def _with_words(rows: Any) -> Any:
    """What a row needs to say itself in words, read with it."""
    if rows.model is Conferral:
        return rows.select_related("award", "grade", "recipient").prefetch_related(
            "recipient__names"
        )
    return rows.select_related("award") if hasattr(rows.model, "award") else rows


def _result(fate: str, mine: Any, theirs: Any) -> Any:
    if fate in (FILLS, AGREES):
        return mine or theirs
    if fate == JOINS:
        return joined(mine, theirs)
    if fate == ADDS:
        return mine + theirs
    if fate == LEADS:
        return mine
    held = set(map(str, mine))
    return [*mine, *(one for one in theirs if str(one) not in held)]


def joined(mine: str, theirs: str) -> str:
    """Two notes as one; what is said already is not said again."""
    return "\n".join(dict.fromkeys(text for text in (mine, theirs) if text))


@transaction.atomic
def recipient_merge(
    *, duplicate: Recipient, survivor: Recipient, by: Actor, reason: str
) -> Recipient:
    """Make two records of one person one: `FATES` says what happens to every field.

    The journal keeps both as they were, with all that belonged to each, and what moved: so it can
    be told what the registry said before, and the merge can be undone. Refused where a human said
    that the two are not the same.
    """
    require(by, Role.REVIEWER)
    read_again(duplicate)
    read_again(survivor)
    _refuse(duplicate, survivor)
    before = {"survivor": whole(survivor), "duplicate": whole(duplicate)}
    merged_id = duplicate.public_id
    # The journal calls records by one name, whatever language its writers read.
    text = duplicate.name_in("en") or merged_id
    gone = Recipient(pk=duplicate.pk, public_id=merged_id)
    tally_citizens([duplicate.pk, survivor.pk], -1)
    moved = {"conferrals": _conferrals_move(duplicate, survivor)}
    moved |= _links_move(duplicate, survivor)
    _children_move(duplicate, survivor)
    for column in FILLED:
        setattr(survivor, column, getattr(survivor, column) or getattr(duplicate, column))
    survivor.note = joined(survivor.note, duplicate.note)
    survivor.honours += duplicate.honours
    # By its key: should this be rolled back, the caller's record is still what it was.
    Recipient.objects.filter(pk=duplicate.pk).delete()
    save(survivor)
    save(RecipientRedirect(merged_id=merged_id, survivor=survivor))
    tally_citizens([survivor.pk], +1)
    after = whole(survivor, merged=merged_id, merged_text=text, **moved)
    write_down(
        survivor, action="recipient.merge", by=by, reason=reason, before=before, after=after,
        also=[gone],
    )  # fmt: skip
    return survivor


def _refuse(duplicate: Recipient, survivor: Recipient) -> None:
    if duplicate.pk == survivor.pk:
        raise Conflict("same_record", _("A recipient cannot be merged with itself."))
    if duplicate.kind != survivor.kind:
        raise Conflict("kinds_differ", _("A person and a body are not one recipient."))
    first, second = in_order(duplicate, survivor)
    said = DistinctPeople.objects.filter(first=first, second=second).first()
    if said:
        raise Conflict(
            "told_apart",
            _("{who} said on {when} that they are not the same: {reason}").format(
                who=said.by_text, when=f"{said.at:%Y-%m-%d}", reason=said.reason
            ),
        )


def whole(recipient: Recipient, **more: Any) -> dict[str, Any]:
    """A recipient with every row that belongs to it."""
    rows = {
        name: [snapshot(row) for row in getattr(recipient, name).order_by("pk")] for name in PARTS
    }
    return snapshot(recipient, **rows, **more)


def _conferrals_move(duplicate: Recipient, survivor: Recipient) -> list[int]:
    """Move what the duplicate received; hands back the keys of the conferrals that moved."""
    rows = Conferral.objects.filter(recipient=duplicate)
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.update(recipient=survivor)
    except IntegrityError:
        raise Conflict(
            "received_twice",
            _(
                "Both have the same award and grade by the same decree: "
                "withdraw one of the two first."
            ),
        ) from None
    return moved


def _links_move(duplicate: Recipient, survivor: Recipient) -> dict[str, Any]:
    """What else leads to the duplicate; hands back what moved, for the journal."""
    redirects = RecipientRedirect.objects.filter(survivor=duplicate)
    moved: dict[str, Any] = {"redirects": list(redirects.values_list("merged_id", flat=True))}
    redirects.update(survivor=survivor)
    moved["told_apart"] = _judgements_move(duplicate, survivor)
    links = {}
    for relation in Recipient._meta.related_objects:
        if relation.name in _OWN:
            continue
        model: type[models.Model] = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: duplicate})
        if keys := list(rows.values_list("pk", flat=True)):
            rows.update(**{relation.field.name: survivor})
            links[relation.name] = keys
    return {**moved, "links": links}


def _judgements_move(duplicate: Recipient, survivor: Recipient) -> dict[str, list[int]]:
    """Whoever was told apart from the one is told apart from the whole.

    Hands back who it was: of whom the survivor was not told apart before, and of whom both were.
    """
    others: dict[str, list[int]] = {"moved": [], "both": []}
    said = DistinctPeople.objects.filter(Q(first=duplicate) | Q(second=duplicate))
    for row in said.select_related("first", "second"):
        other = row.second if row.first_id == duplicate.pk else row.first
        first, second = in_order(survivor, other)
        told = {"by": row.by, "by_text": row.by_text, "reason": row.reason}
        _, made = DistinctPeople.objects.get_or_create(first=first, second=second, defaults=told)
        others["moved" if made else "both"].append(other.pk)
    said.delete()
    return others


def _children_move(duplicate: Recipient, survivor: Recipient) -> None:
    held = set(survivor.names.values_list("text", "language"))
    names = [n for n in duplicate.names.all() if (n.text, n.language) not in held]
    countries = set(survivor.citizenships.values_list("country", flat=True))
    duplicate.citizenships.exclude(country__in=countries).update(recipient=survivor)
    duplicate.external_ids.update(recipient=survivor)
    moved = [NameInput(n.text, n.language, n.kind, n.note) for n in names]
    duplicate.names.all().delete()
    if moved:
        names_add(survivor, moved)
