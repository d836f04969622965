"""What lists can be narrowed by. A parameter that is none of these is an error, never ignored."""

from typing import Any

import django_filters as df
from django import forms
from django.db.models import Q, QuerySet

from registry.dates import DateRange, PartialDate
from registry.errors import InvalidInput
from registry.honours.fields import PartialDateFormField
from registry.honours.models import Award, Conferral, ConferralEvent, Decree, Grade, Recipient
from registry.honours.querysets import ConferralQuerySet
from registry.mentions.people import resolve_name

STATUSES = ("in_force", *(kind for kind in ConferralEvent.Kind.values if kind != "restored"))


class PartialDateFormFieldChecked(PartialDateFormField):
    """A partial date in a query string."""

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class PartialDateFilter(df.Filter):
    """YYYY, YYYY-MM or YYYY-MM-DD."""

    field_class = PartialDateFormFieldChecked


class AwardFilter(df.FilterSet):
    """Awards by kind, authority and status."""

    kind = df.ChoiceFilter(choices=Award.Kind.choices)
    authority = df.CharFilter(field_name="authority__slug")
    status = df.CharFilter()

    class Meta:
        model = Award
        fields: tuple[str, ...] = ()


class RecipientFilter(df.FilterSet):
    """Recipients by name (any script, case form or order), country, gender and kind."""

    name = df.CharFilter(method="by_name", label="a written name, found as the bot finds it")
    country = df.CharFilter(field_name="citizenships__country")
    gender = df.ChoiceFilter(choices=Recipient.Gender.choices)
    kind = df.ChoiceFilter(choices=Recipient.Kind.choices)

    class Meta:
        model = Recipient
        fields: tuple[str, ...] = ()

    def by_name(self, rows: "QuerySet[Recipient]", _: str, text: str) -> "QuerySet[Recipient]":
        resolved = resolve_name(text)
        found = [c.recipient.pk for c in (*resolved.matches, *resolved.resembling)]
        return rows.filter(pk__in=found)


class DecreeFilter(df.FilterSet):
    """Decrees by number and year."""

    number = df.CharFilter()
    year = df.NumberFilter(method="by_year", min_value=1000, max_value=9999)

    class Meta:
        model = Decree
        fields: tuple[str, ...] = ()

    def by_year(self, rows: "QuerySet[Decree]", _: str, year: Any) -> "QuerySet[Decree]":
        return rows.filter(date__within=DateRange.of(PartialDate(int(year))))


class ConferralFilter(df.FilterSet):
    """Conferrals by everything that tells them apart; `from` and `to` are both included."""

    award = df.CharFilter(field_name="award__slug")
    grade = df.CharFilter(method="by_grade", label="1, 2, 3 …, single, special or unstated")
    recipient = df.CharFilter(field_name="recipient__public_id")
    decree = df.CharFilter(field_name="decree__public_id")
    country = df.CharFilter(field_name="recipient__citizenships__country")
    posthumous = df.BooleanFilter()
    status = df.ChoiceFilter(choices=[(s, s) for s in STATUSES], method="by_status")
    to = PartialDateFilter(field_name="conferred_on", method="later")

    class Meta:
        model = Conferral
        fields: tuple[str, ...] = ()

    def by_grade(self, rows: ConferralQuerySet, _: str, code: str) -> ConferralQuerySet:
        if code == "unstated":
            return rows.filter(grade__isnull=True)
        if code.isdecimal():
            return rows.filter(grade__kind=Grade.Kind.DEGREE, grade__rank=int(code))
        if code not in (Grade.Kind.SINGLE, Grade.Kind.SPECIAL):
            message = "wanted a number, single, special or unstated"
            raise InvalidInput("bad_grade", f"grade: {message}")
        return rows.filter(grade__kind=code)

    def by_status(self, rows: ConferralQuerySet, _: str, status: str) -> ConferralQuerySet:
        in_force = Q(last_event__isnull=True) | Q(last_event="restored")
        wanted = in_force if status == "in_force" else Q(last_event=status)
        return rows.with_status().filter(wanted)

    def later(self, rows: ConferralQuerySet, _: str, date: PartialDate) -> ConferralQuerySet:
        """Read with the other edge in `filter_queryset`: one date has to lie between both."""
        return rows

    def filter_queryset(self, queryset: Any) -> Any:
        """A conferral falls in a period by its act's date or its presentation's (design §4)."""
        rows = super().filter_queryset(queryset)
        start, end = self.form.cleaned_data.get("from"), self.form.cleaned_data.get("to")
        if not start and not end:
            return rows
        days = DateRange(start.earliest() if start else None, end.latest() if end else None)
        return rows.in_period(days)


# `from` is a word of Python's, so it cannot stand in the class body.
ConferralFilter.base_filters["from"] = PartialDateFilter(field_name="conferred_on", method="later")
