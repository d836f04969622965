"""The one door: a question in words → an answer. Bot, API, pages and prompt all come here."""

import datetime as dt
import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from registry.errors import InvalidInput, NotFound
from registry.honours.catalogue import awards_by_slug, current_catalogue
from registry.honours.models import Award
from registry.mentions.cues import Cue, near_cues
from registry.mentions.finder import Mentions, find
from registry.mentions.lexicon import current_lexicon
from registry.mentions.model import NameMention
from registry.mentions.people import Resolved
from registry.mentions.states import countries_by_part
from registry.questions.answer import Answer
from registry.questions.building import query_from
from registry.questions.follow import follow_up
from registry.questions.givers import names_giver
from registry.questions.language import LAST_RESORT, language_of
from registry.questions.log import keep
from registry.questions.naming import is_called, opening_name, resolve_names
from registry.questions.notes import reading_notes
from registry.questions.query import Query
from registry.questions.reading import Reading
from registry.questions.refusals import (
    choose_award,
    choose_person,
    not_understood,
    outside_coverage,
    unknown_person,
)
from registry.questions.run import run
from registry.questions.understand import kind_of
from registry.questions.unknown import is_outside
from registry.wording import LANGUAGES

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class _Asked:
    """What comes with the text of a question."""

    today: dt.date
    lang: str
    context: Mapping[str, Any] | None
    pinned: Mapping[str, str]


_Answered = tuple[Answer, Query | None]


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
    fallback: str | None = None,
    channel: str = "",
) -> Answer:
    """Answer a question. `asker` is an opaque id, `today` the day asked, `lang` a fixed language.

    `context` is the machine form of the question before, `pinned` what the asker chose
    (`{"recipient": id}` or `{"award": slug}`), `fallback` the language of an answer to a text that
    tells none (without one its script decides), `channel` where it was asked: a question with one
    is kept. Raises InvalidInput for an unknown language or a broken context; whatever stands in
    `text` has an answer.
    """
    _settle()
    began = time.perf_counter()
    answer, trace = ask_traced(
        text,
        asker=asker,
        today=today,
        lang=lang,
        context=context,
        pinned=pinned,
        fallback=fallback,
    )
    if channel:
        took = round((time.perf_counter() - began) * 1000)
        left = trace.reading.left_over if trace.reading else ()
        keep(answer, text=text, asker=asker, channel=channel, unused=left, took_ms=took)
    return answer


@lru_cache(maxsize=1)
def _settle() -> None:
    """Read the vocabularies once, and keep the garbage collector from walking them for ever.

    Hundreds of thousands of lasting objects made every third long answer twice as slow.
    """
    find("кто what қандай Достык 2024", current_lexicon(), dt.date(2024, 1, 1))
    current_catalogue()
    gc.collect()
    gc.freeze()


def ask_traced(
    text: str,
    *,
    asker: str,
    today: dt.date,
    lang: str | None = None,
    context: Mapping[str, Any] | None = None,
    pinned: Mapping[str, str] | None = None,
    fallback: str | None = None,
) -> tuple[Answer, Trace]:
    """As `ask`, with how the answer came about."""
    if lang is not None and lang not in LANGUAGES:
        raise InvalidInput("unknown_language", f"lang: {lang!r} is none of {', '.join(LANGUAGES)}")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        why = "too_long" if text.strip() else "empty"
        return not_understood(lang or fallback or LAST_RESORT, why=why), Trace(None, None, {})
    mentions = find(text, current_lexicon(), today)
    reading = _read(mentions, pinned or {})
    awards = _awards(reading, pinned or {})
    spoken = lang or language_of(reading.mentions, fallback)
    asked = _Asked(today, spoken, context, pinned or {})
    answer, query = _answer(asked, reading, awards)
    return answer, Trace(reading, query, awards)


def _read(mentions: Mentions, pinned: Mapping[str, str]) -> Reading:
    if pinned.get("recipient"):
        return Reading(mentions, (), True, *countries_by_part(mentions))
    mentions, named = resolve_names(mentions)
    reading = Reading(mentions, tuple(named), False, *countries_by_part(mentions))
    return _with_opening_name(_without_chaff(reading))


def _with_opening_name(reading: Reading) -> Reading:
    """Where nothing is asked so, the question word in front may be a name; context fills nothing
    that a name of the question itself could.
    """
    open_ = kind_of(reading) is None or is_called(reading.mentions)
    found = opening_name(reading.mentions) if open_ else None
    if found is None or reading.narrows:
        return reading
    mentions, named = found
    return replace(reading, mentions=mentions, names=(named,))


