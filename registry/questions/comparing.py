"""Two awards or two people side by side, each with what is on record of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from registry.honours.catalogue import awards_by_slug
from registry.honours.models import Award, Recipient
from registry.honours.records import Record
from registry.questions.about import award_facts
from registry.questions.answer import Answer, Fact
from registry.questions.compose import rows_of
from registry.questions.filters import AwardsAre, RecipientsAre
from registry.questions.frame import frame, no_record
from registry.questions.query import Query
from registry.questions.remarks import next_questions, remarks
from registry.questions.rows import fetch
from registry.wording import date_words, phrases


def compare_answer(query: Query, lang: str) -> Answer:
    """Compare what the query names: people by their honours, awards by what the law says."""
    people, awards = query.get(RecipientsAre), query.get(AwardsAre)
    if people is None and awards is not None:
        return _of_awards(query, awards.awards, lang)
    rows = fetch(query)
    if people is None or not rows.found:
        return no_record(query, rows, lang)
    lines = [_person_line(person, rows.found, lang) for person in people.recipients]
    return replace(
        frame(query, lang),
        status="answered",
        headline=" ".join(lines),
        total=rows.total,
        conferrals=rows_of(rows.found, lang),
        possible=rows_of(rows.possible, lang),
        notes=tuple(remarks(query, rows, lang)),
        next_questions=next_questions(query, rows.found, lang),
    )


def _person_line(person: Recipient, found: Sequence[Record], lang: str) -> str:
    t = phrases(lang)
    own = [record for record in found if record.recipient == person.pk]
    days = [record.day for record in own if record.day]
    said = t.ngettext(
        "{name}: {count} honour on record.", "{name}: {count} honours on record.", len(own)
    ).format(name=person.name_in(lang), count=len(own))
    if not days:
        return said
    first = t.gettext("The earliest on record: {date}.").format(date=date_words(min(days), lang))
    return f"{said} {first}"


def _of_awards(query: Query, named: Sequence[Award], lang: str) -> Answer:
    awards = list(awards_by_slug(award.slug for award in named).values())
    names = " · ".join(award.short_in(lang) for award in awards)
    return replace(
        frame(query, lang),
        status="answered",
        headline=f"{names[:1].upper()}{names[1:]}.",
        facts=tuple(_facts(awards, lang)),
        notes=tuple(_precedence(awards, lang)),
        next_questions=next_questions(query, [], lang),
    )


def _facts(awards: Sequence[Award], lang: str) -> Iterator[Fact]:
    for award in awards:
        name = award.short_in(lang)
        for fact in award_facts(award, lang):
            yield Fact(f"{name[:1].upper()}{name[1:]}: {_lower(fact.text)}", fact.sources)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _precedence(awards: Sequence[Award], lang: str) -> Iterator[str]:
    """Which is higher, only where the law itself places both."""
    t = phrases(lang).gettext
    placed = [a for a in awards if a.precedence and a.precedence_basis == "law"]
    if len(placed) == len(awards) > 1:
        ranked = sorted(placed, key=lambda award: award.precedence or 0)
        if len({award.precedence for award in placed}) == len(placed):
            names = " > ".join(award.short_in(lang) for award in ranked)
            yield t("By the law's order of precedence, the highest first: {names}.").format(
                names=names
            )
            return
    yield t("Which of them is higher is not on record here: the law's order was not read for all.")
