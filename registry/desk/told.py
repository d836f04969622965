"""Values of records in the words of their fields: choices by their labels, dates, yes and no."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from registry.accounts.language import active_language
from registry.dates import PartialDate
from registry.honours.models import Decree
from registry.wording import country_name, date_words

_COUNTRIES = ("country",)


def told(model: type[models.Model], column: str, value: Any) -> str:
    """One value of a column, as Python or as the journal has it; what is empty is ''."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field: Any = model._meta.get_field(column)
    if column in _COUNTRIES:
        return country_name(str(value), active_language())
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    try:
        known = field.to_python(value)
    except ValueError:
        known = value
    return date_words(known, active_language()) if isinstance(known, PartialDate) else str(value)


def named(record: models.Model) -> str:
    """A record in words for a title: an act by its kind, number and day."""
    if not isinstance(record, Decree):
        return str(record)
    day = f", {date_words(record.date, active_language())}" if record.date else ""
    return f"{record.get_kind_display()} № {record.number or '?'}{day}"
