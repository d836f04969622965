"""A question that was understood: one kind and its filters, in words and as data.

The data form (`machine`) is what a permalink, a button and a follow-up carry; `from_machine` makes
the same query of it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from registry.errors import InvalidInput
from registry.honours.models import Award, Recipient
from registry.honours.querysets import ConferralQuerySet
from registry.honours.selectors import published
from registry.questions.filters import (
    FILTERS,
    FOREIGN,
    HOME,
    AwardIs,
    CitizenOf,
    DecreeIs,
    Filter,
    GradeIs,
    HeldOn,
    HoldsAll,
    HoldsAllDegrees,
    InPeriod,
    OnDay,
    PresentedBy,
    RecipientIs,
    RecipientsAre,
    Underwent,
)
from registry.questions.kinds import KINDS, kind_words

F = TypeVar("F", bound=Filter)
# Filters that leave few rows of however many.
FEW = (
    RecipientIs,
    RecipientsAre,
    HoldsAll,
    HoldsAllDegrees,
    DecreeIs,
    PresentedBy,
    OnDay,
    Underwent,
)


@dataclass(frozen=True, slots=True)
class Query:
    """One kind of question and what narrows it, in the order in which it is said.

    `people`: count people rather than conferrals. `share_of`: the part whose share is asked.
    `highest`: of a person's honours, the highest only.
    """

    kind: str
    filters: tuple[Filter, ...] = ()
    people: bool = False
    highest: bool = False
    share_of: Filter | None = None

    def get(self, kind: type[F]) -> F | None:
        """The filter of a type, if the query has one."""
        return next((part for part in self.filters if isinstance(part, kind)), None)

    @property
    def award(self) -> Award | None:
        """The one award that is asked about."""
        found = self.get(AwardIs)
        return found.award if found else None

    @property
    def recipient(self) -> Recipient | None:
        """The one person who is asked about."""
        found = self.get(RecipientIs)
        return found.recipient if found else None

    @property
    def grade(self) -> str:
        """The code of the grade asked about, or nothing."""
        found = self.get(GradeIs)
        return found.code if found else ""

    @property
    def dated(self) -> InPeriod | HeldOn | None:
        """The filter that a coarse date leaves open, if there is one."""
        return self.get(InPeriod) or self.get(HeldOn)

    def with_(self, *filters: Filter) -> "Query":
        """The query with filters set, each in the place of one of its own type."""
        types = {type(part) for part in filters}
        kept = [part for part in self.filters if type(part) not in types]
        return replace(self, filters=_in_order([*kept, *filters]))

    def without(self, *types: type[Filter]) -> "Query":
        """The query without the filters of some types."""
        return replace(self, filters=tuple(p for p in self.filters if type(p) not in types))

    def rows(self) -> ConferralQuerySet:
        """The published conferrals that every filter lets through."""
        rows: ConferralQuerySet = published()
        for part in self.filters:
            rows = part.narrow(rows)
        return rows

    def parts(self) -> list[ConferralQuerySet]:
        """`rows` in disjoint parts, the newest first, each of which an index serves."""
        few = any(_leaves_few(part) for part in self.filters)
        period = self.get(InPeriod)
        if period is None:
            return [self.rows().newest_first(few=few)]
        rows = self.without(InPeriod).rows()
        return [
            rows.counting_in(period.days).newest_first(few=few),
            rows.shown_in(period.days).newest_first(few=True),
        ]

    def possible_rows(self) -> ConferralQuerySet:
        """Those that only the date cannot decide, for want of a precise one."""
        dated, rows = self.dated, published()
        if dated is None:
            return rows.none()
        for part in self.filters:
            rows = dated.possible(rows) if part is dated else part.narrow(rows)
        return rows

    def undated_rows(self) -> ConferralQuerySet:
        """Those that the other filters let through and of which no date is known."""
        dated = self.dated
        return self.without(type(dated)).rows().undated() if dated else published().none()

    def words(self, lang: str) -> str:
        """The query in words: the kind, then every filter that ran."""
        said = [kind_words(self.kind, lang), *(part.words(lang) for part in self.filters)]
        return "; ".join(said if self.share_of is None else [*said, self.share_of.words(lang)])

    def machine(self) -> dict[str, Any]:
        """The query as flat data."""
        data: dict[str, Any] = {"kind": self.kind}
        for part in self.filters:
            data |= part.machine()
        if self.share_of is not None:
            data |= {f"of_{name}": value for name, value in self.share_of.machine().items()}
        flags = {"people": self.people, "highest": self.highest}
        return data | {name: True for name, is_set in flags.items() if is_set}

    def permalink(self, lang: str) -> str:
        """The address, under the public pages, that runs this query again."""
        flat = {k: "1" if v is True else v for k, v in self.machine().items()}
        return "/q?" + urlencode({**flat, "lang": lang})


def _leaves_few(part: Filter) -> bool:
    """Whether a filter leaves few rows of however many: those of one country abroad do."""
    abroad = isinstance(part, CitizenOf) and part.country not in (HOME, FOREIGN)
    return abroad or isinstance(part, FEW)


def _in_order(filters: list[Filter]) -> tuple[Filter, ...]:
    return tuple(sorted(filters, key=lambda part: FILTERS.index(type(part))))


def query_of(kind: str, filters: "list[Filter | None]", **more: Any) -> Query:
    """A query of the filters that are there, in the order in which they are said."""
    return Query(kind, _in_order([part for part in filters if part is not None]), **more)


def from_machine(data: Mapping[str, Any]) -> Query:
    """The query that `machine` describes; raises InvalidInput or NotFound naming the field."""
    kind = str(data.get("kind", ""))
    if kind not in KINDS:
        raise InvalidInput("unknown_kind", f"kind: {kind!r} is none of {', '.join(KINDS)}")
    part = {name.removeprefix("of_"): v for name, v in data.items() if name.startswith("of_")}
    query = query_of(
        kind,
        [reader.read(data) for reader in FILTERS],
        people=bool(data.get("people")),
        highest=bool(data.get("highest")),
        share_of=next((found for reader in FILTERS if (found := reader.read(part))), None),
    )
    missing = _WANTS.get(kind, ())
    if missing and not any(query.get(wanted) for wanted in missing):
        raise InvalidInput("incomplete", f"kind: {kind!r} wants something to be asked about")
    return query


# What a kind cannot do without; where several stand, one of them is enough.
_WANTS: dict[str, tuple[type[Filter], ...]] = {"about": (AwardIs,)}
