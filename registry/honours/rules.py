"""What the law and logic say of one conferral: errors stop it, warnings ask for a reason.

A warning is never an error where the law has exceptions or was not read: degrees out of sequence,
less than five years since the last award, the same award twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from registry.honours.models import Conferral, Grade

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a conferral breaks: how grave, which field, and why in words."""

    level: str
    code: str
    field: str
    reason: str


Rule = Callable[[Conferral], Iterator[Finding]]


def grade_belongs(conferral: Conferral) -> Iterator[Finding]:
    """The grade is one that the award has."""
    grade = conferral.grade
    if grade is not None and grade.award_id != conferral.award_id:
        award = conferral.award.slug if conferral.award else "an open award"
        yield Finding(ERROR, "grade_foreign", "grade", f"{award} has no such grade ({grade})")


def after_the_award_began(conferral: Conferral) -> Iterator[Finding]:
    """No conferral before the award existed, taking the earliest date that any source gives."""
    when = conferral.conferred_on or conferral.presented_on
    if conferral.award is None or when is None:
        return
    starts = [p.valid_from for p in conferral.award.periods.all()]
    if not starts or None in starts:
        return
    first = min(s for s in starts if s is not None)
    if when.latest() < first.earliest():
        yield Finding(
            ERROR, "before_award", "conferred_on", f"{when} is before the award existed ({first})"
        )


def act_dated_as_decree(conferral: Conferral) -> Iterator[Finding]:
    """The date of the act is the date of the decree that is named."""
    decree, when = conferral.decree, conferral.conferred_on
    if decree is None or decree.date is None or when is None:
        return
    if decree.date != when and not when.contains(decree.date):
        yield Finding(
            ERROR, "not_decree_date", "conferred_on", f"{when} is not the decree's {decree.date}"
        )


def presented_after_conferred(conferral: Conferral) -> Iterator[Finding]:
    """Insignia are handed over on or after the day of the act."""
    act, handed = conferral.conferred_on, conferral.presented_on
    if act and handed and handed.latest() < act.earliest():
        yield Finding(
            WARNING, "presented_early", "presented_on", f"{handed} is before the act ({act})"
        )


def grade_in_force(conferral: Conferral) -> Iterator[Finding]:
    """The grade existed on the day of the act."""
    grade, when = conferral.grade, conferral.conferred_on or conferral.presented_on
    if grade is None or when is None:
        return
    late = grade.valid_to and when.earliest() > grade.valid_to.latest()
    early = grade.valid_from and when.latest() < grade.valid_from.earliest()
    if late or early:
        span = f"{grade.valid_from or '…'}–{grade.valid_to or '…'}"
        yield Finding(WARNING, "grade_not_in_force", "grade", f"{grade} was in force {span}")


def received_before(conferral: Conferral) -> Iterator[Finding]:
    """The same award and grade twice is almost always one conferral told twice."""
    for other in _others(conferral):
        if (other.award_id, other.grade_id) == (conferral.award_id, conferral.grade_id):
            yield Finding(WARNING, "received_before", "award", f"already recorded: {other}")


def five_years_between(conferral: Conferral) -> Iterator[Finding]:
    """The next nomination comes five years after the last award; heroic deeds are exempt."""
    when = conferral.conferred_on
    if when is None or not _citizen(conferral):
        return
    for other in _others(conferral):
        last = other.conferred_on
        if last and 0 <= when.year - last.year < 5:
            yield Finding(
                WARNING, "within_five_years", "conferred_on", f"last honoured {last}: {other}"
            )


def degrees_in_sequence(conferral: Conferral) -> Iterator[Finding]:
    """Where the law gives degrees in sequence, the lower one comes first."""
    grade = conferral.grade
    if grade is None or not grade.award.sequence_required or grade.kind != Grade.Kind.DEGREE:
        return
    lower = Grade.objects.filter(award=grade.award, rank=grade.rank + 1).first()
    if lower and not any(other.grade_id == lower.pk for other in _others(conferral)):
        yield Finding(WARNING, "degree_skipped", "grade", f"no record of {lower} before {grade}")


RULES: tuple[Rule, ...] = (
    grade_belongs,
    after_the_award_began,
    act_dated_as_decree,
    presented_after_conferred,
    grade_in_force,
    received_before,
    five_years_between,
    degrees_in_sequence,
)
_ERROR_RULES = (grade_belongs, after_the_award_began, act_dated_as_decree)


def check(conferral: Conferral) -> list[Finding]:
    """Every rule that the conferral breaks, errors first."""
    found = [finding for rule in RULES for finding in rule(conferral)]
    return sorted(found, key=lambda finding: finding.level)


def errors_of(conferral: Conferral) -> list[Finding]:
    """The findings that stop a write."""
    return [finding for rule in _ERROR_RULES for finding in rule(conferral)]


def _others(conferral: Conferral) -> list[Conferral]:
    if conferral.recipient_id is None:
        return []
    others = Conferral.objects.filter(recipient=conferral.recipient_id).exclude(pk=conferral.pk)
    return list(others.exclude(state="withdrawn").select_related("award", "grade", "recipient"))


def _citizen(conferral: Conferral) -> bool:
    return any(c.country == "KZ" for c in conferral.recipient.citizenships.all())
