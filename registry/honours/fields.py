"""The database column of a partial date.

One text column in the C collation holds the ISO form. It sorts by the earliest day that the date
can mean, and two lookups answer a period exactly, at any precision:

* `within=DateRange`: every day that it can mean lies in the range (served by a plain index);
* `overlaps=DateRange`: some day that it can mean lies in the range.
"""

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from registry.dates import DateRange, PartialDate, lower_bound, upper_bound

if TYPE_CHECKING:
    _Column = models.CharField[PartialDate | str | None, PartialDate | None]
else:
    _Column = models.CharField


class PartialDateField(_Column):
    """`PartialDate | None` in Python, `YYYY[-MM[-DD]]` in SQL."""

    description = "A date as precise as its source"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("YYYY, YYYY-MM or YYYY-MM-DD: no more than is known."))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("max_length", "help_text"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs

    def db_parameters(self, connection: Any) -> Any:
        return _in_bytes(super().db_parameters(connection), connection)

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value).strip())
        except ValueError as error:
            raise ValidationError(str(error), code="invalid_date") from None

    def get_prep_value(self, value: Any) -> str | None:
        date = self.to_python(value)
        return date.iso() if date else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def run_validators(self, value: Any) -> None:
        """Nothing beyond `to_python`: the length validator would measure a PartialDate."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


def _in_bytes(parameters: Any, connection: Any) -> Any:
    """A locale's collation may ignore the hyphens; ours compares bytes, as SQLite does anyway."""
    if connection.vendor == "postgresql":
        parameters["collation"] = "C"
    return parameters


class PartialDateFormField(forms.CharField):
    """A text box that takes and shows a partial date."""

    def prepare_value(self, value: Any) -> Any:
        return value.iso() if isinstance(value, PartialDate) else value


PartialDateField.register_lookup(Length)


class _RangeLookup(Lookup):
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]

    @abstractmethod
    def _clauses(self, column: str, days: DateRange) -> list[tuple[str, str]]:
        """Conditions on the column, each with the one bound that it takes."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        if not isinstance(self.rhs, DateRange):
            raise TypeError(f"{self.lookup_name} takes a DateRange, not {self.rhs!r}")
        found = self._clauses(column, self.rhs)
        if not found:
            return f"{column} IS NOT NULL", list(parameters)
        sql, values = [], []
        for clause, bound in found:
            sql.append(clause)
            values += [*parameters, *([*parameters] if clause.count(column) > 1 else []), bound]
        return "(" + " AND ".join(sql) + ")", values


def _padded(column: str, filler: str) -> str:
    return f"({column} || substr('{filler}', length({column}) - 3))"


class DateKeyField(models.CharField):
    """A date's text as a key to sort and search by; empty where no date is known."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        return _in_bytes(parameters, connection)


@DateKeyField.register_lookup
@PartialDateField.register_lookup
class Within(_RangeLookup):
    """Every day that the date can mean is in the range."""

    lookup_name = "within"

    def _clauses(self, column: str, days: DateRange) -> list[tuple[str, str]]:
        clauses = []
        if days.start:
            clauses.append((f"{column} >= %s", lower_bound(days.start)))
        if days.end:
            end = upper_bound(days.end)
            clauses.append((f"{column} <= %s", end))
            # At a year's end the text alone decides; else a coarser date may sort before it. The
            # second comparison implies the first, but it is the first that an index serves.
            if not end.endswith("-99-99"):
                clauses.append((f"{_padded(column, '-99-99')} <= %s", end))
        return clauses


@PartialDateField.register_lookup
class Overlaps(_RangeLookup):
    """Some day that the date can mean is in the range."""

    lookup_name = "overlaps"

    def _clauses(self, column: str, days: DateRange) -> list[tuple[str, str]]:
        clauses = []
        if days.start:
            clauses.append((f"{_padded(column, '-99-99')} >= %s", days.start.isoformat()))
        if days.end:
            clauses.append((f"{_padded(column, '-01-01')} <= %s", days.end.isoformat()))
        return clauses
