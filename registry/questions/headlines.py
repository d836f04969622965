"""The first line of an answer that lists conferrals, and its value, by kind of question."""

from collections.abc import Callable

from registry.honours.records import Record
from registry.questions.query import Query
from registry.questions.rows import Rows
from registry.wording import date_words, phrases
from registry.wording.conferrals import honour_words

Value = int | float | bool | str | None


def value_of(query: Query, rows: Rows) -> Value:
    """A number for counts, true for a confirmed yes, an ISO date for when; else nothing."""
    if query.kind == "count":
        return rows.people if query.people else rows.total
    if query.kind == "did_receive":
        return True
    if query.kind == "when":
        dated = [day for record in rows.found if (day := record.day)]
        return min(dated).iso() if dated else None
    return None


def headline_of(query: Query, rows: Rows, lang: str) -> str:
    """The answer in one line, before its rows."""
    said = _HEADLINES.get(query.kind, _counted)(query, rows, lang)
    return said or _counted(query, rows, lang)


def _counted(query: Query, rows: Rows, lang: str) -> str:
    t = phrases(lang)
    if query.recipient is not None and query.kind in ("honours", "count"):
        said = t.ngettext(
            "{name}: {count} honour on record.", "{name}: {count} honours on record.", rows.total
        )
        return said.format(name=query.recipient.name_in(lang), count=rows.total)
    if query.people:
        said = t.ngettext("On record: {count} person.", "On record: {count} people.", rows.people)
        return said.format(count=rows.people)
    said = t.ngettext("On record: {count} conferral.", "On record: {count} conferrals.", rows.total)
    return said.format(count=rows.total)


def _when(query: Query, rows: Rows, lang: str) -> str:
    t = phrases(lang).gettext
    dates = [date_words(r.day, lang) if r.day else t("date not known") for r in rows.found[::-1]]
    return _sentence(dict.fromkeys(dates))


def _where(query: Query, rows: Rows, lang: str) -> str:
    places = dict.fromkeys(record.presented_at for record in rows.found if record.presented_at)
    if not places:
        return phrases(lang).gettext("Where it was handed over is not on record.")
    return phrases(lang).gettext("Handed over: {places}.").format(places="; ".join(places))


def _by_whom(query: Query, rows: Rows, lang: str) -> str:
    t = phrases(lang).gettext
    givers = dict.fromkeys(record.presented_by for record in rows.found if record.presented_by)
    if givers:
        return t("Handed over by: {names}.").format(names="; ".join(givers))
    states = dict.fromkeys(record.award.authority.name_in(lang) for record in rows.found)
    said = t("Who handed it over is not on record. Whose award it is: {authority}.")
    return said.format(authority="; ".join(states))


def _why(query: Query, rows: Rows, lang: str) -> str:
    reasons = dict.fromkeys(reason for record in rows.found if (reason := record.reason(lang)))
    if not reasons:
        return phrases(lang).gettext("For what it was received is not on record.")
    said = phrases(lang).gettext("For what, as the sources say: {reason}")
    return said.format(reason="; ".join(reasons))


def _which_decree(query: Query, rows: Rows, lang: str) -> str:
    said = dict.fromkeys(decree_words(record, lang) for record in rows.found if record.act)
    return _sentence(said) if said else phrases(lang).gettext("The decree is not on record.")


def decree_words(record: Record, lang: str) -> str:
    """The act by its number and date, as far as either is known."""
    t = phrases(lang).gettext
    act = record.act
    if act is None:
        return t("the decree is not on record")
    date = date_words(act.date, lang) if act.date else t("date not known")
    if not act.number:
        return t("decree of {date}, its number is not on record").format(date=date)
    return t("decree No. {number} of {date}").format(number=act.number, date=date)


def _did_receive(query: Query, rows: Rows, lang: str) -> str:
    name = query.recipient.name_in(lang) if query.recipient else ""
    return phrases(lang).gettext("Yes, this is on record: {name}.").format(name=name)


def _edge(query: Query, rows: Rows, lang: str) -> str:
    t = phrases(lang).gettext
    day = rows.found[0].day
    assert day is not None  # the undated are at neither edge
    said = {
        "first": t("The earliest on record: {date}."),
        "latest": t("The latest on record: {date}."),
    }[query.kind]
    return said.format(date=date_words(day, lang))


def _holders_of_all(query: Query, rows: Rows, lang: str) -> str:
    said = phrases(lang).ngettext(
        "On record: {count} person has all of them.",
        "On record: {count} people have all of them.",
        rows.people,
    )
    return said.format(count=rows.people)


def _honours(query: Query, rows: Rows, lang: str) -> str:
    if not query.highest:
        return ""
    top = "; ".join(dict.fromkeys(honour_words(record, lang) for record in rows.found))
    name = query.recipient.name_in(lang) if query.recipient else ""
    ranked = rows.found[0].award.precedence_basis == "law"
    if not ranked:
        return ""
    said = phrases(lang).gettext("{name}: the highest honour on record is {award}.")
    return said.format(name=name, award=top)


def _sentence(parts: "dict[str, None]") -> str:
    said = "; ".join(parts)
    return said[:1].upper() + said[1:] + "."


_HEADLINES: dict[str, Callable[[Query, Rows, str], str]] = {
    "when": _when,
    "where": _where,
    "by_whom": _by_whom,
    "why": _why,
    "which_decree": _which_decree,
    "did_receive": _did_receive,
    "first": _edge,
    "latest": _edge,
    "both": _holders_of_all,
    "all_degrees": _holders_of_all,
    "honours": _honours,
}
