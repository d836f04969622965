"""Four eyes: who wrote what a record says, and so cannot be the one who publishes it.

It is kept with the record as it is written, so that nobody becomes a stranger to their own draft
by way of another front end. The program itself (the loader, the bundled data) is nobody's hand
and is exempt: it publishes what its files say.
"""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, System
from registry.accounts.models import User
from registry.errors import Conflict, NotAllowed
from registry.honours.lots import insert
from registry.honours.models import Conferral, Decree, Hand


def hand_noted(conferral: Conferral, *people: Actor) -> None:
    """Remember who wrote or submitted a record that is not public yet."""
    hands_noted([conferral], people)


def hands_noted(conferrals: Iterable[Conferral], people: Collection[Actor]) -> None:
    """The same for many records, by few statements."""
    rows = [
        (conferral.pk, by.pk)
        for conferral in conferrals
        if conferral.state != Conferral.State.PUBLISHED
        for by in people
        if isinstance(by, User)
    ]
    insert(Hand, ("conferral_id", "user_id"), rows)


def four_eyes(by: Actor) -> bool:
    """Whether the rule binds this actor: not the program, nor an office of one person."""
    return settings.FOUR_EYES and not isinstance(by, System)


def own_drafts(conferrals: Iterable[Conferral], by: Actor) -> Collection[int]:
    """The keys of those that the actor wrote or submitted, and so does not publish."""
    if isinstance(by, System) or not four_eyes(by):
        return ()
    keys = [conferral.pk for conferral in conferrals]
    rows = Hand.objects.filter(conferral__in=keys, user=by)
    return set(rows.values_list("conferral", flat=True))


def own_draft(conferral: Conferral) -> NotAllowed:
    """The refusal of whoever would publish what they wrote."""
    return NotAllowed(
        "own_draft",
        _(
            "{record}: you wrote or submitted this record, so another reviewer has to publish it."
        ).format(record=conferral),
    )


def act_written(decree: Decree, by: Actor) -> None:
    """Who changes an act changes what its records say: none of them may be with a reviewer."""
    rows = decree.conferrals.filter(state__in=(Conferral.State.DRAFT, Conferral.State.SUBMITTED))
    conferrals = list(rows.select_related("recipient", "award", "grade").order_by("pk"))
    for conferral in conferrals:
        refuse_submitted(conferral)
    hands_noted(conferrals, [by])


def refuse_submitted(conferral: Conferral) -> None:
    """What is submitted is published as it was submitted, or goes back first."""
    if conferral.state == Conferral.State.SUBMITTED:
        raise Conflict(
            "submitted",
            _(
                "{record} waits for a reviewer. To change it, take it back, or have it returned."
            ).format(record=conferral),
        )
