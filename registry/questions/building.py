"""A question that was read → the query that answers it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from registry.honours.models import Award, Recipient
from registry.honours.presenters import presenters_like
from registry.mentions.awards import NOUNS
from registry.mentions.forms import plain
from registry.questions.filters import (
    AwardIs,
    AwardKindIs,
    AwardsAre,
    CitizenOf,
    DecreeIs,
    Filter,
    GenderIs,
    GradeIs,
    HeldOn,
    HoldsAll,
    HoldsAllDegrees,
    InPeriod,
    OfficeIs,
    OnDay,
    Posthumous,
    PresentedBy,
    RecipientIs,
    RecipientsAre,
    Underwent,
    recipient_by_id,
)
from registry.questions.givers import giver
from registry.questions.query import Query, query_of
from registry.questions.reading import Reading

# What is counted is no person: "how many times", «сколько наград», «неше рет».
_NOT_PEOPLE = frozenset(
    "times awards conferrals presentations medals orders decorations honours honors titles раз рет "
    "наград вручений награждений присвоений медалей орденов званий госнаград записей марапат "
    "награда орден медаль атақ record records entries жазба insignia".split()
)
_PART = (GenderIs, CitizenOf, OfficeIs, Posthumous, GradeIs)


def query_from(
    kind: str,
    reading: Reading,
    awards: Sequence[Award],
    pinned: Mapping[str, str],
    today: dt.date,
    lang: str,
) -> Query:
    """The query of a kind with everything that the question narrows by."""
    if kind == "about" and not awards:
        awards = [highest_award()]
    recipients = _recipients(kind, reading, pinned)
    filters: list[Filter | None] = [
        *_who(kind, recipients),
        *_what(kind, reading, awards),
        *narrowing(reading, with_people=not recipients, dated=kind != "about"),
    ]
    found = giver(reading) if kind in ("holders", "count") else None
    if found is not None:
        # An office beside the giver's name is the giver's.
        filters = [part for part in filters if not isinstance(part, OfficeIs)]
        filters.append(PresentedBy(_giver_name(reading, lang)))
    if awards and all(award.kind == Award.Kind.MOTHER_AWARD for award in awards):
        filters = [part for part in filters if part != OfficeIs("mother")]
    if kind == "on_this_day":
        filters = [part for part in filters if not isinstance(part, InPeriod | OnDay)]
        day = reading.mentions.days[0].day if reading.mentions.days else f"{today:%m-%d}"
        filters.append(OnDay(day))
    if kind == "all_degrees" and awards:
        filters.append(HoldsAllDegrees(awards[0]))
    query = query_of(
        kind,
        filters,
        people=kind == "count" and not recipients and counts_people(reading),
        highest=kind == "honours" and reading.cue("highest"),
    )
    return _with_share(query) if kind == "share" else query


def highest_award() -> Award:
    """The award that the law itself puts first."""
    placed = Award.objects.filter(precedence_basis=Award.PrecedenceBasis.LAW)
    return placed.select_related("authority").earliest("precedence")


def narrowing(reading: Reading, *, with_people: bool, dated: bool) -> list[Filter | None]:
    """What the question narrows by, beside persons and awards."""
    mentions = reading.mentions
    grade = mentions.grades[0].code if mentions.grades else ""
    if not grade and reading.award is not None:
        grade = reading.award.grade
    filters: list[Filter | None] = [
        GradeIs(grade) if grade else None,
        DecreeIs(mentions.decrees[0].number) if mentions.decrees else None,
        Posthumous() if reading.cue("posthumous") else None,
        OnDay(mentions.days[0].day) if mentions.days and dated else None,
    ]
    for event in ("revoked", "restored", "declined"):
        if reading.cue(event):
            filters.append(Underwent(event))
            break
    if mentions.dates and dated:
        days = mentions.dates[0].days
        held = reading.cue("as_of") and days.end is not None
        filters.append(HeldOn(days.end) if held and days.end else InPeriod(days))
    if with_people:
        office = mentions.offices[0].key if mentions.offices else ""
        filters += [
            CitizenOf(reading.people_of) if reading.people_of else None,
            OfficeIs(office) if office else None,
            GenderIs("f") if reading.cue("women") else None,
            GenderIs("m") if reading.cue("men") and not reading.cue("women") else None,
        ]
    return filters


def counts_people(reading: Reading) -> bool:
    """Whether people are counted, rather than conferrals: by the word behind "how many"."""
    for cue in reading.mentions.cues:
        if cue.name != "how_many":
            continue
        behind = [reading.word(place) for place in range(cue.first, cue.last + 2)]
        if any(word in _NOT_PEOPLE or plain(word) in NOUNS for word in behind):
            return False
        award, next_word = reading.award, reading.word(cue.last)
        beside = cue.last + (next_word in ("всего", "жалпы", "total", "of"))
        if award is not None and award.first == beside:
            return False
    return True


def award_kind(reading: Reading) -> str:
    """Orders, medals or titles, if only they are asked about."""
    if reading.award is not None or reading.cue("generic_award"):
        return ""
    kinds = [
        kind
        for kind in ("jubilee", "honorary", "order", "medal", "title", "mother")
        if reading.cue(f"kind_{kind}")
    ]
    if "jubilee" in kinds:
        return "jubilee_medal"
    if not kinds and reading.cue("hero"):
        return "hero_title"
    if "honorary" in kinds and set(kinds) <= {"honorary", "title"}:
        return "honorary_title"
    if len(kinds) != 1:
        return ""
    return {"mother": "mother_award"}.get(kinds[0], kinds[0])


def _recipients(kind: str, reading: Reading, pinned: Mapping[str, str]) -> list[Recipient]:
    if pinned.get("recipient"):
        return [recipient_by_id(pinned["recipient"])]
    if kind in ("holders", "count") and giver(reading) is not None:
        return []
    if kind == "compare":
        return [person.matches[0].recipient for person in reading.people]
    only = reading.person.only if reading.person else None
    return [only] if only else []


def _who(kind: str, recipients: Sequence[Recipient]) -> list[Filter | None]:
    if kind == "compare" and len(recipients) > 1:
        return [RecipientsAre(tuple(recipients))]
    return [RecipientIs(recipients[0])] if recipients else []


def _what(kind: str, reading: Reading, awards: Sequence[Award]) -> list[Filter | None]:
    if len(awards) > 1:
        if kind in ("both", "did_receive"):
            return [HoldsAll(tuple(awards))]
        return [AwardsAre(tuple(awards))]
    wanted = award_kind(reading)
    return [AwardIs(awards[0]) if awards else None, AwardKindIs(wanted) if wanted else None]


def _giver_name(reading: Reading, lang: str) -> str:
    """The giver by the name on record if he is a recipient himself, else as it is written."""
    name = giver(reading)
    resolved = next(r for mention, r in reading.names if mention is name)
    if resolved.only is not None:
        known = resolved.only.name_in(lang)
        if presenters_like(known):
            return known
    return resolved.text


def _with_share(query: Query) -> Query:
    """Parts the query into the whole and the part whose share of it is asked."""
    for kind in _PART:
        part = query.get(kind)
        if part is not None:
            whole = query.without(kind)
            return Query(whole.kind, whole.filters, share_of=part)
    return query
