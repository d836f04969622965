"""A query → its rows, counts and value, and the answer made of them."""

from dataclasses import replace

from registry.honours.models import Conferral
from registry.honours.selectors import registry_version
from registry.questions.about import about_answer
from registry.questions.answer import Answer, Understood
from registry.questions.compose import rows_of
from registry.questions.query import Query
from registry.questions.remarks import next_questions, remarks, remarks_of_absence
from registry.questions.rows import Rows, fetch
from registry.wording import date_words, phrases


def run(query: Query, lang: str) -> Answer:
    """Run a query and say its answer in one language."""
    if query.kind == "about" and query.award is not None:
        return about_answer(query, lang)
    rows = fetch(query)
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
        notes=tuple(remarks(query, rows, lang)),
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
    if query.kind in ("first", "latest"):
        day = rows.found[0].conferred_on or rows.found[0].presented_on
        assert day is not None  # the undated are at neither edge
        said = {
            "first": t.gettext("The earliest on record: {date}."),
            "latest": t.gettext("The latest on record: {date}."),
        }[query.kind]
        return said.format(date=date_words(day, lang))
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


def _no_record(query: Query, rows: Rows, lang: str) -> Answer:
    """No row is not a "no": the answer says what the registry holds and what it does not know."""
    return replace(
        _frame(query, lang),
        headline=phrases(lang).gettext("No record of this in the registry."),
        possible=rows_of(rows.possible, lang),
        notes=tuple(remarks_of_absence(query, rows, lang)),
        next_questions=next_questions(query, [], lang),
    )
