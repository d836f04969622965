"""The one door: a question in words → an answer. Bot, API, pages and prompt all come here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from registry.errors import InvalidInput, NotFound
from registry.honours.models import Award
from registry.honours.selectors import awards_by_slug
from registry.mentions.finder import Mentions, find
from registry.mentions.lexicon import current_lexicon
from registry.mentions.people import Resolved, resolve_name
from registry.questions.answer import Answer
from registry.questions.filters import (
    AwardIs,
    CitizenOf,
    DecreeIs,
    GradeIs,
    InPeriod,
    Posthumous,
    RecipientIs,
)
from registry.questions.language import language_of
from registry.questions.notes import reading_notes
from registry.questions.query import Query, from_machine, recipient_by_id
from registry.questions.refusals import (
    choose_award,
    choose_person,
    not_understood,
    outside_coverage,
    unknown_person,
)
from registry.questions.run import run
from registry.questions.understand import (
    Reading,
    countries_by_part,
    kind_of,
    names_unknown_award,
)
from registry.wording import LANGUAGES

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about, for `--explain` and for the reader of a misunderstood question."""

    reading: Reading | None
    query: Query | None
    awards: Mapping[str, Award]


def ask(
    text: str,
    *,
    asker: str,
    today: dt.date,
    lang: str | None = None,
    context: Mapping[str, Any] | None = None,
    pinned: Mapping[str, str] | None = None,
) -> Answer:
    """Answer a question. `asker` is an opaque id, `today` the day asked, `lang` a fixed language.

    `context` is the machine form of the question before, `pinned` what the asker chose
    (`{"recipient": id}` or `{"award": slug}`). Raises InvalidInput for an unknown language or a
    broken context; whatever stands in `text` has an answer.
    """
    return ask_traced(text, asker=asker, today=today, lang=lang, context=context, pinned=pinned)[0]


def ask_traced(
    text: str,
    *,
    asker: str,
    today: dt.date,
    lang: str | None = None,
    context: Mapping[str, Any] | None = None,
    pinned: Mapping[str, str] | None = None,
) -> tuple[Answer, Trace]:
    """As `ask`, with how the answer came about."""
    if lang is not None and lang not in LANGUAGES:
        raise InvalidInput("unknown_language", f"lang: {lang!r} is none of {', '.join(LANGUAGES)}")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        why = "too_long" if text.strip() else "empty"
        return not_understood(lang or "ru", why=why), Trace(None, None, {})
    mentions = find(text, current_lexicon(), today)
    spoken = lang or language_of(mentions)
    reading = _read(mentions, pinned or {})
    awards = awards_by_slug(reading.award.slugs if reading.award else ())
    if pinned and pinned.get("award"):
        awards = awards_by_slug([pinned["award"]])
        if not awards:
            raise NotFound("unknown_award", f"award: {pinned['award']!r} is not known")
    answer, query = _answer(reading, awards, pinned or {}, context, spoken)
    return answer, Trace(reading, query, awards)


def _read(mentions: Mentions, pinned: Mapping[str, str]) -> Reading:
    issuer, country = countries_by_part(mentions)
    if pinned.get("recipient"):
        return Reading(mentions, (), True, issuer, country)
    resolved = [(name, resolve_name(name.text)) for name in mentions.names]
    reading = Reading(mentions, tuple(resolved), False, issuer, country)
    return _without_chaff(reading)


def _without_chaff(reading: Reading) -> Reading:
    """Words that could be a name but are no one's, and are not written like one, are set aside.

    The answer says that they were not used: nothing of a question is passed over in silence.
    """
    known = any(resolved.matches for _, resolved in reading.names)
    asks_for_people = reading.cue("who", "how_many", "latest")
    kept, unused = [], []
    for name, resolved in reading.names:
        capital = any(part[:1].isupper() for part in name.text.split()) and name.first > 0
        hopeless = not resolved.matches and not resolved.resembling
        if hopeless and (known or (asks_for_people and not capital)):
            unused.append(name.text)
        else:
            kept.append((name, resolved))
    return replace(reading, names=tuple(kept), unused=tuple(unused))


def _answer(
    reading: Reading,
    awards: Mapping[str, Award],
    pinned: Mapping[str, str],
    context: Mapping[str, Any] | None,
    lang: str,
) -> tuple[Answer, Query | None]:
    if reading.issuer and all(a.authority.country != reading.issuer for a in awards.values()):
        return outside_coverage(reading, lang), None
    if not awards and (reading.cue("foreign_award") or names_unknown_award(reading)):
        return outside_coverage(reading, lang), None
    kind = kind_of(reading)
    if kind is None:
        follow = _follow_up(reading, awards, context)
        if follow is None:
            return not_understood(lang, reading=reading, awards=list(awards.values())), None
        return _said(run(follow, lang), reading, follow, lang), follow
    if len(awards) > 1:
        return choose_award(kind, reading, list(awards.values()), lang), None
    person = reading.person
    if person is not None and len(person.matches) > 1:
        return choose_person(kind, reading, person, lang), None
    if person is not None and not person.matches:
        return unknown_person(kind, reading, person, list(awards.values()), lang), None
    query = _query(kind, reading, awards, person, pinned)
    return _said(run(query, lang), reading, query, lang), query


def _query(
    kind: str,
    reading: Reading,
    awards: Mapping[str, Award],
    person: Resolved | None,
    pinned: Mapping[str, str],
) -> Query:
    mentions = reading.mentions
    recipient = person.only if person else None
    if pinned.get("recipient"):
        recipient = recipient_by_id(pinned["recipient"])
    grade = mentions.grades[0].code if mentions.grades else ""
    if not grade and reading.award is not None:
        grade = reading.award.grade
    counts_people = any(
        word.folded in _PEOPLE for word in mentions.words if kind == "count" and recipient is None
    )
    return Query(
        kind,
        recipient=RecipientIs(recipient) if recipient else None,
        award=AwardIs(next(iter(awards.values()))) if awards else None,
        grade=GradeIs(grade) if grade else None,
        country=CitizenOf(reading.people_of) if reading.people_of and recipient is None else None,
        decree=DecreeIs(mentions.decrees[0].number) if mentions.decrees else None,
        posthumous=Posthumous() if reading.cue("posthumous") else None,
        period=InPeriod(mentions.dates[0].days) if mentions.dates and kind != "about" else None,
        people=counts_people,
    )


_PEOPLE = frozenset(
    ("people person persons человек людей человека адам адамға адамды кісі").split()
)


def _follow_up(
    reading: Reading, awards: Mapping[str, Award], context: Mapping[str, Any] | None
) -> Query | None:
    """A question that names only what changes ("and in 2023?") fills itself from the one before."""
    mentions = reading.mentions
    changes = bool(mentions.dates or mentions.grades or reading.country or awards)
    if not context or not changes or reading.has_person:
        return None
    before = from_machine(context)
    # Facts of an award have no period: "and in 2023?" after them asks for its holders.
    kind = "holders" if before.kind == "about" and not awards else before.kind
    return replace(
        before,
        kind=kind,
        award=AwardIs(next(iter(awards.values()))) if len(awards) == 1 else before.award,
        grade=GradeIs(mentions.grades[0].code) if mentions.grades else before.grade,
        country=CitizenOf(reading.country) if reading.country else before.country,
        period=InPeriod(mentions.dates[0].days) if mentions.dates else before.period,
    )


def _said(answer: Answer, reading: Reading, query: Query, lang: str) -> Answer:
    """The answer, with what was set aside and how what was left open was read."""
    return replace(
        answer, notes=(*answer.notes, *reading_notes(reading, query, answer.conferrals, lang))
    )
