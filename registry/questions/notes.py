"""What an answer says of how the question was read: nothing of it is passed over in silence."""

from collections.abc import Iterator, Sequence

from registry.mentions.awards import NOUNS
from registry.mentions.forms import plain
from registry.questions.answer import ConferralRow
from registry.questions.query import Query
from registry.questions.understand import Reading
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
    if rows and reading.cue("why") and not reading.cue("revoked"):
        for reason in dict.fromkeys(row.reason for row in rows[:3] if row.reason):
            notes.append(t("For what, as the sources say: {reason}").format(reason=reason))
    if rows and reading.cue("revoked") and all(row.status == "in_force" for row in rows):
        notes.append(t("That it was taken back is not on record here."))
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
    if query.recipient is not None:
        others = (name.text for name, resolved in reading.names if resolved is not reading.person)
        yield from others
    used = 1 if query.award else 0
    yield from (_text(reading, award) for award in mentions.awards[used:])
    yield from (_text(reading, grade) for grade in mentions.grades[1 if query.grade else 0 :])
    yield from (_text(reading, date) for date in mentions.dates[1 if query.period else 0 :])
    used = 1 if query.decree else 0
    yield from (_text(reading, decree) for decree in mentions.decrees[used:])
    for country in mentions.countries:
        if country.code != reading.issuer and (
            query.country is None or country.code != reading.country
        ):
            yield _text(reading, country)
    # An office beside a name is how people are spoken of; by itself it asked for a narrowing.
    if query.recipient is None:
        yield from (_text(reading, office) for office in mentions.offices)
    taken = {
        number
        for group in (mentions.awards, mentions.grades, mentions.dates, mentions.decrees)
        for mention in group
        for number in range(mention.first, mention.last)
    }
    for number, word in enumerate(mentions.words):
        if number not in taken and any(letter.isdigit() for letter in word.text):
            yield word.text


def _text(reading: Reading, mention: object) -> str:
    start, end = getattr(mention, "start", 0), getattr(mention, "end", 0)
    return reading.mentions.text[start:end]


def _shared(spelling: str) -> bool:
    return any(plain(part) in _SHARED for part in spelling.split() if plain(part) not in NOUNS)
