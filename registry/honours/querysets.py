"""Reads of conferrals that chain. What a period means is said here, once."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Exact

from registry.dates import DateRange, straddling


def falls_in(days: DateRange) -> Q:
    """The act's date, or the presentation's, lies wholly in the range (design §4)."""
    return Q(conferred_on__within=days) | Q(presented_on__within=days)


def sure(days: DateRange) -> Q:
    """`falls_in` that is false, not unknown, where a date is missing: so that it can be negated."""
    return Q(conferred_on__isnull=False, conferred_on__within=days) | Q(
        presented_on__isnull=False, presented_on__within=days
    )


class DayOfYear(Func):
    """The `MM-DD` of a date's ISO form: of one that is not known to the day, less or nothing.

    The place is written into the statement: an index on an expression serves no parameter.
    """

    template = "SUBSTR(%(expressions)s, 6)"
    output_field = models.CharField()


class NeverPresented(Func):
    """Whether a date of presentation is missing, in words that a plain index does not serve.

    SQLite takes a missing date for as rare as any other, and reads a million rows by the index of
    presentations to sort them; so worded, it is left with the index that is kept for the question.
    """

    template = "COALESCE(%(expressions)s, '') = ''"
    output_field = models.BooleanField()


if TYPE_CHECKING:
    from registry.honours.models.conferral import Conferral

    _Rows = models.QuerySet[Conferral]
else:
    _Rows = models.QuerySet


ENDED = ("revoked", "declined", "returned")


# Insignia that were not presented so long after the act are asked after.
PATIENCE = dt.timedelta(days=90)


def undelivered_before(
    today: dt.date, among: "ConferralQuerySet | None" = None
) -> "ConferralQuerySet":
    """Published, conferred well before today, and no presentation is known.

    Left out is what was ever revoked, declined or returned: nobody hands that over.
    """
    from registry.honours.models import Conferral, ConferralEvent

    rows = (Conferral.objects.all() if among is None else among).filter(
        NeverPresented("presented_on"), state="published", conferred_on__isnull=False
    )
    old = rows.filter(counts_on__within=DateRange(None, today - PATIENCE))
    # The few that ended as one list, not looked for at each of the many that did not.
    ended = ConferralEvent.objects.filter(kind__in=ENDED).order_by()
    return old.exclude(pk__in=ended.values("conferral"))


def _conferrals_with_events() -> Any:
    from registry.honours.models import ConferralEvent

    return ConferralEvent.objects.order_by().values("conferral")


class ConferralQuerySet(_Rows):
    """Conferrals, narrowed."""

    def published(self) -> "ConferralQuerySet":
        """What the public may see."""
        return self.filter(state="published")

    def in_period(self, days: DateRange) -> "ConferralQuerySet":
        """Those that surely fall in the range."""
        return self.filter(falls_in(days))

    def counting_in(self, days: DateRange) -> "ConferralQuerySet":
        """Those whose counting date surely falls in the range: what an index serves in order."""
        return self.dated().filter(counts_on__within=days)

    def shown_in(self, days: DateRange) -> "ConferralQuerySet":
        """The rest of `in_period`: presented in the range, conferred outside of it or unsurely."""
        inside = Q(conferred_on__within=days)
        return self.filter(presented_on__within=days, conferred_on__isnull=False).exclude(inside)

    def possibly_in_period(self, days: DateRange) -> "ConferralQuerySet":
        """Those whose date is too coarse to decide. Never counted."""
        coarse = [date.iso() for date in straddling(days)]
        presented = Q(presented_on__isnull=False, presented_on__within=days)
        return self.filter(counts_on__in=coarse).exclude(presented)

    def on_day_of_year(self, day: str) -> "ConferralQuerySet":
        """Those of one day (`04-19`) of any year, by the act's date or the presentation's."""
        act = Exact(DayOfYear("conferred_on"), Value(day))
        presentation = Exact(DayOfYear("presented_on"), Value(day))
        return self.filter(Q(act) | Q(presentation))

    def undated(self) -> "ConferralQuerySet":
        """Those of which no date is known at all."""
        return self.filter(counts_on="")

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
        from registry.honours.models import Conferral

        touched = Conferral.objects.filter(pk__in=_conferrals_with_events())
        ended = touched.with_status(on).filter(last_event__in=ENDED).order_by()
        return self.exclude(pk__in=ended.values("pk"))

    def newest_first(self, *, few: bool = False) -> "ConferralQuerySet":
        """By the date that counts, the newest first; the undated at the end; ties by id.

        `few`: the filters leave few rows, which are to be found and then sorted. Otherwise a
        database may walk a whole index in order to meet them.
        """
        newest = Concat("counts_on", Value("")).desc() if few else F("counts_on").desc()
        return self.order_by(newest, "-id")

    def oldest_first(self) -> "ConferralQuerySet":
        """The dated by the date that counts, the oldest first; ties by id."""
        return self.dated().order_by("counts_on", "id")

    def dated(self) -> "ConferralQuerySet":
        """Those of which a date is known."""
        return self.filter(counts_on__gt="")

    def with_details(self) -> "ConferralQuerySet":
        """Everything that one line of an answer needs, in a fixed number of queries."""
        return self.select_related(
            "recipient", "award__authority", "grade", "decree__authority"
        ).prefetch_related("recipient__names", "award__grades", "evidence__source")
