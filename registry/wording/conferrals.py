"""One conferral in words: who, which honour, each date under its own label, what became of it."""

from collections.abc import Sequence
from typing import Any

from registry.dates import PartialDate
from registry.honours.models import Conferral
from registry.honours.records import Record
from registry.wording.dates import date_words
from registry.wording.phrases import phrases


def status_of(conferral: Any) -> str:
    """In force unless the last event of a record, or a row read `with_status`, says otherwise."""
    last = getattr(conferral, "last_event", None)
    return "in_force" if last in (None, "restored") else str(last)


def line_of(record: Record, name: str, lang: str) -> str:
    """Who, the honour with its degree, and each date with what it is the date of."""
    return joined_words(record, name, honour_words(record, lang), dates_words(record, lang), lang)


def joined_words(record: Record, name: str, honour: str, dates: Sequence[str], lang: str) -> str:
    """`line_of` of parts that are ready: rows of a long list share them."""
    # An office is only said in its reader's own language: half-translated lines read badly.
    office = record.offices[lang]
    who = f"{name} ({office})" if office else name
    line = "; ".join((f"{who} — {honour}", *dates))
    if not (record.posthumous or record.contested or record.last_event):
        return line
    t = phrases(lang).gettext
    marks = (
        line,
        t("posthumously") if record.posthumous else "",
        t("sources differ") if record.contested else "",
        _status_words(status_of(record), lang),
    )
    return "; ".join(mark for mark in marks if mark)


def honour_words(record: Record, lang: str) -> str:
    """The award with its degree, as the language puts the two together."""
    grade, award = record.grade, record.award
    if grade is not None and grade.kind != "single":
        return _lower_first(grade.name_in(lang)) if lang == "ru" else grade.name_in(lang)
    name = award.short_in(lang)
    if grade is None and record.has_degrees:
        return phrases(lang).gettext("{award} (degree not stated)").format(award=name)
    return name


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def dates_words(record: Record, lang: str) -> list[str]:
    """Every known date under its own label, so that a presentation never passes for a decree."""
    t = phrases(lang).gettext
    labels: list[tuple[str, PartialDate | None]] = []
    if record.basis == Conferral.DateBasis.DECREE:
        labels.append((t("conferred: {date}"), record.conferred_on))
    else:
        labels.append((t("date given by the source: {date}"), record.conferred_on))
    labels.append((t("presented: {date}"), record.presented_on))
    said = [label.format(date=date_words(date, lang)) for label, date in labels if date]
    return said or [t("date not known")]


def _status_words(status: str, lang: str) -> str:
    if status == "in_force":
        return ""
    t = phrases(lang).gettext
    return {
        "revoked": t("revoked since"),
        "declined": t("declined by the recipient"),
        "returned": t("returned by the recipient"),
    }[status]


def differing_words(record: Record, lang: str) -> str:
    """Where sources differ on the date, what each of them says."""
    if not record.contested:
        return ""
    said = {proof.date.iso(): proof for proof in record.evidence if proof.date}
    precise = [d for d in said if not any(o != d and o.startswith(d) for o in said)]
    if len(precise) < 2:
        return phrases(lang).gettext("Sources differ on this conferral.")
    dates = " / ".join(
        f"{date_words(PartialDate.parse(d), lang)} ({said[d].title})" for d in sorted(precise)
    )
    return phrases(lang).gettext("Sources differ on the date: {dates}").format(dates=dates)
