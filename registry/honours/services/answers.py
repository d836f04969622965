"""Reasons for warnings: asked of people, kept with the facts that they are about."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from registry.accounts.actors import Actor, System, actor_text
from registry.errors import Conflict
from registry.honours.models import Conferral, WarningAnswer
from registry.honours.rules import WARNING, Finding
from registry.honours.selectors import reasons_kept
from registry.honours.services.writing import save, write_down

# Rule → why the record is right all the same.
Answers = Mapping[str, str]
NO_ANSWERS: Answers = {}
# Public id of a record → its answers; under "" those for all of them.
AnswersByRecord = Mapping[str, Answers]
NONE: AnswersByRecord = {}
LONGEST = 2000


def answers_for(conferral: Conferral, answers: AnswersByRecord) -> Answers:
    """What was answered for one record: its own answers before those for all."""
    own = {code: why for code, why in answers.get(conferral.public_id, {}).items() if why.strip()}
    return {**answers.get("", {}), **own}


def still_open(
    conferrals: Sequence[Conferral], findings: Iterable[Sequence[Finding]]
) -> list[list[Finding]]:
    """The warnings of each conferral for which no reason is kept, by one statement for all.

    A reason holds for the facts it was given for: where they changed, the warning is open again.
    """
    kept = reasons_kept(conferrals)
    return [
        [
            finding
            for finding in found
            if finding.level == WARNING and (conferral.pk, finding.fingerprint) not in kept
        ]
        for conferral, found in zip(conferrals, findings, strict=True)
    ]


def unanswered(open_warnings: Iterable[Finding], answers: Answers) -> list[Finding]:
    """Those for which the answers at hand have no reason either."""
    return [finding for finding in open_warnings if not answers.get(finding.code, "").strip()]


def warnings_open(conferral: Conferral, findings: Sequence[Finding]) -> Conflict:
    """The refusal that says which warnings want a reason."""
    told = "; ".join(f"{finding.field}: {finding.reason}" for finding in findings)
    return Conflict(
        "warnings_open",
        _("{record}: say why it is right all the same. {warnings}").format(
            record=conferral, warnings=told
        ),
        warnings=[
            {"code": finding.code, "field": finding.field, "reason": finding.reason}
            for finding in findings
        ],
    )


def answers_keep(
    conferral: Conferral, open_warnings: Iterable[Finding], answers: Answers, by: Actor
) -> None:
    """Keep the reasons given for open warnings, with who gave them, in the journal as well."""
    for finding in open_warnings:
        reason = answers.get(finding.code, "").strip()
        if not reason:
            continue
        save(
            WarningAnswer(
                conferral=conferral,
                code=finding.code,
                fingerprint=finding.fingerprint,
                reason=reason[:LONGEST],
                by=None if isinstance(by, System) else by,
                by_text=actor_text(by),
            )
        )
        write_down(
            conferral,
            action="conferral.answer",
            by=by,
            reason=reason,
            after={"warning": finding.code, "told": finding.reason},
        )
