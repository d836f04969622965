"""What lists can be narrowed by. A parameter that is none of these is an error, never ignored."""

from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from rest_framework.exceptions import ValidationError

from registry.api.filter_fields import (
    CountryFilter,
    GradeFilter,
    PartialDateFilter,
    RecordFilter,
    TruthFilter,
    YearFilter,
    one_of,
)
from registry.api.visible import shown_decrees, shown_recipients, survivor_of
from registry.dates import DateRange, PartialDate
from registry.honours.models import (
    Authority,
    Award,
    Conferral,
    ConferralEvent,
    Decree,
    Grade,
    Recipient,
)
from registry.honours.querysets import ConferralQuerySet
from registry.mentions.people import resolve_name


def _award(slug: str) -> Award | None:
    return Award.objects.filter(slug=slug).first()


def _authority(slug: str) -> Authority | None:
    return Authority.objects.filter(slug=slug).first()


def _recipient(public_id: str) -> Recipient | None:
    return shown_recipients().filter(public_id=public_id).first() or survivor_of(public_id)


def _decree(public_id: str) -> Decree | None:
    return shown_decrees().filter(public_id=public_id).first()


class AwardFilter(df.FilterSet):
    """Awards by kind, authority and status."""

    kind = one_of(Award.Kind.values)
    authority = RecordFilter(_authority, label="slug of the authority, as kz")
    status = df.CharFilter(label="the status exactly as the awards show it, as current")

    class Meta:
        model = Award
        fields: tuple[str, ...] = ()


class RecipientFilter(df.FilterSet):
    """Recipients by name (any script, case form or order), country, gender and kind."""

    name = df.CharFilter(method="by_name", label="a written name, found as the bot finds it")
    country = CountryFilter(field_name="citizenships__country", label="citizens of this state")
    gender = one_of(Recipient.Gender.values)
    kind = one_of(Recipient.Kind.values)

    class Meta:
        model = Recipient
        fields: tuple[str, ...] = ()

    def by_name(self, rows: "QuerySet[Recipient]", _: str, text: str) -> "QuerySet[Recipient]":
        resolved = resolve_name(text)
        found = [c.recipient.pk for c in (*resolved.matches, *resolved.resembling)]
        return rows.filter(pk__in=found)


class DecreeFilter(df.FilterSet):
    """Decrees by number and year."""

    number = df.CharFilter(label="exactly as written; unique only with its date")
    year = YearFilter(method="by_year")

    class Meta:
        model = Decree
        fields: tuple[str, ...] = ()

    def by_year(self, rows: "QuerySet[Decree]", _: str, year: PartialDate) -> "QuerySet[Decree]":
        return rows.filter(date__within=DateRange.of(year))


class ConferralFilter(df.FilterSet):
    """Conferrals by everything that tells them apart; `from` and `to` are both included."""

    award = RecordFilter(_award, label="slug of the award")
    grade = GradeFilter(method="by_grade", label="1, 2, 3 …, single, special or unstated")
    recipient = RecordFilter(_recipient, label="id of the recipient, also a merged one")
    decree = RecordFilter(_decree, label="id of the decree")
    country = CountryFilter(
        field_name="recipient__citizenships__country", label="on citizens of this state"
    )
    posthumous = TruthFilter()
    status = one_of(
        ("in_force", *ConferralEvent.Kind.values),
        method="by_status",
        label="today's; those restored are in force, too",
    )
    to = PartialDateFilter(method="in_filter_queryset", label="to the end of this day, month, year")

    class Meta:
        model = Conferral
        fields: tuple[str, ...] = ()

    def by_grade(self, rows: ConferralQuerySet, _: str, code: str) -> ConferralQuerySet:
        if code == "unstated":
            return rows.filter(grade__isnull=True)
        if code.isdecimal():
            return rows.filter(grade__kind=Grade.Kind.DEGREE, grade__rank=int(code))
        return rows.filter(grade__kind=code)

    def by_status(self, rows: ConferralQuerySet, _: str, status: str) -> ConferralQuerySet:
        in_force = Q(last_event__isnull=True) | Q(last_event="restored")
        wanted = in_force if status == "in_force" else Q(last_event=status)
        return rows.with_status().filter(wanted)

    def in_filter_queryset(
        self, rows: ConferralQuerySet, _: str, date: PartialDate
    ) -> ConferralQuerySet:
        """Read with the other edge in `filter_queryset`: one date has to lie between both."""
        return rows

    def filter_queryset(self, queryset: Any) -> Any:
        """A conferral falls in a period by its act's date or its presentation's (design §4)."""
        rows = super().filter_queryset(queryset)
        start, end = self.form.cleaned_data.get("from"), self.form.cleaned_data.get("to")
        if not start and not end:
            return rows
        days = DateRange(start.earliest() if start else None, end.latest() if end else None)
        if days.start and days.end and days.start > days.end:
            raise ValidationError({"from": "The period begins after it ends."})
        return rows.in_period(days)


# `from` is a word of Python's, so it cannot stand in the class body.
ConferralFilter.base_filters["from"] = PartialDateFilter(
    method="in_filter_queryset",
    label="from the start of this day, month or year; a date too coarse to decide is left out",
)
