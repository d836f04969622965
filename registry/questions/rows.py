"""A query → its rows: the conferrals, how many in all, and those that a date leaves open."""

from dataclasses import dataclass, replace

from django.db.models import Q

from registry.honours.models import Conferral
from registry.honours.querysets import ConferralQuerySet
from registry.questions.query import Query

LIMIT = 500
POSSIBLE_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query found: the conferrals themselves, how many in all, and how many people."""

    found: list[Conferral]
    total: int
    people: int
    possible: list[Conferral]
    undated: int


def fetch(query: Query) -> Rows:
    """Run a query: at most LIMIT rows, exact totals."""
    rows = query.rows()
    if query.kind in ("first", "latest"):
        rows = _at_the_edge(rows, latest=query.kind == "latest")
    found = _details(rows, LIMIT)
    total = len(found) if len(found) < LIMIT else rows.count()
    people = (
        len({c.recipient_id for c in found})
        if total == len(found)
        else rows.values("recipient").distinct().count()
    )
    possible = _details(query.possible_rows(), POSSIBLE_LIMIT) if query.period else []
    return Rows(found, total, people, possible, query.undated_rows().count() if query.period else 0)


def _details(rows: ConferralQuerySet, limit: int) -> list[Conferral]:
    return list(rows.with_details().with_status().newest_first()[:limit])


def _at_the_edge(rows: ConferralQuerySet, *, latest: bool) -> ConferralQuerySet:
    """Those of the last known date, or of the first: several people may share it."""
    dated = rows.newest_first().exclude(conferred_on=None, presented_on=None)
    edge = dated.first() if latest else dated.last()
    if edge is None:
        return rows.none()
    day = edge.conferred_on or edge.presented_on
    return rows.filter(Q(conferred_on=day) | Q(conferred_on__isnull=True, presented_on=day))


def recorded_instead(query: Query) -> list[Conferral]:
    """Where a person's award is asked with a degree or a date that does not fit: what does fit."""
    if query.recipient is None or query.award is None or not (query.grade or query.period):
        return []
    return _details(replace(query, grade=None, period=None).rows(), 3)
