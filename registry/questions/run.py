"""A query → its rows, counts and value, and the answer made of them."""

from dataclasses import dataclass, replace

from django.db.models import Q

from registry.dates import PartialDate
from registry.honours.models import Award, Conferral
from registry.honours.querysets import ConferralQuerySet
from registry.honours.selectors import Coverage, coverage, registry_version
from registry.questions.about import about_answer
from registry.questions.answer import Answer, Understood
from registry.questions.compose import rows_of
from registry.questions.query import Query
from registry.wording import date_words, phrases

LIMIT = 500
POSSIBLE_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query found: the conferrals themselves, how many in all, and how many people."""

    found: list[Conferral]
    total: int
    people: int
    possible: list[Conferral]
    undated: int


def run(query: Query, lang: str) -> Answer:
    """Run a query and say its answer in one language."""
    if query.kind == "about" and query.award is not None:
        return about_answer(query, lang)
    rows = _fetch(query)
    if not rows.found:
        return _no_record(query, rows, lang)
    answer = _frame(query, lang)
    return replace(
        answer,
        status="answered",
        headline=_headline(query, rows, lang),
        total=rows.total,
        value=_value(query, rows),
        conferrals=rows_of(rows.found, lang),
        possible=rows_of(rows.possible, lang),
        notes=tuple(_notes(query, rows, lang)),
        next_questions=next_questions(query, rows.found, lang),
    )


def _frame(query: Query, lang: str) -> Answer:
    return Answer(
        language=lang,
        status="no_record",
        kind=query.kind,
        understood=Understood(query.words(lang), query.machine()),
        headline="",
        registry_version=registry_version(),
        permalink=query.permalink(lang),
    )


def _details(rows: ConferralQuerySet, limit: int) -> list[Conferral]:
    return list(rows.with_details().with_status().newest_first()[:limit])


def _fetch(query: Query) -> Rows:
    rows = query.rows()
    if query.kind == "latest":
        rows = _latest_only(rows)
    found = _details(rows, LIMIT)
    total = len(found) if len(found) < LIMIT else rows.count()
    people = (
        len({c.recipient_id for c in found})
        if total == len(found)
        else rows.values("recipient").distinct().count()
    )
    possible = _details(query.possible_rows(), POSSIBLE_LIMIT) if query.period else []
    return Rows(found, total, people, possible, query.undated_rows().count() if query.period else 0)


def _latest_only(rows: ConferralQuerySet) -> ConferralQuerySet:
    """Those of the last known date: several people may share it."""
    newest = rows.newest_first().exclude(conferred_on=None, presented_on=None).first()
    if newest is None:
        return rows.none()
    day = newest.conferred_on or newest.presented_on
    return rows.filter(Q(conferred_on=day) | Q(conferred_on__isnull=True, presented_on=day))


def _value(query: Query, rows: Rows) -> int | bool | str | None:
    if query.kind == "count":
        return rows.people if query.people else rows.total
    if query.kind == "did_receive":
        return True
    if query.kind == "when":
        dated = [d for c in rows.found if (d := c.conferred_on or c.presented_on)]
        return min(dated).iso() if dated else None
    return None


def _headline(query: Query, rows: Rows, lang: str) -> str:
    t = phrases(lang)
    if query.kind == "when":
        return _when_headline(rows.found, lang)
    if query.kind == "did_receive":
        name = query.recipient.recipient.name_in(lang) if query.recipient else ""
        return t.gettext("Yes, this is on record: {name}.").format(name=name)
    if query.kind == "latest":
        day = rows.found[0].conferred_on or rows.found[0].presented_on
        assert day is not None  # `_latest_only` leaves the undated out
        return t.gettext("The latest on record: {date}.").format(date=date_words(day, lang))
    if query.kind == "honours" and query.recipient is not None:
        name = query.recipient.recipient.name_in(lang)
        said = t.ngettext(
            "{name}: {count} honour on record.", "{name}: {count} honours on record.", rows.total
        )
        return said.format(name=name, count=rows.total)
    if query.people:
        said = t.ngettext("On record: {count} person.", "On record: {count} people.", rows.people)
        return said.format(count=rows.people)
    said = t.ngettext("On record: {count} conferral.", "On record: {count} conferrals.", rows.total)
    return said.format(count=rows.total)


def _when_headline(found: list[Conferral], lang: str) -> str:
    t = phrases(lang).gettext
    said = []
    for conferral in reversed(found):
        day = conferral.conferred_on or conferral.presented_on
        said.append(date_words(day, lang) if day else t("date not known"))
    return "; ".join(dict.fromkeys(said))[:1].upper() + "; ".join(dict.fromkeys(said))[1:] + "."


def _notes(query: Query, rows: Rows, lang: str) -> list[str]:
    t = phrases(lang)
    notes = [row.note for row in rows_of(rows.found[:20], lang) if row.note]
    one_sided = _one_sided(query, rows.found)
    if one_sided:
        said = t.ngettext(
            "{count} of these falls in the period by one of its two dates only.",
            "{count} of these fall in the period by one of their two dates only.",
            one_sided,
        )
        notes.append(said.format(count=one_sided))
    if rows.possible:
        notes.append(t.gettext("Dates too coarse to decide are listed apart and not counted."))
    if rows.undated:
        said = t.ngettext(
            "{count} more has no known date and is not counted.",
            "{count} more have no known date and are not counted.",
            rows.undated,
        )
        notes.append(said.format(count=rows.undated))
    if all(_weak(c) for c in rows.found):
        notes.append(
            t.gettext("Known only from encyclopaedias or lists, not from a decree or news.")
        )
    if query.kind in ("count", "holders", "latest"):
        award = query.award.award if query.award else None
        notes.append(coverage_words(coverage(award), lang))
    return list(dict.fromkeys(notes))


def _weak(conferral: Conferral) -> bool:
    return all(e.source.strength == "tertiary" for e in conferral.evidence.all())


def _one_sided(query: Query, found: list[Conferral]) -> int:
    """How many have both dates known, of which only one lies in the period."""
    if query.period is None:
        return 0
    days = query.period.days

    def inside(date: PartialDate) -> bool:
        after = days.start is None or date.earliest() >= days.start
        return after and (days.end is None or date.latest() <= days.end)

    pairs = [(c.conferred_on, c.presented_on) for c in found]
    return sum(1 for act, handed in pairs if act and handed and inside(act) != inside(handed))


def coverage_words(figures: Coverage, lang: str) -> str:
    """What the registry holds, and that this is not everything."""
    t = phrases(lang)
    if not figures.conferrals:
        return t.gettext("The registry holds no conferral of this kind yet; it is not complete.")
    said = t.ngettext(
        "The registry holds {count} conferral here, {first} to {last}; it is not complete.",
        "The registry holds {count} conferrals here, {first} to {last}; it is not complete.",
        figures.conferrals,
    )
    years = ((figures.first or "?")[:4], (figures.last or "?")[:4])
    return said.format(count=figures.conferrals, first=years[0], last=years[1])


def _no_record(query: Query, rows: Rows, lang: str) -> Answer:
    """No row is not a "no": the answer says what the registry holds and what it does not know."""
    t = phrases(lang).gettext
    award = query.award.award if query.award else None
    notes = [t("This does not mean that it did not happen: only that no record of it is here.")]
    if query.award and query.grade and not _has_grade(query.award.award, query.grade.code):
        name = query.award.award.short_in(lang)
        notes.insert(0, t("{award} has no such degree.").format(award=_upper(name)))
    notes += _notes_of_absence(rows, lang)
    notes.append(coverage_words(coverage(award), lang))
    return replace(
        _frame(query, lang),
        headline=t("No record of this in the registry."),
        value=None,
        possible=rows_of(rows.possible, lang),
        notes=tuple(notes),
        next_questions=next_questions(query, [], lang),
    )


def _notes_of_absence(rows: Rows, lang: str) -> list[str]:
    t = phrases(lang)
    notes = []
    if rows.possible:
        notes.append(t.gettext("Dates too coarse to decide are listed apart and not counted."))
    if rows.undated:
        said = t.ngettext(
            "{count} more has no known date and is not counted.",
            "{count} more have no known date and are not counted.",
            rows.undated,
        )
        notes.append(said.format(count=rows.undated))
    return notes


def _has_grade(award: Award, code: str) -> bool:
    return any(grade.code() == code for grade in award.grades.all())


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def next_questions(query: Query, found: list[Conferral], lang: str) -> tuple[str, ...]:
    """At most three questions that lead on, each one that this program understands."""
    t = phrases(lang).gettext
    asked = []
    if query.recipient is not None and query.kind != "honours":
        name = query.recipient.recipient.name_in(lang)
        asked.append(t("What awards does {name} have?").format(name=name))
    if query.recipient is None and len(found) == 1:
        name = found[0].recipient.name_in(lang)
        asked.append(t("What awards does {name} have?").format(name=name))
    award = query.award.award if query.award else (found[0].award if found else None)
    if award is not None:
        name = award.short_in(lang)
        if query.kind != "about":
            asked.append(t("About the award: {award}").format(award=name))
        if query.kind != "latest":
            asked.append(t("Who was the latest to receive it: {award}?").format(award=name))
    return tuple(asked[:3])
