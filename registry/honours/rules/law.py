"""What the law asks of a conferral, where it has exceptions or was read only in part: warnings.

The evidence for each rule is told with it. Articles are those of Law No. 2676 of 12 December 1995.
"""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registry.dates import PartialDate
from registry.honours.models import Award, AwardPeriod, Conferral, Grade, Recipient
from registry.honours.rules.around import Around, day_of
from registry.honours.rules.finding import WARNING, Finding, finding

YEARS_BETWEEN = 5
# Of the degrees in sequence the lowest, where it is not the lowest of the award: Aibyn III is for
# soldiers and sergeants, and no step to II (Article 14).
FIRST_STEP = {"aibyn": 2}
# The instruction No. 90 as changed by the President's order of 26 July 2025.
PENDANTS_FOR_CITIZENS = dt.date(2025, 7, 26)
HERO_WITH, HERO_SINCE = "otan", dt.date(1995, 12, 12)
# Revived in 2023; papers report which title is asked of candidates.
EARLIER_TITLE = {
    "halyk-artisi": "enbek-singirgen-qairatker",
    "halyk-zhazushysy": "enbek-singirgen-qairatker",
}
TITLES_SINCE = dt.date(2023, 1, 1)
EX_OFFICIO = "altyn-qyran"


def presented_after_conferred(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Insignia are handed over on or after the day of the act; sources may report it otherwise."""
    act, handed = conferral.conferred_on, conferral.presented_on
    if act and handed and handed.latest() < act.earliest():
        said = _("{handed} is before the act ({act})")
        yield finding(
            WARNING, "presented_early", "presented_on", said, conferral, handed=handed, act=act
        )


def award_in_force(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """An award can be abolished and revived (People's Artist: 1999 and 2023)."""
    when, periods = day_of(conferral), around.periods(conferral)
    if conferral.award is None or when is None or not periods:
        return
    if not any(_overlaps(when, period) for period in periods):
        if all(p.valid_from and when.latest() < p.valid_from.earliest() for p in periods):
            return  # before it existed: that is an error
        span = "; ".join(str(period) for period in periods)
        said = _("{award} was in force {span}, not on {when}")
        yield finding(
            WARNING, "award_not_in_force", "award", said, conferral,
            award=conferral.award, span=span, when=when,
        )  # fmt: skip


def grade_in_force(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """The grade existed on the day of the act (Dostyk had no degrees before July 1999)."""
    grade, when = conferral.grade, day_of(conferral)
    if grade is None or when is None or _overlaps(when, grade):
        return
    span = f"{grade.valid_from or '…'}–{grade.valid_to or '…'}"
    said = _("{grade} was in force {span}")
    yield finding(
        WARNING, "grade_not_in_force", "grade", said, conferral, grade=grade, span=span, when=when
    )


def _overlaps(when: PartialDate, span: AwardPeriod | Grade) -> bool:
    late = span.valid_to and when.earliest() > span.valid_to.latest()
    early = span.valid_from and when.latest() < span.valid_from.earliest()
    return not (late or early)


def received_before(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """The same award twice is not given, but in another degree: mostly it is one told twice."""
    if conferral.award_id is None:
        return
    for other in around.others(conferral):
        grades = {conferral.grade_id, other.grade_id}
        if other.award_id == conferral.award_id and (len(grades) == 1 or None in grades):
            said = _("already recorded: {other}")
            yield finding(WARNING, "received_before", "award", said, conferral, other=other)


def five_years_between(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """A citizen is put forward again five years after the last award at the earliest.

    Not so with mothers' pendants, heroic deeds and extreme circumstances (the ministry's
    explainer of the law); what one decree confers together is one occasion.
    """
    when = conferral.conferred_on
    if when is None or _pendant(conferral) or "KZ" not in around.countries(conferral):
        return
    earlier = [
        other
        for other in around.others(conferral)
        if other.conferred_on
        and not _pendant(other)
        and not _together(conferral, other)
        and other.conferred_on.earliest() <= when.earliest()
        and when.latest() < _years_after(other.conferred_on.earliest(), YEARS_BETWEEN)
    ]
    if earlier:
        last = max(earlier, key=lambda other: other.conferred_on or PartialDate(1))
        said = _("less than five years since the last award: {last}")
        yield finding(
            WARNING, "within_five_years", "conferred_on", said, conferral, last=last, when=when
        )


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)


def _pendant(conferral: Conferral) -> bool:
    award = conferral.award
    return award is not None and award.kind == Award.Kind.MOTHER_AWARD


def _together(one: Conferral, other: Conferral) -> bool:
    """Whether both were conferred by one act, or on one day."""
    if one.decree_id and one.decree_id == other.decree_id:
        return True
    return one.conferred_on is not None and one.conferred_on == other.conferred_on


def degrees_in_sequence(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Enbek Danky and Aibyn I/II are given from the lower degree upwards (Article 14)."""
    grade, award = conferral.grade, conferral.award
    if grade is None or award is None or not award.sequence_required:
        return
    if grade.kind != Grade.Kind.DEGREE or grade.rank >= FIRST_STEP.get(award.slug, 99):
        return
    lower = around.grade_of_rank(award.pk, grade.rank + 1)
    if lower and not any(_held_before(conferral, o, lower) for o in around.others(conferral)):
        said = _("no record of {lower} before {grade}")
        yield finding(WARNING, "degree_skipped", "grade", said, conferral, lower=lower, grade=grade)


def _held_before(conferral: Conferral, other: Conferral, lower: Grade) -> bool:
    mine, theirs = day_of(conferral), other.conferred_on or other.presented_on
    late = mine and theirs and theirs.earliest() > mine.latest()
    return other.grade_id == lower.pk and not late


def dead_are_honoured_posthumously(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """An award to one who is dead says so; the law's article on it was not read."""
    when, death = day_of(conferral), conferral.recipient.death
    if when is None or death is None:
        return
    if not conferral.posthumous and death.latest() < when.earliest():
        said = _("the recipient died before ({death}), but it is not marked as posthumous")
        yield finding(WARNING, "not_posthumous", "posthumous", said, conferral, death=death,
                      when=when)  # fmt: skip
    if conferral.posthumous and when.latest() < death.earliest():
        said = _("marked as posthumous, but the recipient died later ({death})")
        yield finding(WARNING, "posthumous_early", "posthumous", said, conferral, death=death,
                      when=when)  # fmt: skip


def a_person(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Article 1 speaks of citizens, foreigners and stateless persons; of bodies nothing is read."""
    if conferral.recipient.kind == Recipient.Kind.BODY:
        said = _("a body is honoured; the law speaks of persons")
        yield finding(WARNING, "body_honoured", "recipient", said, conferral)


def open_to_the_recipient(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Some awards are for citizens only; pendants for mothers are so since July 2025.

    Of somebody whose citizenship is not known nothing is said. "Citizens" in an article on one
    award proves nothing: Article 1 opens all awards to foreigners.
    """
    award, when, countries = conferral.award, day_of(conferral), around.countries(conferral)
    only = award and award.eligibility in (
        Award.Eligibility.CITIZENS,
        Award.Eligibility.CITIZENS_WOMEN,
    )
    if not only or not countries or "KZ" in countries:
        return
    if _pendant(conferral) and (when is None or when.latest() < PENDANTS_FOR_CITIZENS):
        return
    said = _("{award} is for citizens of Kazakhstan only")
    yield finding(WARNING, "citizens_only", "recipient", said, conferral, award=award,
                  countries=" ".join(sorted(countries)))  # fmt: skip


def mothers(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Pendants are given to mothers of many children (Chapter VI)."""
    if _pendant(conferral) and conferral.recipient.gender == Recipient.Gender.MALE:
        said = _("{award} is for mothers, and the recipient is a man")
        yield finding(WARNING, "for_mothers", "recipient", said, conferral, award=conferral.award)


def hero_with_otan(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """A hero's title comes with the Order of Otan by the same decree (so a decree of 2022)."""
    award, when = conferral.award, day_of(conferral)
    if award is None or award.kind != Award.Kind.HERO_TITLE or when is None:
        return
    if when.earliest() < HERO_SINCE or around.state_of_award(conferral) != "KZ":
        return
    orders = (o for o in around.others(conferral) if o.award and o.award.slug == HERO_WITH)
    if not any(_together(conferral, order) for order in orders):
        said = _("a hero's title comes with the Order of Otan by the same act; it is not recorded")
        yield finding(WARNING, "hero_without_otan", "award", said, conferral, when=when)


def an_earlier_title(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Halyk Artisi and Halyk Zhazushysy: reported for those who hold an honoured title already."""
    award, when = conferral.award, day_of(conferral)
    wanted = EARLIER_TITLE.get(award.slug) if award else None
    if wanted is None or when is None or when.earliest() < TITLES_SINCE:
        return
    if not any(other.award and other.award.slug == wanted for other in around.others(conferral)):
        said = _("candidates are asked for an earlier honoured title; none is recorded")
        yield finding(WARNING, "no_earlier_title", "award", said, conferral, wanted=wanted)


def ex_officio(conferral: Conferral, around: Around) -> Iterator[Finding]:
    """Only the President holds an award by office: a special class of Altyn Qyran (Chapter II)."""
    award, grade = conferral.award, conferral.grade
    special = grade is not None and grade.kind == Grade.Kind.SPECIAL
    if conferral.ex_officio and (award is None or award.slug != EX_OFFICIO):
        said = _("held by office: only the President's special class of Altyn Qyran is")
        yield finding(WARNING, "not_by_office", "ex_officio", said, conferral)
    elif special and not conferral.ex_officio:
        said = _("{grade} is held by office, but it is not marked so")
        yield finding(WARNING, "by_office", "ex_officio", said, conferral, grade=grade)
