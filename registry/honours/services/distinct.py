"""A human's judgement that two recipients are not the same: data, and never asked again."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, System, actor_text, require
from registry.accounts.models import Role
from registry.errors import Conflict
from registry.honours.models import DistinctPeople, Recipient
from registry.honours.models.entering import in_order
from registry.honours.services.writing import write_down


@transaction.atomic
def people_tell_apart(
    *, one: Recipient, others: Iterable[Recipient], by: Actor, reason: str
) -> list[DistinctPeople]:
    """Keep that `one` is none of the `others`. What was said already stays as it was said."""
    require(by, Role.CLERK)
    said = []
    for other in others:
        if one.pk == other.pk:
            raise Conflict("same_record", _("Nobody is told apart from themselves."))
        first, second = in_order(one, other)
        told = {
            "by": None if isinstance(by, System) else by,
            "by_text": actor_text(by),
            "reason": reason,
        }
        row, made = DistinctPeople.objects.get_or_create(first=first, second=second, defaults=told)
        if made:
            said.append(row)
            write_down(
                one, action="recipient.tell_apart", by=by, reason=reason,
                after={"other": other.public_id}, also=[other],
            )  # fmt: skip
    return said


@transaction.atomic
def people_tell_apart_undo(*, pair: DistinctPeople, by: Actor, reason: str) -> None:
    """Take such a judgement back. It takes a reviewer, as the merge does that it stands against."""
    require(by, Role.REVIEWER)
    first, second = pair.first, pair.second
    write_down(
        first, action="recipient.tell_apart_undo", by=by, reason=reason,
        before={"other": second.public_id, "reason": pair.reason, "by": pair.by_text},
        also=[second],
    )  # fmt: skip
    pair.delete()


def told_apart(people: Iterable[int]) -> set[tuple[int, int]]:
    """Every pair, both ways round, in which one of these recipients is told apart from another."""
    keys = list(people)
    rows = DistinctPeople.objects.filter(Q(first__in=keys) | Q(second__in=keys)).order_by()
    pairs = set(rows.values_list("first", "second"))
    return pairs | {(b, a) for a, b in pairs}
