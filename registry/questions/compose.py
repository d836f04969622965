"""Records → the rows of an answer, each with its sources and ready as one sentence."""

from collections.abc import Iterable

from registry.dates import PartialDate
from registry.honours.models import Source
from registry.honours.records import Act, Proof, Record
from registry.questions.answer import (
    AwardRef,
    ConferralRow,
    DecreeRef,
    GradeRef,
    RecipientRef,
    SourceRef,
)
from registry.wording.conferrals import (
    dates_words,
    differing_words,
    honour_words,
    joined_words,
    status_of,
)

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
        return joined_words(record, name, self.honours[honour], self.dates[dates], self.lang)


def source_refs(evidence: Iterable[Proof]) -> tuple[SourceRef, ...]:
    """The sources of a conferral, the strongest first, each once."""
    sources = {proof.source: proof for proof in evidence}.values()
    ranked = sorted(sources, key=lambda proof: (_STRENGTH[proof.strength], proof.source))
    return tuple(SourceRef(p.key, p.title, p.url, p.strength) for p in ranked)


def source_ref(source: Source) -> SourceRef:
    """One source as answers refer to it."""
    return SourceRef(source.key, source.title, source.url, source.strength)


def _decree(act: Act, lang: str) -> DecreeRef:
    order = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}[lang]
    title = next((act.titles[code] for code in order if act.titles[code]), "")
    return DecreeRef(act.id, act.number, _iso(act.date), title)


def _iso(date: PartialDate | None) -> str | None:
    return date.iso() if date else None
