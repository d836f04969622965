"""What the law and logic say of one conferral: errors stop it, warnings ask for a reason.

A warning is never an error where the law has exceptions or was not read: degrees out of sequence,
less than five years since the last award, the same award twice. A new rule is a function in
`law` (or `impossible`) and a line in the table here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from registry.honours.models import Conferral
from registry.honours.rules import impossible, law
from registry.honours.rules.around import Around
from registry.honours.rules.finding import ERROR, WARNING, Finding

__all__ = [
    "ERROR",
    "RULES",
    "WARNING",
    "Around",
    "Finding",
    "Rule",
    "check",
    "check_all",
    "errors_of",
    "errors_of_all",
]

Rule = Callable[[Conferral, Around], Iterator[Finding]]

IMPOSSIBLE: tuple[Rule, ...] = (
    impossible.grade_belongs,
    impossible.after_the_award_began,
    impossible.act_dated_as_decree,
    impossible.by_its_own_authority,
    impossible.once_by_one_decree,
    impossible.after_birth,
    impossible.not_to_come,
)
RULES: tuple[Rule, ...] = (
    *IMPOSSIBLE,
    law.presented_after_conferred,
    law.award_in_force,
    law.grade_in_force,
    law.received_before,
    law.five_years_between,
    law.degrees_in_sequence,
    law.dead_are_honoured_posthumously,
    law.a_person,
    law.open_to_the_recipient,
    law.mothers,
    law.hero_with_otan,
    law.an_earlier_title,
    law.ex_officio,
)


def check(conferral: Conferral) -> list[Finding]:
    """Every rule that the conferral breaks, errors first."""
    return check_all([conferral])[0]


def check_all(conferrals: Sequence[Conferral]) -> list[list[Finding]]:
    """The same for each of many, by a fixed number of statements."""
    around = Around(conferrals)
    return [_broken(RULES, conferral, around) for conferral in conferrals]


def errors_of(conferral: Conferral) -> list[Finding]:
    """The findings that stop a write."""
    return errors_of_all([conferral])[0]


def errors_of_all(conferrals: Sequence[Conferral]) -> list[list[Finding]]:
    """The same for each of many, by a fixed number of statements."""
    around = Around(conferrals)
    return [_broken(IMPOSSIBLE, conferral, around) for conferral in conferrals]


def _broken(rules: Iterable[Rule], conferral: Conferral, around: Around) -> list[Finding]:
    found = [finding for rule in rules for finding in rule(conferral, around)]
    return sorted(found, key=lambda finding: finding.level)
