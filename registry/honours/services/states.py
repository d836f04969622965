"""A record goes into another state: counted, written down, and remembered by whom."""

from django.utils import timezone

from registry.accounts.actors import Actor, System, actor_text
from registry.honours.models import Conferral, Review, Source
from registry.honours.services.answers import answers_keep
from registry.honours.services.hands import hand_noted
from registry.honours.services.judging import Judgement
from registry.honours.services.tally import tally
from registry.honours.services.writing import plain, save, write_down

State = Conferral.State


def submit(judgement: Judgement, by: Actor, reason: str) -> None:
    """Submit what is ready to be, with the reasons given for its warnings."""
    conferral = judgement.conferral
    answers_keep(conferral, judgement.warnings, judgement.answers, by)
    now = {
        "submitted_by": None if isinstance(by, System) else by,
        "submitted_by_text": actor_text(by),
        "submitted_at": timezone.now(),
        "comment": "",
        "returned_by_text": "",
        "returned_at": None,
    }
    Review.objects.update_or_create(conferral=conferral, defaults=now)
    hand_noted(conferral, by)
    state_set(conferral, State.SUBMITTED, "submit", by, reason, judgement.source)


def publish(judgement: Judgement, by: Actor, reason: str) -> None:
    """Publish what is ready to be, with the reasons given for its warnings."""
    conferral = judgement.conferral
    answers_keep(conferral, judgement.warnings, judgement.answers, by)
    state_set(conferral, State.PUBLISHED, "publish", by, reason, judgement.source)


def send_back(judgement: Judgement, by: Actor, comment: str) -> None:
    """Return what is submitted, with what is to be mended."""
    conferral = judgement.conferral
    Review.objects.filter(conferral=conferral).update(
        comment=comment, returned_by_text=actor_text(by), returned_at=timezone.now()
    )
    state_set(conferral, State.DRAFT, "send_back", by, comment, None)


def state_set(
    conferral: Conferral, state: str, verb: str, by: Actor, reason: str, source: Source | None
) -> None:
    """Put a conferral into another state, in the tallies and the journal as well."""
    before = conferral.state
    if before == State.PUBLISHED:
        tally(conferral, -1)
    conferral.state = state
    save(conferral)
    if state == State.PUBLISHED:
        tally(conferral, +1)
    write_down(
        conferral,
        action=f"conferral.{verb}",
        by=by,
        reason=reason,
        source=source,
        before={"state": plain(before)},
        after={"state": plain(state)},
    )
