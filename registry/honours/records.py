"""Conferrals as answers need them: narrow rows, read in a fixed number of statements.

Model instances would cost ten times as much: an answer may list hundreds.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from registry.dates import PartialDate
from registry.honours.catalogue import current_catalogue
from registry.honours.models import Award, ConferralEvent, Grade
from registry.honours.models.base import NEAREST
from registry.honours.models.recipient import display_name
from registry.honours.querysets import ConferralQuerySet


class Name(NamedTuple):
    """A written name, as `display_name` wants it."""

    pk: int
    text: str
    language: str
    kind: str


class Proof(NamedTuple):
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


def read(parts: Sequence[ConferralQuerySet], limit: int) -> list[Record]:
    """At most `limit` conferrals, the newest of disjoint parts that are each in that order.

    One statement for each part, and three for the names, evidence and events of all.
    """
    found = [record for part in parts for record in _bare(part, limit)]
    if len(parts) > 1:
        found.sort(key=lambda r: (r.day.iso() if r.day else "", r.pk), reverse=True)
    del found[limit:]
    _fill(found)
    return found


def _bare(rows: ConferralQuerySet, limit: int) -> list[Record]:
    catalogue = current_catalogue()
    found = []
    found_rows: Iterable[tuple[Any, ...]] = rows.values_list(*_COLUMNS)[:limit]
    for row in found_rows:
        award = catalogue.awards[row[4]]
        act = _act(row[19:]) if row[19] else None
        grade = catalogue.grades[row[5]] if row[5] else None
        offices = dict(zip(_LANGUAGES, row[13:16], strict=True))
        reasons = dict(zip(_LANGUAGES, row[16:19], strict=True))
        record = _record(row, award, grade, offices, reasons, act)
        record.has_degrees = catalogue.has_degrees(award)
        found.append(record)
    return found


def _record(row: tuple[Any, ...], *more: Any) -> Record:
    award, grade, *rest = more
    values: Any = (*row[:4], award, grade, *row[6:13], *rest)
    return Record(*values)


def _act(row: tuple[Any, ...]) -> Act:
    public_id, number, date, kk, ru, en = row
    return Act(public_id, number, date, {"kk": kk, "ru": ru, "en": en})


def _fill(records: Sequence[Record]) -> None:
    """The names, evidence and last events of records."""
    if not records:
        return
    names = names_of({record.recipient for record in records})
    keys = [record.pk for record in records]
    evidence = _evidence_of(keys)
    events = last_events(keys)
    for record in records:
        record.names = names.get(record.recipient, ())
        record.evidence = evidence.get(record.pk, ())
        record.last_event = events.get(record.pk)


def _select(statement: str, keys: Collection[int]) -> list[tuple[Any, ...]]:
    """Rows of a statement with one `IN {keys}`: hundreds of rows are dear to read by the ORM."""
    if not keys:
        return []
    marks = "(" + ", ".join(["%s"] * len(keys)) + ")"
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{keys}", marks), list(keys))
        return list(cursor.fetchall())


_NAMES = """
    SELECT recipient_id, id, text, language, kind FROM honours_recipientname
    WHERE recipient_id IN {keys} ORDER BY id
"""
_EVIDENCE = """
    SELECT e.conferral_id, s.id, s.key, s.title, s.url, s.strength, e.date
    FROM honours_evidence e JOIN honours_source s ON s.id = e.source_id
    WHERE e.conferral_id IN {keys} ORDER BY e.id
"""


def names_of(recipients: Collection[int]) -> dict[int, list[Name]]:
    """Every written name of recipients, by their keys."""
    found: dict[int, list[Name]] = {}
    for recipient, *columns in _select(_NAMES, recipients):
        found.setdefault(recipient, []).append(Name._make(columns))
    return found


def _evidence_of(conferrals: Collection[int]) -> dict[int, list[Proof]]:
    found: dict[int, list[Proof]] = {}
    for conferral, *columns, date in _select(_EVIDENCE, conferrals):
        dated = PartialDate.parse(date) if date else None
        found.setdefault(conferral, []).append(Proof._make((*columns, dated)))
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
