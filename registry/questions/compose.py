"""A query that ran → an `Answer`: headline, rows with their sources, and what was not decided."""

from collections.abc import Iterable

from registry.dates import PartialDate
from registry.honours.models import Conferral, Evidence, Source
from registry.honours.models.recipient import display_name
from registry.questions.answer import (
    AwardRef,
    ConferralRow,
    DecreeRef,
    GradeRef,
    RecipientRef,
    SourceRef,
)
from registry.wording import date_words, phrases

_STRENGTH = {strength: place for place, strength in enumerate(Source.Strength.values)}


def rows_of(conferrals: Iterable[Conferral], lang: str) -> tuple[ConferralRow, ...]:
    """Rows of an answer from conferrals read `with_details` and `with_status`."""
    return tuple(row_of(conferral, lang) for conferral in conferrals)


def row_of(conferral: Conferral, lang: str) -> ConferralRow:
    """One conferral in the words of one language."""
    names = list(conferral.recipient.names.all())
    award = conferral.award
    assert award is not None  # a published conferral names its award
    grade = conferral.grade
    return ConferralRow(
        id=conferral.public_id,
        recipient=RecipientRef(
            conferral.recipient.public_id,
            display_name(names, lang),
            tuple(dict.fromkeys(name.text for name in names)),
        ),
        award=AwardRef(award.slug, award.short_in(lang)),
        grade=GradeRef(grade.rank, grade.name_in(lang)) if grade else None,
        conferred_on=_iso(conferral.conferred_on),
        presented_on=_iso(conferral.presented_on),
        status=status_of(conferral),
        posthumous=conferral.posthumous,
        reason=conferral.text_in("reason", lang),
        office=conferral.text_in("office", lang),
        contested=conferral.contested,
        note=differing_words(conferral, lang),
        decree=_decree(conferral, lang),
        sources=source_refs(conferral.evidence.all()),
        line=line_of(conferral, display_name(names, lang), lang),
    )


def status_of(conferral: Conferral) -> str:
    """In force unless the last event says otherwise."""
    last = getattr(conferral, "last_event", None)
    return "in_force" if last in (None, "restored") else str(last)


def source_refs(evidence: Iterable[Evidence]) -> tuple[SourceRef, ...]:
    """The sources of a conferral, the strongest first, each once."""
    sources = {e.source.pk: e.source for e in evidence}.values()
    ranked = sorted(sources, key=lambda s: (_STRENGTH[s.strength], s.pk))
    return tuple(source_ref(source) for source in ranked)


def source_ref(source: Source) -> SourceRef:
    """One source as answers refer to it."""
    return SourceRef(source.key, source.title, source.url, source.strength)


def line_of(conferral: Conferral, name: str, lang: str) -> str:
    """Who, the honour with its degree, and each date with what it is the date of."""
    t = phrases(lang).gettext
    office = conferral.text_in("office", lang) if _office_in(conferral, lang) else ""
    who = f"{name} ({office})" if office else name
    marks = [
        t("posthumously") if conferral.posthumous else "",
        t("sources differ") if conferral.contested else "",
        _status_words(status_of(conferral), lang),
    ]
    parts = [f"{who} — {honour_words(conferral, lang)}", *dates_words(conferral, lang), *marks]
    return "; ".join(part for part in parts if part)


def _office_in(conferral: Conferral, lang: str) -> bool:
    """An office is only said in its reader's own language: half-translated lines read badly."""
    return bool(getattr(conferral, f"office_{lang}"))


def honour_words(conferral: Conferral, lang: str) -> str:
    """The award with its degree, as the language puts the two together."""
    grade, award = conferral.grade, conferral.award
    assert award is not None
    if grade is not None and grade.kind != "single":
        return _lower_first(grade.name_in(lang)) if lang == "ru" else grade.name_in(lang)
    name = award.short_in(lang)
    has_degrees = any(g.kind == "degree" for g in award.grades.all())
    if grade is None and has_degrees:
        return phrases(lang).gettext("{award} (degree not stated)").format(award=name)
    return name


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def dates_words(conferral: Conferral, lang: str) -> list[str]:
    """Every known date under its own label, so that a presentation never passes for a decree."""
    t = phrases(lang).gettext
    labels: list[tuple[str, PartialDate | None]] = []
    if conferral.conferred_on_basis == Conferral.DateBasis.DECREE:
        labels.append((t("conferred: {date}"), conferral.conferred_on))
    else:
        labels.append((t("date given by the source: {date}"), conferral.conferred_on))
    labels.append((t("presented: {date}"), conferral.presented_on))
    said = [label.format(date=date_words(date, lang)) for label, date in labels if date]
    return said or [t("date not known")]


def _status_words(status: str, lang: str) -> str:
    t = phrases(lang).gettext
    return {
        "in_force": "",
        "revoked": t("revoked since"),
        "declined": t("declined by the recipient"),
        "returned": t("returned by the recipient"),
    }[status]


def differing_words(conferral: Conferral, lang: str) -> str:
    """Where sources differ on the date, what each of them says."""
    if not conferral.contested:
        return ""
    said = {e.date.iso(): e for e in conferral.evidence.all() if e.date}
    precise = [d for d in said if not any(o != d and o.startswith(d) for o in said)]
    if len(precise) < 2:
        return phrases(lang).gettext("Sources differ on this conferral.")
    dates = " / ".join(
        f"{date_words(PartialDate.parse(d), lang)} ({said[d].source.title})"
        for d in sorted(precise)
    )
    return phrases(lang).gettext("Sources differ on the date: {dates}").format(dates=dates)


def _decree(conferral: Conferral, lang: str) -> DecreeRef | None:
    decree = conferral.decree
    if decree is None:
        return None
    return DecreeRef(decree.public_id, decree.number, _iso(decree.date), decree.title_in(lang))


def _iso(date: PartialDate | None) -> str | None:
    return date.iso() if date else None
