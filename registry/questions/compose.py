"""Records → the rows of an answer, each with its sources and ready as one sentence."""

from collections.abc import Iterable, Sequence
from typing import Any

from registry.dates import PartialDate
from registry.honours.models import Conferral, Source
from registry.questions.answer import (
    AwardRef,
    ConferralRow,
    DecreeRef,
    GradeRef,
    RecipientRef,
    SourceRef,
)
from registry.questions.records import Act, Proof, Record
from registry.wording import date_words, phrases

_STRENGTH = {strength: place for place, strength in enumerate(Source.Strength.values)}


def rows_of(records: Iterable[Record], lang: str) -> tuple[ConferralRow, ...]:
    """Rows of an answer."""
    writer = _Writer(lang)
    return tuple(writer.row(record) for record in records)


class _Writer:
    """Writes the rows of one answer; what rows share (awards, grades, sources) is made once."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.awards: dict[int, AwardRef] = {}
        self.grades: dict[int, GradeRef] = {}
        self.honours: dict[tuple[int, int | None], str] = {}
        self.sources: dict[int, SourceRef] = {}
        self.dates: dict[tuple[str, PartialDate | None, PartialDate | None], list[str]] = {}

    def row(self, record: Record) -> ConferralRow:
        """One conferral in the words of the language."""
        lang, award, grade = self.lang, record.award, record.grade
        name = record.name(lang)
        if award.pk not in self.awards:
            self.awards[award.pk] = AwardRef(award.slug, award.short_in(lang))
        if grade is not None and grade.pk not in self.grades:
            self.grades[grade.pk] = GradeRef(grade.rank, grade.name_in(lang))
        return ConferralRow(
            id=record.id,
            recipient=RecipientRef(
                record.recipient_id, name, tuple(dict.fromkeys(n.text for n in record.names))
            ),
            award=self.awards[award.pk],
            grade=self.grades[grade.pk] if grade is not None else None,
            conferred_on=_iso(record.conferred_on),
            presented_on=_iso(record.presented_on),
            status=status_of(record),
            posthumous=record.posthumous,
            reason=record.reason(lang),
            office=record.office(lang),
            contested=record.contested,
            note=differing_words(record, lang),
            decree=_decree(record.act, lang) if record.act else None,
            sources=self._sources(record),
            line=self._line(record, name),
        )

    def _sources(self, record: Record) -> tuple[SourceRef, ...]:
        if len(record.evidence) == 1:
            proof = record.evidence[0]
            if proof.source not in self.sources:
                self.sources[proof.source] = source_refs([proof])[0]
            return (self.sources[proof.source],)
        return source_refs(record.evidence)

    def _line(self, record: Record, name: str) -> str:
        honour = (record.award.pk, record.grade.pk if record.grade else None)
        if honour not in self.honours:
            self.honours[honour] = honour_words(record, self.lang)
        dates = (record.basis, record.conferred_on, record.presented_on)
        if dates not in self.dates:
            self.dates[dates] = dates_words(record, self.lang)
        return _joined(record, name, self.honours[honour], self.dates[dates], self.lang)


def status_of(conferral: Any) -> str:
    """In force unless the last event of a record, or a row read `with_status`, says otherwise."""
    last = getattr(conferral, "last_event", None)
    return "in_force" if last in (None, "restored") else str(last)


def source_refs(evidence: Iterable[Proof]) -> tuple[SourceRef, ...]:
    """The sources of a conferral, the strongest first, each once."""
    sources = {proof.source: proof for proof in evidence}.values()
    ranked = sorted(sources, key=lambda proof: (_STRENGTH[proof.strength], proof.source))
    return tuple(SourceRef(p.key, p.title, p.url, p.strength) for p in ranked)


def source_ref(source: Source) -> SourceRef:
    """One source as answers refer to it."""
    return SourceRef(source.key, source.title, source.url, source.strength)


def line_of(record: Record, name: str, lang: str) -> str:
    """Who, the honour with its degree, and each date with what it is the date of."""
    return _joined(record, name, honour_words(record, lang), dates_words(record, lang), lang)


def _joined(record: Record, name: str, honour: str, dates: Sequence[str], lang: str) -> str:
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


def _decree(act: Act, lang: str) -> DecreeRef:
    order = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}[lang]
    title = next((act.titles[code] for code in order if act.titles[code]), "")
    return DecreeRef(act.id, act.number, _iso(act.date), title)


def _iso(date: PartialDate | None) -> str | None:
    return date.iso() if date else None
