"""Many records on their way at once: all of them in one transaction, or none, with a report.

What stops any row is told of every row that something stops (`rows` of the refusal), so that one
look is enough to mend them all.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import Conflict, NotAllowed
from registry.honours.models import Conferral, Decree
from registry.honours.querysets import ConferralQuerySet
from registry.honours.services.answers import NONE, AnswersByRecord
from registry.honours.services.judging import (
    Judgement,
    ready_to_publish,
    ready_to_return,
    ready_to_submit,
)
from registry.honours.services.review import refuse_silence
from registry.honours.services.states import publish, send_back, submit

State = Conferral.State


@transaction.atomic
def conferrals_submit(
    *, keys: Collection[int], by: Actor, reason: str = "", answers: AnswersByRecord = NONE
) -> list[Conferral]:
    """Submit drafts, by their keys: all, or none with a report of what stops each."""
    require(by, Role.CLERK)
    rows = _held(Conferral.objects.filter(pk__in=keys))
    for judgement in _all_passed(ready_to_submit(rows, by, answers)):
        submit(judgement, by, reason)
    return rows


@transaction.atomic
def conferrals_publish(
    *, keys: Collection[int], by: Actor, reason: str = "", answers: AnswersByRecord = NONE
) -> list[Conferral]:
    """Publish submitted records, by their keys: all, or none with a report of what stops each."""
    require(by, Role.REVIEWER)
    rows = _held(Conferral.objects.filter(pk__in=keys))
    for judgement in _all_passed(ready_to_publish(rows, by, answers)):
        publish(judgement, by, reason)
    return rows


@transaction.atomic
def conferrals_return(*, keys: Collection[int], by: Actor, comment: str) -> list[Conferral]:
    """Return submitted records, by their keys, with one comment: all, or none with a report."""
    require(by, Role.CLERK)
    rows = _held(Conferral.objects.filter(pk__in=keys))
    refuse_silence(comment)
    judged = ready_to_return(rows, by)
    if all(isinstance(judgement.stop, NotAllowed) for judgement in judged):
        judged[0].passed()
    for judgement in _all_passed(judged):
        send_back(judgement, by, comment)
    return rows


@transaction.atomic
def decree_submit(
    *, decree: Decree, by: Actor, reason: str = "", answers: AnswersByRecord = NONE
) -> list[Conferral]:
    """Submit all drafts of a decree: all, or none with a report of what stops each."""
    require(by, Role.CLERK)
    keys = _keys(decree, State.DRAFT)
    return conferrals_submit(keys=keys, by=by, reason=reason, answers=answers)


@transaction.atomic
def decree_publish(
    *, decree: Decree, by: Actor, reason: str = "", answers: AnswersByRecord = NONE
) -> list[Conferral]:
    """Publish all that is submitted of a decree: all, or none with a report of what stops each."""
    require(by, Role.REVIEWER)
    keys = _keys(decree, State.SUBMITTED)
    return conferrals_publish(keys=keys, by=by, reason=reason, answers=answers)


@transaction.atomic
def decree_return(*, decree: Decree, by: Actor, comment: str) -> list[Conferral]:
    """Return all that is submitted of a decree, with one comment on what is to be mended."""
    require(by, Role.CLERK)
    return conferrals_return(keys=_keys(decree, State.SUBMITTED), by=by, comment=comment)


def _keys(decree: Decree, state: str) -> list[int]:
    rows = decree.conferrals.filter(state=state).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _held(rows: ConferralQuerySet) -> list[Conferral]:
    """The rows as they are now, locked, with what their text is made of."""
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    linked = locked.select_related("recipient", "award", "grade", "decree")
    found = list(linked.prefetch_related("recipient__names"))
    if not found:
        raise Conflict("nothing_there", _("There is no record here in the state for that."))
    return found


def _all_passed(judged: Sequence[Judgement]) -> Iterable[Judgement]:
    stopped = [judgement for judgement in judged if judgement.stop is not None]
    if not stopped:
        return judged
    told = ngettext(
        "{count} record is not ready, so nothing was changed: {first}",
        "{count} records are not ready, so nothing was changed. The first: {first}",
        len(stopped),
    )
    raise Conflict(
        "rows_stopped",
        told.format(count=len(stopped), first=_row(stopped[0])["reason"]),
        rows=[_row(judgement) for judgement in stopped],
    )


def _row(judgement: Judgement) -> dict[str, object]:
    stop = judgement.stop
    return {
        "conferral": judgement.conferral.public_id,
        "code": stop.code if stop else "",
        "reason": stop.message if stop else "",
        "warnings": stop.extra.get("warnings", []) if stop else [],
    }
