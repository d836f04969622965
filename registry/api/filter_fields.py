"""How single filters read their value. Each refuses what it cannot read, in words."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import django_filters as df
from babel import Locale
from django import forms
from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from registry.dates import PartialDate

STATELESS = "XX"
_COUNTRIES = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch(r"[A-Z]{2}", code)
) - {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"} | {STATELESS}  # fmt: skip
_GRADE = re.compile(r"[1-9][0-9]?|single|special|unstated", re.ASCII)


class _DateField(forms.CharField):
    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class _YearField(forms.CharField):
    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if text and not re.fullmatch(r"[1-9][0-9]{3}", text, re.ASCII):
            raise forms.ValidationError("Wanted a year of four digits.")
        return PartialDate(int(text)) if text else None


class _TruthField(forms.CharField):
    def clean(self, value: Any) -> bool | None:
        text = super().clean(value)
        if text not in ("", "true", "false"):
            raise forms.ValidationError("Wanted true or false.")
        return text == "true" if text else None


class _GradeField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not _GRADE.fullmatch(text):
            raise forms.ValidationError("Wanted a number, single, special or unstated.")
        return str(text)


class _CountryField(forms.CharField):
    def clean(self, value: Any) -> str:
        code = str(super().clean(value)).upper()
        if code and code not in _COUNTRIES:
            raise forms.ValidationError("Wanted two letters of ISO 3166 (XX: stateless).")
        return code


@extend_schema_field(
    {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "example": "2024-04"}
)
class PartialDateFilter(df.Filter):
    """YYYY, YYYY-MM or YYYY-MM-DD."""

    field_class = _DateField


@extend_schema_field({"type": "integer", "minimum": 1000, "maximum": 9999})
class YearFilter(df.Filter):
    """A year; the value is a `PartialDate`."""

    field_class = _YearField


class TruthFilter(df.BooleanFilter):
    """true or false, and nothing that is silently neither."""

    field_class = _TruthField


@extend_schema_field(
    {"type": "string", "pattern": "^([1-9][0-9]?|single|special|unstated)$", "example": "1"}
)
class GradeFilter(df.Filter):
    """A degree by its number, single, special, or unstated: no source tells."""

    field_class = _GradeField


@extend_schema_field({"type": "string", "pattern": "^[A-Za-z]{2}$", "example": "KG"})
class CountryFilter(df.Filter):
    """A state by its two letters."""

    field_class = _CountryField


class RecordFilter(df.CharFilter):
    """Rows of one record. `find` reads it by its public name; None: not known, an error."""

    def __init__(self, find: "Callable[[str], Model | None]", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.find = find

    def filter(self, qs: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        if not value:
            return qs
        record = self.find(value)
        if record is None:
            raise ValidationError({self.field_name: "Nothing is published under this name."})
        return qs.filter(**{self.field_name: record})


def one_of(values: Iterable[str], **kwargs: Any) -> df.ChoiceFilter:
    """A filter by one of these words; the refusal of any other names them."""
    words = list(values)
    message = {"invalid_choice": f"Wanted one of {', '.join(words)}."}
    return df.ChoiceFilter(choices=[(w, w) for w in words], error_messages=message, **kwargs)
