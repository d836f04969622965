"""What `ask` hands back: plain data, JSON-able, without a word of HTML."""

from dataclasses import asdict, dataclass, field
from typing import Any

STATUSES = ("answered", "no_record", "outside_coverage", "choose", "not_understood")


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a fact comes from. `strength`: primary, secondary or tertiary."""

    id: str
    title: str
    url: str
    strength: str


@dataclass(frozen=True, slots=True)
class RecipientRef:
    """A recipient: public id, the display name in the answer's language, and every written name."""

    id: str
    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AwardRef:
    """An award: slug and the name in the answer's language."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class GradeRef:
    """A grade: its rank (1 is highest, 0: no degrees) and its name."""

    rank: int
    name: str


@dataclass(frozen=True, slots=True)
class DecreeRef:
    """The act: number and title may be empty, the date is ISO text as precise as known."""

    id: str
    number: str
    date: str | None
    title: str


@dataclass(frozen=True, slots=True)
class ConferralRow:
    """One conferral as the answer tells it; `line` is a ready sentence in its language."""

    id: str
    recipient: RecipientRef
    award: AwardRef
    grade: GradeRef | None
    conferred_on: str | None
    presented_on: str | None
    status: str
    posthumous: bool
    reason: str
    office: str
    contested: bool
    note: str
    decree: DecreeRef | None
    sources: tuple[SourceRef, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that the asker may have meant; `pinned` goes back into `ask`."""

    id: str
    label: str
    detail: str
    pinned: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence about an award with the sources that back it."""

    text: str
    sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table: what is counted (a year, a country, an award) and how many."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it was run: in words, and as data that runs the same query again."""

    text: str
    machine: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `value`: a number for counts and shares (in per cent), true for a confirmed yes,
    an ISO date for when.
    """

    language: str
    status: str
    kind: str | None
    understood: Understood
    headline: str
    registry_version: str
    permalink: str = ""
    total: int = 0
    conferrals: tuple[ConferralRow, ...] = ()
    value: int | float | bool | str | None = None
    possible: tuple[ConferralRow, ...] = ()
    facts: tuple[Fact, ...] = ()
    table: tuple[TableRow, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    next_questions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's dictionary."""
        return asdict(self)
