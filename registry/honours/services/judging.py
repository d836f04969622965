"""What stops conferrals from being submitted or published: of many at once, nothing written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, System, require
from registry.accounts.models import Role, User
from registry.errors import Conflict, InvalidInput, NotAllowed, RegistryError
from registry.honours.models import Conferral, Evidence, Review, Source
from registry.honours.rules import ERROR, Finding, check_all, errors_of_all
from registry.honours.services.answers import (
    Answers,
    AnswersByRecord,
    answers_for,
    still_open,
    unanswered,
    warnings_open,
)
from registry.honours.services.hands import four_eyes, own_draft, own_drafts

State = Conferral.State
Stop = Callable[[Conferral], RegistryError | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A conferral, its warnings without a kept reason, the answers at hand, and what stops it."""

    conferral: Conferral
    warnings: list[Finding]
    answers: Answers
    source: Source | None
    stop: RegistryError | None

    def passed(self) -> "Judgement":
        """Itself; or what stops it is raised."""
        if self.stop is not None:
            raise self.stop
        return self


def ready_to_submit(
    conferrals: Sequence[Conferral], by: Actor, answers: AnswersByRecord
) -> list[Judgement]:
    """Each draft with what stops it from being submitted, by a fixed number of statements."""
    return _judged(conferrals, by, answers, _not_a_draft)


def ready_to_publish(
    conferrals: Sequence[Conferral], by: Actor, answers: AnswersByRecord
) -> list[Judgement]:
    """Each with what stops this actor from publishing it, by a fixed number of statements."""
    own, strict = own_drafts(conferrals, by), four_eyes(by)

    def stop(conferral: Conferral) -> RegistryError | None:
        if conferral.state == State.DRAFT and strict:
            return Conflict(
                "not_submitted",
                _("{record} is a draft that nobody has submitted yet.").format(record=conferral),
            )
        if conferral.state != State.SUBMITTED:
            return _not_a_draft(conferral)
        return own_draft(conferral) if conferral.pk in own else None

    return _judged(conferrals, by, answers, stop)


def ready_to_return(conferrals: Sequence[Conferral], by: Actor) -> list[Judgement]:
    """Each with what stops this actor from sending it back: a reviewer may, and its submitter."""
    too_low = _refused(by, Role.REVIEWER)
    mine = set[int]()
    if isinstance(by, User):
        rows = Review.objects.filter(conferral__in=conferrals, submitted_by=by)
        mine = set(rows.values_list("conferral", flat=True))

    def stop(conferral: Conferral) -> RegistryError | None:
        if conferral.state != State.SUBMITTED:
            return Conflict("not_submitted", f"{conferral} is {conferral.state}, not submitted.")
        return None if conferral.pk in mine else too_low

    return [Judgement(one, [], {}, None, stop(one)) for one in conferrals]


def _refused(by: Actor, role: Role) -> RegistryError | None:
    try:
        require(by, role)
    except NotAllowed as error:
        return error
    return None


def refusal(finding: Finding) -> InvalidInput:
    """The refusal of what cannot be."""
    return InvalidInput(finding.code, f"{finding.field}: {finding.reason}", field=finding.field)


def _not_a_draft(conferral: Conferral) -> RegistryError | None:
    if conferral.state == State.DRAFT:
        return None
    return Conflict("not_a_draft", f"{conferral} is {conferral.state}, not a draft.")


def _judged(
    conferrals: Sequence[Conferral], by: Actor, answers: AnswersByRecord, stop: Stop
) -> list[Judgement]:
    """The program is not asked about warnings, so it does not wait for them to be found."""
    asked = not isinstance(by, System)
    findings = check_all(conferrals) if asked else errors_of_all(conferrals)
    warned = still_open(conferrals, findings) if asked else [[] for _one in conferrals]
    sources = _first_sources(conferrals)
    judged = []
    for conferral, found, warnings in zip(conferrals, findings, warned, strict=True):
        source = sources.get(conferral.pk)
        said = answers_for(conferral, answers)
        wanting = unanswered(warnings, said)
        why = stop(conferral) or _incomplete(conferral, source) or _impossible(found)
        why = why or (warnings_open(conferral, wanting) if wanting else None)
        judged.append(Judgement(conferral, warnings, said, source, why))
    return judged


def _first_sources(conferrals: Sequence[Conferral]) -> dict[int, Source]:
    rows = Evidence.objects.filter(conferral__in=conferrals).select_related("source")
    return {row.conferral_id: row.source for row in rows.order_by("-id")}


def _incomplete(conferral: Conferral, source: Source | None) -> RegistryError | None:
    if conferral.award_id is None:
        return InvalidInput("award_open", "award: not known yet; only a draft may leave it open")
    if source is None:
        return InvalidInput("no_source", "evidence: nothing is published without its source")
    return None


def _impossible(findings: Sequence[Finding]) -> RegistryError | None:
    return next((refusal(finding) for finding in findings if finding.level == ERROR), None)