def _without_chaff(reading: Reading) -> Reading:
    """Words that could be a name but are no one's, and are not written like one, are set aside.

    The answer says that they were not used: nothing of a question is passed over in silence.
    """
    known = any(resolved.matches for _, resolved in reading.names)
    # A name is only set aside where without it something is still asked for, and of people.
    of_others = reading.award is not None or reading.narrows
    asks_for_people = of_others and reading.cue("who", "how_many", "latest")
    asks_for_people = asks_for_people and not reading.cue("by_whom")
    kept, unused, meant = [], [], list[Cue]()
    for name, resolved in reading.names:
        capitals = [part for part in name.text.split() if part[:1].isupper()]
        # The first word of a question bears a capital whatever it is.
        capital = len(capitals) > (name.first == 0)
        hopeless = not resolved.matches and not resolved.resembling
        slips = [] if capital or not hopeless else _slips(reading, name)
        if slips:
            meant += slips
        elif hopeless and (known or _is_place(reading, name) or (asks_for_people and not capital)):
            unused.append(name.text)
        else:
            kept.append((name, resolved))
    mentions = replace(reading.mentions, cues=(*reading.mentions.cues, *meant))
    return replace(reading, mentions=mentions, names=tuple(kept), unused=tuple(unused))


_IN = frozenset("в во на in at near под из".split())


def _is_place(reading: Reading, name: NameMention) -> bool:
    """«В Костанае»: where, and nobody. Places narrow nothing here, and the answer says so."""
    return reading.award is not None and reading.word(name.first - 1) in _IN


def _slips(reading: Reading, name: NameMention) -> list[Cue]:
    """The cues that a run of nobody's names was meant to be, if each of its words is one."""
    words = reading.mentions.words
    found = [near_cues(words, place) for place in range(name.first, name.last)]
    return [cue for cues in found for cue in cues] if all(found) else []


def _awards(reading: Reading, pinned: Mapping[str, str]) -> Mapping[str, Award]:
    """The awards that are named, in their order; the one that was chosen takes the place of all."""
    if pinned.get("award"):
        found = awards_by_slug([pinned["award"]])
        if not found:
            raise NotFound("unknown_award", f"award: {pinned['award']!r} is not known")
        return found
    slugs = [slug for mention in reading.mentions.awards for slug in mention.slugs]
    found = awards_by_slug(slugs)
    return {slug: found[slug] for slug in dict.fromkeys(slugs) if slug in found}


def _answer(asked: _Asked, reading: Reading, awards: Mapping[str, Award]) -> _Answered:
    lang = asked.lang
    named = list(awards.values())
    if is_outside(reading, named, reading.issuer):
        return outside_coverage(reading, lang), None
    kind = kind_of(reading)
    follow = follow_up(reading, kind, named, asked.context)
    if follow is not None:
        return _said(run(follow, lang), reading, follow, lang), follow
    stranger = reading.person
    if kind is None and asked.context and stranger is not None and reading.cue("follow_up"):
        return _open_name("did_receive", reading, stranger, named, lang), None
    if kind is None:
        return not_understood(lang, reading=reading, awards=named), None
    question = _back(kind, reading, awards, lang)
    if question is not None:
        return question, None
    query = query_from(kind, reading, named, asked.pinned, asked.today, lang)
    return _said(run(query, lang), reading, query, lang), query


def _back(kind: str, reading: Reading, awards: Mapping[str, Award], lang: str) -> Answer | None:
    """A question back where an award or a name is open, or "no record" of an unknown name."""
    for mention in reading.mentions.awards:
        if len(mention.slugs) > 1 and len(awards) > 1:
            return choose_award(kind, reading, [awards[slug] for slug in mention.slugs], lang)
    if kind in ("holders", "count") and names_giver(reading):
        return None
    for _, person in reading.names if kind == "compare" else ():
        if len(person.matches) > 1:
            return choose_person(kind, reading, person, lang)
    found = reading.person
    if found is not None and len(found.matches) != 1:
        return _open_name(kind, reading, found, list(awards.values()), lang)
    return None


def _open_name(
    kind: str, reading: Reading, person: Resolved, awards: Sequence[Award], lang: str
) -> Answer:
    """Who is meant is asked back; of whom nothing is on record, that is said."""
    if person.matches:
        return choose_person(kind, reading, person, lang)
    return unknown_person(kind, reading, person, awards, lang)


def _said(answer: Answer, reading: Reading, query: Query, lang: str) -> Answer:
    """The answer, with what was set aside and how what was left open was read."""
    return replace(
        answer, notes=(*answer.notes, *reading_notes(reading, query, answer.conferrals, lang))
    )
