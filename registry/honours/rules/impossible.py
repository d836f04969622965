"""What cannot be: a record that breaks one of these is not stored."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registry.honours.models import Conferral
from registry.honours.rules.around import Around, day_of
from registry.honours.rules.finding import ERROR, Finding, finding


def grade_belongs(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """The grade is one that the award has."""
    grade = conferral.grade
    if grade is not None and grade.award_id != conferral.award_id:
        award = conferral.award or conferral.award_stated
        said = _("{award} has no such grade ({grade})")
        yield finding(ERROR, "grade_foreign", "grade", said, conferral, award=award, grade=grade)


def after_the_award_began(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """No conferral before the award existed, taking the earliest date that any source gives."""
    when = day_of(conferral)
    if conferral.award_id is None or when is None:
        return
    starts = [period.valid_from for period in around.periods(conferral)]
    if not starts or None in starts:
        return
    first = min(start for start in starts if start is not None)
    if when.latest() < first.earliest():
        said = _("{when} is before the award existed ({first})")
        where = "conferred_on" if conferral.conferred_on else "presented_on"
        yield finding(ERROR, "before_award", where, said, conferral, when=when, first=first)


def act_dated_as_decree(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """The date of the act is the date of the decree that is named."""
    decree, when = conferral.decree, conferral.conferred_on
    if decree is None or decree.date is None or when is None:
        return
    if decree.date != when and not when.contains(decree.date):
        said = _("{when} is not the decree's {date}")
        yield finding(
            ERROR, "not_decree_date", "conferred_on", said, conferral, when=when, date=decree.date
        )


def by_its_own_authority(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """An award is conferred by the authority whose it is (Article 1: by the President alone).

    Whoever hands the insignia over is the presenter, and not the authority.
    """
    decree, award = conferral.decree, conferral.award
    if decree and award and decree.authority_id != award.authority_id:
        said = _("this is an act of {theirs}, but {award} is conferred by {authority}")
        yield finding(
            ERROR, "foreign_decree", "decree", said, conferral,
            theirs=decree.authority, award=award, authority=award.authority,
        )  # fmt: skip


def once_by_one_decree(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """One decree confers the same award and grade on a recipient once."""
    if conferral.decree_id is None or conferral.award_id is None:
        return
    mine = (conferral.award_id, conferral.grade_id, conferral.decree_id)
    for other in around.others(conferral):
        if (other.award_id, other.grade_id, other.decree_id) == mine:
            said = _("this decree confers it on the same recipient already: {other}")
            yield finding(ERROR, "twice_in_decree", "decree", said, conferral, other=other)
            return


def after_birth(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Nobody is honoured before they are born: somebody else of the name is meant."""
    when, birth = day_of(conferral), conferral.recipient.birth
    if when and birth and when.latest() < birth.earliest():
        said = _("{when} is before the recipient was born: is somebody else of this name meant?")
        yield finding(ERROR, "before_birth", "recipient", said, conferral, when=when)


def not_to_come(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """A plan is no conferral: neither the act nor the presentation is still to come."""
    for where in ("conferred_on", "presented_on"):
        when = getattr(conferral, where)
        if when and when.earliest() > around.today:
            said = _("{when} is still to come")
            yield finding(ERROR, "to_come", where, said, conferral, when=when)
