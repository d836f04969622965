"""A query → its rows: the conferrals, how many in all, and those that a date leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.dates import whole_years
from registry.honours import records, statistics
from registry.honours.holdings import per_year
from registry.honours.querysets import ConferralQuerySet
from registry.honours.records import Record
from registry.questions.filters import (
    FOREIGN,
    AwardIs,
    AwardKindIs,
    CitizenOf,
    GradeIs,
    HeldOn,
    HoldsAll,
    InPeriod,
    OfficeIs,
    RecipientIs,
)
from registry.questions.query import Query

LIMIT = 400
POSSIBLE_LIMIT = 50
_OF_PEOPLE = ("both", "all_degrees")
# What a claim may have wrong about a conferral that is on record.
LOOSE = (GradeIs, InPeriod, HeldOn)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query found: the conferrals themselves, how many in all, and how many people."""

    found: list[Record]
    total: int
    people: int
    possible: list[Record]
    undated: int


def fetch(query: Query) -> Rows:
    """Run a query: at most LIMIT rows, exact totals."""
    parts = query.parts()
    if query.kind in ("first", "latest"):
        parts = [at_the_edge(query.rows(), latest=query.kind == "latest").newest_first(few=True)]
    found = records.read(parts, LIMIT)
    if query.highest:
        found = highest_of(found)
    whole = len(found) < LIMIT
    total = len(found) if whole else count_of(query, parts)
    people = len({record.recipient for record in found}) if whole else people_in(query, parts)
    if query.kind in ("first", "latest"):
        return Rows(found, total, people, [], query.rows().undated().count())
    if query.dated is None:
        return Rows(found, total, people, [], 0)
    possible = records.read([query.possible_rows().newest_first()], POSSIBLE_LIMIT)
    return Rows(found, total, people, possible, query.undated_rows().count())


def count_of(query: Query, parts: Sequence[ConferralQuerySet]) -> int:
    """How many rows, read from the tallies where they know: of one award or all, of whole years,
    of one country or office.
    """
    kept = None if query.kind in ("first", "latest") else _tallied(query)
    if kept is not None:
        return kept
    period = query.get(InPeriod)
    known = all(isinstance(part, AwardIs | InPeriod) for part in query.filters)
    years = whole_years(period.days) if period is not None and known else None
    if years is None:
        return sum(part.order_by().count() for part in parts)
    counted = sum(count for year, count in per_year(query.award) if year and int(year) in years)
    return counted + sum(part.order_by().count() for part in parts[1:])


def _tallied(query: Query) -> int | None:
    """What a tally says of an award or all, and of one country or office or all; else None."""
    beside = [part for part in query.filters if not isinstance(part, AwardIs)]
    scope = statistics.Scope(query.award)
    match beside:
        case []:
            return statistics.total(scope)
        case [CitizenOf(country)] if country != FOREIGN:
            return statistics.total(scope, country=country)
        case [OfficeIs(office)]:
            return statistics.total(scope, office=office)
    return None


def people_in(query: Query, parts: Sequence[ConferralQuerySet]) -> int:
    """How many people are among the rows, where that is asked; else nothing is counted."""
    if not (query.people or query.kind in _OF_PEOPLE):
        return 0
    people = [part.order_by().values("recipient") for part in parts]
    return people[0].union(*people[1:]).count() if people[1:] else people[0].distinct().count()


def at_the_edge(rows: ConferralQuerySet, *, latest: bool) -> ConferralQuerySet:
    """Those of the last known date, or of the first: several people may share it."""
    ordered = rows.dated().newest_first() if latest else rows.oldest_first()
    edge = ordered.values_list("counts_on", flat=True).first()
    return rows.none() if edge is None else rows.filter(counts_on=edge)


def highest_of(found: list[Record]) -> list[Record]:
    """The highest honours by the law's order of precedence, and within an award by degree.

    An award whose place was rebuilt from other sources, or is not known, is never compared.
    """
    known = [r for r in found if r.award.precedence and r.award.precedence_basis == "law"]
    if not known:
        return found
    top = min(record.award.precedence or 0 for record in known)
    best = [record for record in known if record.award.precedence == top]
    ranks = [r.grade.rank for r in best if r.grade is not None and r.grade.rank]
    return [r for r in best if not ranks or (r.grade is not None and r.grade.rank == min(ranks))]


def recorded_instead(query: Query, limit: int = 3) -> list[Record]:
    """Where a person's award is asked with a degree or a date that does not fit: what does fit."""
    if query.recipient is None:
        return []
    wider = query.without(*LOOSE)
    held = query.get(HoldsAll)
    if held is not None:
        rows = Query("honours", (RecipientIs(query.recipient),)).rows()
        return records.read([rows.filter(award__in=held.awards).newest_first(few=True)], limit)
    if query.get(AwardKindIs) is not None:
        wider = wider.without(AwardKindIs)
    elif query.award is None:
        return []
    return [] if wider == query else records.read([wider.rows().newest_first(few=True)], limit)
