"""What an answer says of how the question was read: nothing of it is passed over in silence."""

from collections.abc import Iterator, Sequence

from registry.mentions.awards import NOUNS
from registry.mentions.forms import plain
from registry.questions.answer import ConferralRow
from registry.questions.filters import (
    AwardsAre,
    CitizenOf,
    DecreeIs,
    GradeIs,
    HeldOn,
    HoldsAll,
    InPeriod,
    OfficeIs,
    OnDay,
    RecipientsAre,
)
from registry.questions.query import Query
from registry.questions.reading import Reading
from registry.wording import phrases

# Translated names that other states' awards bear too (rules.md, negative list; phrases.md §10).
_SHARED = frozenset(
    plain(word) for word in "friendship дружба дружбы дружбой dostuk dostluq".split()
)


def reading_notes(
    reading: Reading, query: Query, rows: Sequence[ConferralRow], lang: str
) -> list[str]:
    """How what was left open was read, what was not used at all, and what was presupposed."""
    t = phrases(lang).gettext
    notes = []
    unused = list(dict.fromkeys(_unused(reading, query)))
    if unused:
        notes.append(t("Not used: {words}").format(words=", ".join(unused)))
    award, person = reading.award, reading.person
    if award is not None and award.how == "typo":
        notes.append(t("The award's name was read as: {name}").format(name=award.spelling))
    if person is not None and person.matches and person.matches[0].comparison.verdict != "same":
        name = person.matches[0].recipient.name_in(lang)
        notes.append(t("The name was read as: {name}").format(name=name))
    if award is not None and not reading.issuer and _shared(award.spelling):
        notes.append(t("Other states have awards of this name; Kazakhstan's is meant here."))
    return notes


def _unused(reading: Reading, query: Query) -> Iterator[str]:
    """Pieces of the question that narrow nothing in the query that ran."""
    mentions = reading.mentions
    yield from reading.unused
    # Where it was handed over narrows nothing yet: few sources tell.
    places = (cue for cue in mentions.cues if cue.name == "place")
    yield from (mentions.words[cue.first].text for cue in places)
    used = [reading.person, *(reading.people if query.get(RecipientsAre) else ())]
    if query.recipient is not None or query.get(RecipientsAre) is not None:
        yield from (name.text for name, resolved in reading.names if resolved not in used)
    yield from (_text(reading, mention) for mention in _left_over(reading, query))
    taken = {
        number
        for group in (
            mentions.awards,
            mentions.grades,
            mentions.dates,
            mentions.decrees,
            mentions.days,
        )
        for mention in group
        for number in range(mention.first, mention.last)
    }
    for number, word in enumerate(mentions.words):
        if number not in taken and any(letter.isdigit() for letter in word.text):
            yield word.text


def _left_over(reading: Reading, query: Query) -> Iterator[object]:
    """Mentions of which the query has no filter, or of which it could take only one."""
    mentions = reading.mentions
    parts = [query.share_of, *query.filters]
    many = query.get(AwardsAre) or query.get(HoldsAll)
    groups: list[tuple[Sequence[object], int]] = [
        (mentions.awards, len(mentions.awards) if many else int(query.award is not None)),
        (mentions.grades, _has(parts, GradeIs)),
        (mentions.dates, _has(parts, InPeriod) or _has(parts, HeldOn)),
        (mentions.decrees, _has(parts, DecreeIs)),
        (mentions.days, _has(parts, OnDay)),
    ]
    for group, taken in groups:
        yield from group[taken:]
    country = next((part.country for part in parts if isinstance(part, CitizenOf)), None)
    yield from (c for c in mentions.countries if c.code not in (reading.issuer, country))
    # An office beside a name is how people are spoken of; by itself it asked for a narrowing.
    if query.recipient is None:
        office = next((part.office for part in parts if isinstance(part, OfficeIs)), None)
        yield from (o for o in mentions.offices if o.key != office)


def _has(filters: Sequence[object], kind: type) -> int:
    return int(any(isinstance(part, kind) for part in filters))


def _text(reading: Reading, mention: object) -> str:
    start, end = getattr(mention, "start", 0), getattr(mention, "end", 0)
    return reading.mentions.text[start:end]


def _shared(spelling: str) -> bool:
    return any(plain(part) in _SHARED for part in spelling.split() if plain(part) not in NOUNS)
