"""A query → its rows: the conferrals, how many in all, and those that a date leaves open."""

from dataclasses import dataclass

from django.db.models import Q

from registry.honours.querysets import ConferralQuerySet
from registry.questions import records
from registry.questions.filters import GradeIs, HeldOn, HoldsAll, InPeriod, RecipientIs
from registry.questions.query import Query
from registry.questions.records import Record

LIMIT = 500
POSSIBLE_LIMIT = 50
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
    rows = query.rows()
    if query.kind in ("first", "latest"):
        rows = at_the_edge(rows, latest=query.kind == "latest")
    found = records.read(rows.newest_first(), LIMIT)
    if query.highest:
        found = highest_of(found)
    total = len(found) if len(found) < LIMIT else rows.count()
    people = (
        len({record.recipient for record in found})
        if total == len(found)
        else rows.order_by().values("recipient").distinct().count()
    )
    if query.dated is None:
        return Rows(found, total, people, [], 0)
    possible = records.read(query.possible_rows().newest_first(), POSSIBLE_LIMIT)
    return Rows(found, total, people, possible, query.undated_rows().count())


def at_the_edge(rows: ConferralQuerySet, *, latest: bool) -> ConferralQuerySet:
    """Those of the last known date, or of the first: several people may share it."""
    dated = rows.exclude(conferred_on=None, presented_on=None)
    ordered = dated.newest_first() if latest else dated.oldest_first()
    edge = ordered.values_list("conferred_on", "presented_on").first()
    if edge is None:
        return rows.none()
    day = edge[0] or edge[1]
    return rows.filter(Q(conferred_on=day) | Q(conferred_on__isnull=True, presented_on=day))


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
        return records.read(rows.filter(award__in=held.awards).newest_first(), limit)
    if wider == query or query.award is None:
        return []
    return records.read(wider.rows().newest_first(), limit)
