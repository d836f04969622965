"""From draft to public record, by two people: submitted, returned with a comment, or published.

draft → submitted → published; submitted → draft, with what is to be mended. Whoever wrote or
submitted a record does not publish it (`FOUR_EYES=no` relaxes that for an office of one person,
where a draft may be published at once). The program itself is exempt from both: it publishes what
its files say, and the warnings about it stay to be seen.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, require
from registry.accounts.models import Role
from registry.errors import Conflict, InvalidInput
from registry.honours.models import Conferral
from registry.honours.services.answers import NO_ANSWERS, Answers
from registry.honours.services.judging import ready_to_publish, ready_to_return, ready_to_submit
from registry.honours.services.states import publish, send_back, state_set, submit
from registry.honours.services.writing import read_again

State = Conferral.State


@transaction.atomic
def conferral_submit(
    *, conferral: Conferral, by: Actor, reason: str = "", answers: Answers = NO_ANSWERS
) -> Conferral:
    """Hand a draft to a reviewer: complete, without errors, each warning with its reason.

    `answers`: rule → why the record is right all the same. Raises what stops it; of warnings
    without a reason Conflict `warnings_open`, whose `warnings` lists them.
    """
    require(by, Role.CLERK)
    read_again(conferral)
    [judgement] = ready_to_submit([conferral], by, {"": answers})
    submit(judgement.passed(), by, reason)
    return conferral


@transaction.atomic
def conferral_publish(
    *, conferral: Conferral, by: Actor, reason: str = "", answers: Answers = NO_ANSWERS
) -> Conferral:
    """Make a submitted record public. Refused where a rule says that it cannot be.

    Raises NotAllowed `own_draft` of whoever wrote or submitted it; the rest as submitting does.
    """
    require(by, Role.REVIEWER)
    read_again(conferral)
    [judgement] = ready_to_publish([conferral], by, {"": answers})
    publish(judgement.passed(), by, reason)
    return conferral


@transaction.atomic
def conferral_return(*, conferral: Conferral, by: Actor, comment: str) -> Conferral:
    """Give a submitted record back to be mended, saying what is wrong with it.

    A reviewer may; and whoever submitted it may take it back.
    """
    require(by, Role.CLERK)
    read_again(conferral)
    [judgement] = ready_to_return([conferral], by)
    refuse_silence(comment)
    send_back(judgement.passed(), by, comment)
    return conferral


@transaction.atomic
def conferral_withdraw(*, conferral: Conferral, by: Actor, reason: str) -> Conferral:
    """Take a record out of public sight because it is wrong. It stays in the journal."""
    require(by, Role.REVIEWER)
    read_again(conferral)
    if conferral.state == State.WITHDRAWN:
        raise Conflict("withdrawn", f"{conferral} is withdrawn already.")
    state_set(conferral, State.WITHDRAWN, "withdraw", by, reason, None)
    return conferral


def refuse_silence(comment: str) -> None:
    """A record that is returned says what is to be mended."""
    if not comment.strip():
        raise InvalidInput("no_comment", _("comment: say what is to be mended"), field="comment")
