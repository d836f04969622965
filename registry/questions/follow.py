"""Follow-ups: a question that leans on the one before fills itself from that one's query.

What the new question names takes the place of what was there; a kind that it asks for ("and
when?") takes the place of the kind. What stands on its own is no follow-up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from registry.dates import DateRange, PartialDate
from registry.honours.models import Award, Recipient
from registry.questions.building import narrowing
from registry.questions.filters import (
    AwardIs,
    AwardKindIs,
    AwardsAre,
    Filter,
    GradeIs,
    HoldsAll,
    InPeriod,
    OnDay,
    RecipientIs,
    RecipientsAre,
)
from registry.questions.kinds import DETAILS
from registry.questions.query import Query, from_machine
from registry.questions.reading import Reading
from registry.questions.understand import yes_no

# The kind that a lone question word asks for, the first that stands.
_BY_CUE = (
    ("established", "about"),
    ("eligible", "about"),
    ("by_whom", "by_whom"),
    ("which_decree", "which_decree"),
    ("where", "where"),
    ("why", "why"),
    ("when", "when"),
    ("how_many", "count"),
    ("full_holder", "all_degrees"),
    ("first", "first"),
    ("latest", "latest"),
)
_OF_PERSON = ("honours", *DETAILS)
_SHORT = 5
_GOT = ("получ", "receiv", "алды", "алған", "got", "get", "aldy", "algan")


def follow_up(
    reading: Reading,
    kind: str | None,
    awards: Sequence[Award],
    context: Mapping[str, Any] | None,
) -> Query | None:
    """The query before as this question changes it; None if this one stands on its own."""
    if not context or reading.pinned:
        return None
    before = from_machine(context)
    if not _leans(reading, kind):
        return None
    changed = _changed(before, reading, awards)
    asked = _asked(reading, kind, before, changed)
    same = changed == before and asked == before.kind and not _else(reading)
    if asked is None or (same and not reading.cue("established", "eligible", "degrees")):
        return None
    people = asked == "count" and changed.recipient is None
    if asked == "honours" and reading.award is None and changed.recipient is not None:
        changed = changed.without(AwardIs, AwardsAre, HoldsAll, GradeIs)
    query = replace(changed, kind=asked, people=people, highest=reading.cue("highest"))
    return _for_one_person(query) if asked in DETAILS else query


def _leans(reading: Reading, kind: str | None) -> bool:
    """Whether the question needs the one before: by a marker, a pronoun, or a missing subject."""
    short = len(reading.mentions.words) <= _SHORT
    marked = reading.cue("follow_up") and (short or not reading.has_person)
    refers = reading.cue("pronoun", "demonstrative")
    lacks = reading.award is None and not reading.has_person
    if kind is None:
        return lacks or marked or refers
    objectless = any(w.folded.startswith(_GOT) for w in reading.mentions.words)
    objectless = objectless and lacks and not reading.cue("award_noun")
    instead = reading.cue("demonstrative") and reading.award is None
    return marked or (refers and (lacks or not reading.has_person)) or instead or objectless


def _changed(before: Query, reading: Reading, awards: Sequence[Award]) -> Query:
    """The query before with whatever this question names in the place of what was there."""
    filters: list[Filter] = [
        part for part in narrowing(reading, with_people=True, dated=True) if part is not None
    ]
    filters = [_in_its_year(part, reading, before) for part in filters]
    query = before
    degree = _ordinal(reading)
    if degree and before.award is not None and (before.grade or not reading.cue("receive")):
        filters.append(GradeIs(degree))
    if len(awards) == 1:
        query = query.without(AwardsAre, HoldsAll, AwardKindIs)
        filters.append(AwardIs(awards[0]))
    person = reading.person.only if reading.person else None
    if person is not None:
        query = query.without(RecipientsAre)
        filters.append(RecipientIs(person))
    if any(isinstance(part, InPeriod | OnDay) for part in filters):
        query = query.without(InPeriod, OnDay)
    return query.with_(*filters)


def _in_its_year(part: Filter, reading: Reading, before: Query) -> Filter:
    """«Ал сәуірде ше?» after a question about 2024 asks for that year's April."""
    period = before.get(InPeriod)
    date = reading.mentions.dates[0] if reading.mentions.dates else None
    if not isinstance(part, InPeriod) or period is None or date is None or not date.relative:
        return part
    month, asked = part.days.as_partial(), period.days.start
    if month is None or month.month is None or asked is None:
        return part
    if period.days.end is not None and period.days.end.year != asked.year:
        return part
    return InPeriod(DateRange.of(PartialDate(asked.year, month.month)))


_ORDINALS = {
    "1": "first первая первой первую первый бірінші біріншісі",
    "2": "second вторая второй вторую второе екінші екіншісі",
    "3": "third третья третьей третью третий үшінші үшіншісі",
}


def _ordinal(reading: Reading) -> str:
    """«А вторая?»: a degree by its ordinal alone, in a short question that names no other."""
    if reading.mentions.grades or len(reading.mentions.words) > _SHORT or reading.award:
        return ""
    for code, words in _ORDINALS.items():
        if reading.has_word(words.split()):
            return code
    return ""


def _asked(reading: Reading, kind: str | None, before: Query, changed: Query) -> str | None:
    """The kind of the follow-up."""
    if reading.person is not None:
        if not reading.person.matches:
            return None
        if changed.award and (yes_no(reading) or before.kind not in _OF_PERSON):
            return "did_receive"
        return before.kind
    by_cue = next((asked for cue, asked in _BY_CUE if reading.cue(cue)), None)
    if by_cue == "about" and changed.award is None:
        return None
    if by_cue == "first" and changed.grade and changed.grade != before.grade:
        by_cue = None
    if by_cue == "count" and reading.cue("degrees") and changed.award is not None:
        return "about"
    if by_cue is not None:
        return by_cue
    if reading.cue("who") and reading.cue("what") and before.recipient is not None:
        # «Кім қандай марапат алды?»: whoever it was, not the one spoken of before.
        return None
    if kind == "honours" or (before.recipient and reading.cue("award_noun", "what", "else")):
        return "honours" if changed.recipient is not None else kind
    if reading.award is not None and kind in ("about", "did_receive") and not reading.cue("who"):
        return before.kind if before.kind != "about" or reading.narrows else kind
    if before.kind == "about" and reading.award is None:
        # Facts of an award have no period: "and in 2023?" after them asks for its holders.
        return "holders" if reading.narrows or reading.cue("who") else None
    if reading.cue("who") and before.recipient is not None and reading.cue("else"):
        return None
    return before.kind


def _else(reading: Reading) -> bool:
    return reading.cue("else")


def _for_one_person(query: Query) -> Query | None:
    """When, where, why …: of the one person before, or of the only one who was told of."""
    if query.recipient is not None:
        return query
    people = list(query.rows().order_by().values_list("recipient", flat=True).distinct()[:2])
    if len(people) != 1:
        return None
    only = Recipient.objects.prefetch_related("names").get(pk=people[0])
    return query.with_(RecipientIs(only))
