"""Conferrals as answers need them: narrow rows, read in a fixed number of statements.

Model instances would cost ten times as much: an answer may list hundreds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from registry.dates import PartialDate
from registry.honours.catalogue import current_catalogue
from registry.honours.models import Award, ConferralEvent, Evidence, Grade, RecipientName
from registry.honours.models.base import NEAREST
from registry.honours.models.recipient import display_name
from registry.honours.querysets import ConferralQuerySet


@dataclass(frozen=True, slots=True)
class Name:
    """A written name, as `display_name` wants it."""

    pk: int
    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: what its source is, and the date that it gives."""

    source: int
    key: str
    title: str
    url: str
    strength: str
    date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Act:
    """The decree of a conferral."""

    id: str
    number: str
    date: PartialDate | None
    titles: dict[str, str]


@dataclass(slots=True)
class Record:
    """One conferral with all that a line of an answer tells."""

    pk: int
    id: str
    recipient: int
    recipient_id: str
    award: Award
    grade: Grade | None
    conferred_on: PartialDate | None
    basis: str
    presented_on: PartialDate | None
    presented_by: str
    presented_at: str
    posthumous: bool
    contested: bool
    offices: dict[str, str]
    reasons: dict[str, str]
    act: Act | None
    names: Sequence[Name] = ()
    evidence: Sequence[Proof] = ()
    last_event: str | None = None
    has_degrees: bool = False

    @property
    def day(self) -> PartialDate | None:
        """The date that counts: the act's, or the presentation's where that is all there is."""
        return self.conferred_on or self.presented_on

    def name(self, lang: str) -> str:
        """The recipient's display name for readers of `lang`."""
        return display_name(self.names, lang)

    def office(self, lang: str) -> str:
        """The office held then, in `lang` or the nearest language known."""
        return _nearest(self.offices, lang)

    def reason(self, lang: str) -> str:
        """For what, in `lang` or the nearest language known."""
        return _nearest(self.reasons, lang)


def _nearest(texts: dict[str, str], lang: str) -> str:
    return next((texts[code] for code in NEAREST[lang] if texts[code]), "")


_COLUMNS: tuple[str, ...] = (
    "pk", "public_id", "recipient", "recipient__public_id", "award", "grade", "conferred_on",
    "conferred_on_basis", "presented_on", "presented_by", "presented_at", "posthumous",
    "contested", "office_kk", "office_ru", "office_en", "reason_kk", "reason_ru", "reason_en",
    "decree__public_id", "decree__number", "decree__date", "decree__title_kk",
    "decree__title_ru", "decree__title_en",
)  # fmt: skip


_LANGUAGES = ("kk", "ru", "en")


def read(rows: ConferralQuerySet, limit: int) -> list[Record]:
    """At most `limit` conferrals in the order of `rows`: four statements, however many."""
    catalogue = current_catalogue()
    found = []
    found_rows: Iterable[tuple[Any, ...]] = rows.values_list(*_COLUMNS)[:limit]
    for row in found_rows:
        award = catalogue.awards[row[4]]
        act = _act(row[19:]) if row[19] else None
        grade = catalogue.grades[row[5]] if row[5] else None
        offices = dict(zip(_LANGUAGES, row[13:16], strict=True))
        reasons = dict(zip(_LANGUAGES, row[16:19], strict=True))
        first, dates = row[:4], row[6:13]
        record = Record(*first, award, grade, *dates, offices, reasons, act)  # type: ignore[call-arg]
        record.has_degrees = catalogue.has_degrees(award)
        found.append(record)
    _fill(found)
    return found


def _act(row: tuple[Any, ...]) -> Act:
    public_id, number, date, kk, ru, en = row
    return Act(public_id, number, date, {"kk": kk, "ru": ru, "en": en})


def _fill(records: Sequence[Record]) -> None:
    """The names, evidence and last events of records."""
    if not records:
        return
    names = names_of({record.recipient for record in records})
    keys = [record.pk for record in records]
    evidence: dict[int, list[Proof]] = {}
    proofs: Iterable[tuple[Any, ...]] = Evidence.objects.filter(conferral__in=keys).values_list(
        "conferral", "source", "source__key", "source__title", "source__url", "source__strength",
        "date",
    ).order_by("pk")  # fmt: skip
    for conferral, *columns in proofs:
        evidence.setdefault(conferral, []).append(Proof(*columns))
    events = last_events(keys)
    for record in records:
        record.names = names.get(record.recipient, ())
        record.evidence = evidence.get(record.pk, ())
        record.last_event = events.get(record.pk)


def names_of(recipients: Iterable[int]) -> dict[int, list[Name]]:
    """Every written name of recipients, by their keys."""
    named = RecipientName.objects.filter(recipient__in=list(recipients)).order_by("pk")
    rows: Iterable[tuple[Any, ...]] = named.values_list(
        "recipient", "pk", "text", "language", "kind"
    )
    found: dict[int, list[Name]] = {}
    for recipient, *columns in rows:
        found.setdefault(recipient, []).append(Name(*columns))
    return found


def last_events(conferrals: Sequence[int]) -> dict[int, str]:
    """What last became of each conferral of which anything is recorded."""
    rows = ConferralEvent.objects.filter(conferral__in=conferrals).order_by("pk")
    found: dict[int, tuple[str, str]] = {}
    for conferral, kind, date in rows.values_list("conferral", "kind", "date"):
        written = date.iso() if date else ""
        if conferral not in found or written >= found[conferral][0]:
            found[conferral] = (written, kind)
    return {conferral: kind for conferral, (_, kind) in found.items()}
