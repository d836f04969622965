"""What rules look at beside a conferral, read once for all that are checked together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from registry.dates import PartialDate
from registry.honours.models import Award, AwardPeriod, Citizenship, Conferral, Grade

_LINKED = ("recipient", "award", "grade", "decree")


class Around:
    """The surroundings of some conferrals, saved or not, by a fixed number of statements.

    Each kind of thing is read when the first rule asks for it, and for all conferrals at once.
    `today` is handed in where it matters; else it is the day in the registry's time zone.
    """

    def __init__(self, conferrals: Sequence[Conferral], today: dt.date | None = None) -> None:
        self.conferrals = conferrals
        self.today = today or timezone.localdate()
        prefetch_related_objects(list(conferrals), *_LINKED)

    def others(self, conferral: Conferral) -> list[Conferral]:
        """What else the recipient received, in any state but withdrawn."""
        rows = self._received.get(conferral.recipient_id, [])
        return [row for row in rows if row.pk != conferral.pk]

    def periods(self, conferral: Conferral) -> list[AwardPeriod]:
        """When the award existed; sources that differ stand side by side."""
        return self._periods.get(conferral.award_id or 0, [])

    def state_of_award(self, conferral: Conferral) -> str:
        """The country whose award it is (ISO 3166), or nothing."""
        return self._states.get(conferral.award_id or 0, "")

    def grade_of_rank(self, award: int, rank: int) -> Grade | None:
        """The degree of a rank, if the award has one."""
        return self._degrees.get((award, rank))

    def countries(self, conferral: Conferral) -> set[str]:
        """The states of which the recipient is known to be a citizen."""
        return self._citizenships.get(conferral.recipient_id, set())

    def _keys(self, column: str) -> set[int]:
        keys = (getattr(conferral, column) for conferral in self.conferrals)
        return {key for key in keys if key}

    @cached_property
    def _received(self) -> dict[int, list[Conferral]]:
        rows = Conferral.objects.filter(recipient__in=self._keys("recipient_id"))
        stand = rows.exclude(state=Conferral.State.WITHDRAWN).select_related("award", "grade")
        return _grouped(stand, "recipient_id")

    @cached_property
    def _periods(self) -> dict[int, list[AwardPeriod]]:
        return _grouped(AwardPeriod.objects.filter(award__in=self._keys("award_id")), "award_id")

    @cached_property
    def _states(self) -> dict[int, str]:
        rows = Award.objects.filter(pk__in=self._keys("award_id"))
        return dict(rows.values_list("pk", "authority__country"))

    @cached_property
    def _degrees(self) -> dict[tuple[int, int], Grade]:
        rows = Grade.objects.filter(award__in=self._keys("award_id"), kind=Grade.Kind.DEGREE)
        return {(grade.award_id, grade.rank): grade for grade in rows}

    @cached_property
    def _citizenships(self) -> dict[int, set[str]]:
        rows = Citizenship.objects.filter(recipient__in=self._keys("recipient_id"))
        found = _grouped(rows, "recipient_id")
        return {key: {row.country for row in held} for key, held in found.items()}


def _grouped(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups


def day_of(conferral: Conferral) -> PartialDate | None:
    """The day of the act, as the record or its decree says; else that of the presentation."""
    decree = conferral.decree
    return conferral.conferred_on or (decree and decree.date) or conferral.presented_on
