"""Answers that are not a yes: a question back, or one of the three honest kinds of "no"."""

from collections.abc import Sequence

from registry.honours.models import Award
from registry.honours.selectors import registry_version
from registry.mentions.people import Candidate, Resolved
from registry.questions.answer import Answer, Choice, Understood
from registry.questions.filters import AwardIs, CitizenOf, GradeIs, InPeriod
from registry.questions.kinds import kind_words
from registry.questions.reading import Reading
from registry.questions.remarks import held_words
from registry.wording import country_name, phrases

CHOICES = 10


def _words(kind: str | None, reading: Reading, awards: Sequence[Award], lang: str) -> list[str]:
    """What was understood so far, from the mentions themselves."""
    mentions = reading.mentions
    said = [kind_words(kind, lang)] if kind else []
    if reading.person is not None:
        template = phrases(lang).gettext("name as written: {name}")
        said.append(template.format(name=reading.person.text))
    said += [AwardIs(award).words(lang) for award in awards[:3]]
    said += [GradeIs(grade.code).words(lang) for grade in mentions.grades[:1]]
    said += [InPeriod(date.days).words(lang) for date in mentions.dates[:1]]
    said += [CitizenOf(reading.country).words(lang)] if reading.country else []
    return said


def _refusal(
    status: str,
    kind: str | None,
    reading: Reading | None,
    awards: Sequence[Award],
    lang: str,
    headline: str,
    *,
    notes: Sequence[str] = (),
    choices: Sequence[Choice] = (),
    next_questions: Sequence[str] = (),
) -> Answer:
    words = _words(kind, reading, awards, lang) if reading else []
    return Answer(
        language=lang,
        status=status,
        kind=kind,
        understood=Understood("; ".join(words), {"kind": kind} if kind else {}),
        headline=headline,
        registry_version=registry_version(),
        notes=tuple(notes),
        choices=tuple(choices),
        next_questions=tuple(next_questions),
    )


def choose_person(kind: str, reading: Reading, person: Resolved, lang: str) -> Answer:
    """A close race between namesakes is a question back to the asker."""
    t = phrases(lang).gettext
    headline = t("Several people bear this name: {name}. Who is meant?").format(name=person.text)
    choices = [_choice(candidate, lang) for candidate in person.matches[:CHOICES]]
    notes = _not_listed(person, len(choices), lang)
    return _refusal("choose", kind, reading, (), lang, headline, notes=notes, choices=choices)


def choose_award(kind: str, reading: Reading, awards: Sequence[Award], lang: str) -> Answer:
    """A spelling that several awards share is a question back."""
    headline = phrases(lang).gettext("Several awards are called so. Which is meant?")
    choices = [
        Choice(a.slug, a.short_in(lang), a.authority.name_in(lang), {"award": a.slug})
        for a in awards
    ]
    return _refusal("choose", kind, reading, (), lang, headline, choices=choices)


def unknown_person(
    kind: str, reading: Reading, person: Resolved, awards: Sequence[Award], lang: str
) -> Answer:
    """Nobody of that name is on record. Somebody who merely resembles it is offered, not taken."""
    t = phrases(lang).gettext
    if person.resembling:
        headline = t("Nobody is on record under exactly this name: {name}. Did you mean:").format(
            name=person.text
        )
        choices = [_choice(candidate, lang) for candidate in person.resembling]
        notes = _not_listed(person, len(choices), lang)
        return _refusal(
            "choose", kind, reading, awards, lang, headline, notes=notes, choices=choices
        )
    headline = t("No record of {name} in the registry.").format(name=person.text)
    notes = [
        t("This does not mean that it did not happen: only that no record of it is here."),
        held_words(awards[0] if awards else None, lang),
    ]
    return _refusal("no_record", kind, reading, awards, lang, headline, notes=notes)


def _not_listed(person: Resolved, listed: int, lang: str) -> list[str]:
    """Says of a common name that others bear it too: whoever is meant may not be in the list."""
    bearing = max(person.many, len(person.matches))
    if bearing <= listed:
        return []
    said = phrases(lang).gettext(
        "At least {count} people bear this name; {listed} of them are listed. A fuller name helps."
    )
    return [said.format(count=bearing, listed=listed)]


def outside_coverage(reading: Reading, lang: str) -> Answer:
    """An award of a state, or of a kind, that the registry does not hold."""
    t = phrases(lang).gettext
    if reading.issuer:
        headline = t(
            "Awards of this state are outside what the registry covers: {country}."
        ).format(country=country_name(reading.issuer, lang))
    else:
        headline = t("This award is outside what the registry covers.")
    notes = [
        t("The registry covers the state awards of Kazakhstan."),
        held_words(None, lang),
    ]
    return _refusal(
        "outside_coverage",
        None,
        reading,
        (),
        lang,
        headline,
        notes=notes,
        next_questions=examples(lang),
    )


def not_understood(
    lang: str,
    *,
    reading: Reading | None = None,
    awards: Sequence[Award] = (),
    why: str = "",
) -> Answer:
    """Says what was understood so far, and shows three questions that would be."""
    t = phrases(lang).gettext
    headline = {
        "empty": t("There is no question here."),
        "too_long": t("The question is too long: at most 2,000 characters are read."),
    }.get(why, t("I did not understand the question."))
    notes = [
        t("I answer questions about the state awards of Kazakhstan and those who received them.")
    ]
    return _refusal(
        "not_understood", None, reading, awards, lang, headline, notes=notes,
        next_questions=examples(lang),
    )  # fmt: skip


def examples(lang: str) -> tuple[str, ...]:
    """Three questions that this program answers."""
    t = phrases(lang).gettext
    return (
        t("Who received the Order of Dostyk, first degree, in 2024?"),
        t("What awards does Sadyr Japarov have?"),
        t("How many people received the title Halyk Kaharmany?"),
    )


def _choice(candidate: Candidate, lang: str) -> Choice:
    person = candidate.recipient
    return Choice(
        person.public_id,
        person.name_in(lang),
        person.description_in(lang),
        {"recipient": person.public_id},
    )
