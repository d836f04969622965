"""A claim, that somebody received an award, held against the registry.

It ends where the question "did X receive Y?" ends, with the same answer; only who and what are
handed in apart, so that no sentence has to be made of them and read again.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from registry.dates import DateRange, PartialDate
from registry.errors import InvalidInput
from registry.honours.catalogue import awards_by_slug
from registry.honours.models import Award
from registry.mentions.finder import find
from registry.mentions.lexicon import current_lexicon
from registry.mentions.model import NameMention
from registry.mentions.people import Resolved, resolve_name
from registry.mentions.states import countries_by_part
from registry.questions.answer import Answer
from registry.questions.filters import (
    AwardIs,
    GradeIs,
    InPeriod,
    RecipientIs,
    recipient_by_id,
)
from registry.questions.notes import reading_notes
from registry.questions.query import Query, query_of
from registry.questions.reading import Reading
from registry.questions.refusals import (
    choose_award,
    choose_person,
    not_understood,
    outside_coverage,
    unknown_person,
)
from registry.questions.run import run
from registry.questions.unknown import is_outside

KIND = "did_receive"
_RECIPIENT_ID = re.compile(r"r-[0-9a-z]{10}", re.ASCII)
_GRADE = re.compile(r"[1-9]|special", re.ASCII)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who (a public id, or a written name) received what (a slug, or a name in any language).

    `grade` is a degree's number or `special`, `date` a year, month or day; empty: not claimed.
    """

    recipient: str
    award: str
    grade: str = ""
    date: str = ""

    def __str__(self) -> str:
        return "; ".join(
            part for part in (self.recipient, self.award, self.grade, self.date) if part
        )


def verify(claim: Claim, *, today: dt.date, lang: str) -> tuple[str, Answer]:
    """The verdict on a claim, and the answer that it stands on.

    `on_record`; `on_record_differently`: but for the degree or the date; `undecided`: but for a
    date too coarse or a degree not stated; `no_record`, which is not a "no"; `outside_coverage`;
    `ambiguous`: the answer's choices say who or what may be meant; `not_understood`: no award is
    recognised.
    Raises NotFound for an unknown id and InvalidInput for a grade or a date that is none.
    """
    if claim.grade and not _GRADE.fullmatch(claim.grade):
        raise InvalidInput("bad_grade", f"grade: {claim.grade!r} is neither a number nor special")
    period = _period(claim.date)
    reading, awards = _award(claim.award, today)
    answer = _award_open(reading, awards, lang)
    if answer is None:
        reading = replace(reading, names=_named(claim.recipient))
        answer = _person_open(reading, awards, lang)
    if answer is not None:
        return "ambiguous" if answer.status == "choose" else answer.status, answer
    grade = claim.grade or _grade(reading)
    narrowing = [AwardIs(awards[0]), GradeIs(grade) if grade else None, period]
    query = query_of(KIND, [_recipient(claim.recipient, reading), *narrowing])
    answer = _told(query, reading, lang)
    return _verdict(query, answer), answer


def _verdict(query: Query, answer: Answer) -> str:
    if answer.status != "answered":
        return answer.status
    if answer.value is True:
        return "on_record"
    return "undecided" if answer.possible or _ungraded(query) else "on_record_differently"


def _ungraded(query: Query) -> bool:
    """Whether the claim fits a record of which no source states the degree."""
    wider = query.without(GradeIs)
    return wider != query and wider.rows().filter(grade__isnull=True).exists()


def _period(date: str) -> InPeriod | None:
    try:
        return InPeriod(DateRange.of(PartialDate.parse(date))) if date else None
    except ValueError as error:
        raise InvalidInput("bad_date", f"date: {error}") from None


def _award(text: str, today: dt.date) -> tuple[Reading, list[Award]]:
    """The award's words as they were read, and the awards that they may mean."""
    mentions = find(text, current_lexicon(), today)
    reading = Reading(mentions, (), False, *countries_by_part(mentions))
    # No recipients stand in these words: a state that does is the one whose award it is.
    reading = replace(reading, issuer=reading.issuer or reading.country, country=None)
    slugs = [slug for mention in mentions.awards for slug in mention.slugs]
    found = awards_by_slug([text]) or awards_by_slug(slugs)
    return reading, list(found.values())


def _award_open(reading: Reading, awards: list[Award], lang: str) -> Answer | None:
    """The answer where no one award is meant that the registry holds."""
    if is_outside(reading, awards, reading.issuer):
        return outside_coverage(reading, lang)
    if not awards:
        return not_understood(lang, reading=reading)
    return choose_award(KIND, reading, awards, lang) if len(awards) > 1 else None


def _named(recipient: str) -> tuple[tuple[NameMention, Resolved], ...]:
    """A written name with whom it means; an id is no name."""
    if _RECIPIENT_ID.fullmatch(recipient):
        return ()
    name = NameMention(0, len(recipient), 0, 0, recipient)
    return ((name, resolve_name(recipient)),)


def _person_open(reading: Reading, awards: list[Award], lang: str) -> Answer | None:
    """The answer where the name means nobody on record, or several."""
    person = reading.person
    if person is None or len(person.matches) == 1:
        return None
    if person.matches:
        return choose_person(KIND, reading, person, lang)
    return unknown_person(KIND, reading, person, awards, lang)


def _recipient(recipient: str, reading: Reading) -> RecipientIs:
    only = reading.person.only if reading.person else None
    return RecipientIs(only or recipient_by_id(recipient))


def _grade(reading: Reading) -> str:
    """A degree that the award's own words name."""
    fixed = reading.award.grade if reading.award else ""
    return fixed or next((grade.code for grade in reading.mentions.grades), "")


def _told(query: Query, reading: Reading, lang: str) -> Answer:
    answer = run(query, lang)
    notes = reading_notes(reading, query, answer.conferrals, lang)
    return replace(answer, notes=(*answer.notes, *notes))
