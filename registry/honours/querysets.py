"""Reads of conferrals that chain. What a period means is said here, once."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Substr
from django.db.models.lookups import Exact

from registry.dates import DateRange


def falls_in(days: DateRange) -> Q:
    """The act's date, or the presentation's, lies wholly in the range (design §4)."""
    return Q(conferred_on__within=days) | Q(presented_on__within=days)


def may_fall_in(days: DateRange) -> Q:
    """Too coarse to decide: a known date overlaps the range without lying wholly in it."""
    by_act = Q(conferred_on__overlaps=days)
    by_presentation = Q(conferred_on__isnull=True, presented_on__overlaps=days)
    return (by_act | by_presentation) & ~sure(days)


def sure(days: DateRange) -> Q:
    """`falls_in` that is false, not unknown, where a date is missing: so that it can be negated."""
    return Q(conferred_on__isnull=False, conferred_on__within=days) | Q(
        presented_on__isnull=False, presented_on__within=days
    )


def day_of_year(column: str) -> Substr:
    """The `MM-DD` of a date's ISO form: of one that is not known to the day, less or nothing."""
    return Substr(column, 6, output_field=models.CharField())


if TYPE_CHECKING:
    from registry.honours.models.conferral import Conferral

    _Rows = models.QuerySet[Conferral]
else:
    _Rows = models.QuerySet


class ConferralQuerySet(_Rows):
    """Conferrals, narrowed."""

    def published(self) -> "ConferralQuerySet":
        """What the public may see."""
        return self.filter(state="published")

    def in_period(self, days: DateRange) -> "ConferralQuerySet":
        """Those that surely fall in the range."""
        return self.filter(falls_in(days))

    def possibly_in_period(self, days: DateRange) -> "ConferralQuerySet":
        """Those whose date is too coarse to decide. Never counted."""
        return self.filter(may_fall_in(days))

    def on_day_of_year(self, day: str) -> "ConferralQuerySet":
        """Those of one day (`04-19`) of any year, by the act's date or the presentation's."""
        act = Exact(day_of_year("conferred_on"), Value(day))
        presentation = Exact(day_of_year("presented_on"), Value(day))
        return self.filter(Q(act) | Q(presentation))

    def undated(self) -> "ConferralQuerySet":
        """Those of which no date is known at all."""
        return self.filter(conferred_on__isnull=True, presented_on__isnull=True)

    def with_status(self, on: dt.date | None = None) -> "ConferralQuerySet":
        """Annotate `last_event`: the kind of the last event up to the day, or None: in force."""
        from registry.honours.models import ConferralEvent

        events = ConferralEvent.objects.filter(conferral=OuterRef("pk"))
        if on is not None:
            events = events.filter(Q(date__isnull=True) | Q(date__overlaps=DateRange(None, on)))
        last = events.order_by(F("date").desc(nulls_last=True), "-id").values("kind")[:1]
        return self.annotate(last_event=Subquery(last))

    def in_force(self, on: dt.date) -> "ConferralQuerySet":
        """Those that no event up to the day has ended."""
        standing = Q(last_event__isnull=True) | Q(last_event="restored")
        return self.with_status(on).filter(standing)

    def newest_first(self) -> "ConferralQuerySet":
        """By the date that counts, the newest first; the undated at the end; ties by id."""
        return self.annotate(counts_on=Coalesce("conferred_on", "presented_on")).order_by(
            F("counts_on").desc(nulls_last=True), "-id"
        )

    def oldest_first(self) -> "ConferralQuerySet":
        """By the date that counts, the oldest first; ties by id."""
        return self.annotate(counts_on=Coalesce("conferred_on", "presented_on")).order_by(
            F("counts_on").asc(nulls_last=True), "id"
        )

    def with_details(self) -> "ConferralQuerySet":
        """Everything that one line of an answer needs, in a fixed number of queries."""
        return self.select_related(
            "recipient", "award__authority", "grade", "decree__authority"
        ).prefetch_related("recipient__names", "award__grades", "evidence__source")
