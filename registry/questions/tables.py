"""Answers that are tables, shares and rankings: per year, country or award; the most decorated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count
from django.db.models.functions import Substr

from registry.honours import records, statistics
from registry.honours.catalogue import awards_by_slug
from registry.honours.holdings import per_year
from registry.honours.models import Recipient
from registry.questions.answer import Answer, TableRow
from registry.questions.compose import rows_of
from registry.questions.filters import AwardIs, CitizenOf, GenderIs, OfficeIs
from registry.questions.frame import frame, no_record
from registry.questions.query import Query
from registry.questions.remarks import held_words, next_questions, unknown_citizens
from registry.questions.rows import LIMIT, Rows, count_of
from registry.wording import country_name, phrases

_OF_PEOPLE = (GenderIs, CitizenOf, OfficeIs)
_AT_THE_TOP = 20
# A table stands for the conferrals that it counts: the newest of them are listed beside it.
BESIDE = 40


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a table before it is put in words."""

    key: str
    count: int


def table_answer(query: Query, lang: str) -> Answer:
    """How many conferrals in each year, from each country, or of each award."""
    lines = {"per_year": _by_year, "per_country": _by_country, "per_award": _by_award}[query.kind](
        query
    )
    if not lines:
        return no_record(query, Rows([], 0, 0, [], 0), lang)
    found = records.read(query.parts(), BESIDE)
    total = len(found) if len(found) < BESIDE else count_of(query, query.parts())
    labels = _labels(query.kind, lines, lang)
    t = phrases(lang)
    said = t.ngettext("On record: {count} conferral.", "On record: {count} conferrals.", total)
    notes = [held_words(query.award, lang)]
    if query.kind == "per_country":
        notes.insert(0, t.gettext("Whose citizenship no source names stands in no line."))
    return replace(
        frame(query, lang),
        status="answered",
        headline=said.format(count=total),
        total=total,
        table=tuple(TableRow(labels[line.key], line.count) for line in lines),
        conferrals=rows_of(found, lang),
        notes=tuple(notes),
        next_questions=next_questions(query, found, lang),
    )


def _labels(kind: str, lines: Sequence[_Line], lang: str) -> dict[str, str]:
    """What each line is called, by its key."""
    keys = [line.key for line in lines]
    if kind == "per_award":
        return {slug: award.short_in(lang) for slug, award in awards_by_slug(keys).items()}
    if kind == "per_country":
        return {key: country_name(key, lang) for key in keys}
    return {key: key or phrases(lang).gettext("date not known") for key in keys}


def _by_year(query: Query) -> list[_Line]:
    if _of_an_award(query):
        return [_Line(key, count) for key, count in per_year(query.award)]
    year = Substr("counts_on", 1, 4)
    rows = query.rows().order_by().annotate(year=year).values_list("year")
    counted = rows.annotate(count=Count("pk"))
    lines = [_Line(key, count) for key, count in counted]
    return sorted(lines, key=lambda line: line.key or "9999")


def _by_country(query: Query) -> list[_Line]:
    if _of_an_award(query):
        return _kept("country", query)
    bearers = query.rows().order_by().values_list("recipient__citizenships__country")
    counted = bearers.annotate(count=Count("pk"))
    lines = [_Line(key, count) for key, count in counted if key]
    return sorted(lines, key=lambda line: (-line.count, line.key))


def _by_award(query: Query) -> list[_Line]:
    if _of_an_award(query):
        return _kept("award", query)
    counted = query.rows().order_by().values_list("award__slug").annotate(count=Count("pk"))
    return [_Line(key, count) for key, count in counted.order_by("-count", "award__slug")]


def _of_an_award(query: Query) -> bool:
    """Whether the tallies know the figures: of one award, or of all."""
    return all(isinstance(part, AwardIs) for part in query.filters)


def _kept(by: str, query: Query) -> list[_Line]:
    lines = statistics.counted(by, statistics.Scope(query.award))
    return [_Line(line.key, line.conferrals) for line in lines if line.key]


def share_answer(query: Query, lang: str) -> Answer:
    """What part of a whole is of one kind: the value is its percentage, with one decimal."""
    part = query.share_of
    whole = query.rows().order_by()
    if part is None:
        return no_record(query, Rows([], 0, 0, [], 0), lang)
    of_people = isinstance(part, _OF_PEOPLE)
    rows = part.narrow(query.rows().order_by())
    if of_people:
        counts = [r.values("recipient").distinct().count() for r in (rows, whole)]
    else:
        counts = [rows.count(), whole.count()]
    few, all_of_them = counts
    if not all_of_them:
        return no_record(query, Rows([], 0, 0, [], 0), lang)
    percent = round(100 * few / all_of_them, 1)
    found = records.read(query.parts(), BESIDE)
    said = phrases(lang).gettext("{part} of {whole} on record: {percent} %.")
    return replace(
        frame(query, lang),
        status="answered",
        headline=said.format(part=few, whole=all_of_them, percent=_decimal(percent, lang)),
        total=all_of_them if not of_people else whole.count(),
        value=percent,
        conferrals=rows_of(found, lang),
        notes=(*unknown_citizens(query, lang), held_words(query.award, lang)),
        next_questions=next_questions(query, found, lang),
    )


def _decimal(number: float, lang: str) -> str:
    return str(number) if lang == "en" else str(number).replace(".", ",")


def ranking_answer(query: Query, lang: str) -> Answer:
    """Who has the most honours: everybody at the top, with what each of them has."""
    best = _the_most(query)
    top = [recipient for recipient, count in best if count == best[0][1]]
    if not top or best[0][1] < 2:
        return no_record(query, Rows([], 0, 0, [], 0), lang)
    found = records.read([query.rows().filter(recipient__in=top).newest_first(few=True)], LIMIT)
    names = list(dict.fromkeys(record.name(lang) for record in found))
    t = phrases(lang)
    said = t.ngettext(
        "The most on record: {count} honour each. {names}.",
        "The most on record: {count} honours each. {names}.",
        best[0][1],
    )
    notes = [held_words(query.award, lang)]
    if len(top) > _AT_THE_TOP:
        notes.insert(0, t.gettext("More people than are listed have as many."))
    return replace(
        frame(query, lang),
        status="answered",
        headline=said.format(count=best[0][1], names=", ".join(names)),
        total=len(found),
        value=best[0][1],
        conferrals=rows_of(found, lang),
        notes=tuple(notes),
        next_questions=next_questions(query, found, lang),
    )


def _the_most(query: Query) -> list[tuple[int, int]]:
    """(recipient, how many honours), the most first, at most one more than is told."""
    if not query.filters:
        holders = Recipient.objects.order_by("-honours", "pk").values_list("pk", "honours")
        return list(holders[: _AT_THE_TOP + 1])
    counted = query.rows().order_by().values_list("recipient").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "recipient")[: _AT_THE_TOP + 1])
