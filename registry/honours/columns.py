"""Whether columns take the values that they are given, asked of thousands of records.

The same as `Model.clean_fields`, but for links, and a value that its column took before is not
looked at again: of a sheet's lines most have most values alike.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


def clean_columns(record: models.Model) -> None:
    """Put the values of a record into the form that its columns keep. Raises ValidationError."""
    values = {name: getattr(record, name) for name in _columns(type(record))}
    for name, value in clean_values(type(record), values).items():
        if value is not values[name]:
            setattr(record, name, value)


def clean_values(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, by column, as they are kept. Raises ValidationError with the faults of all."""
    cleaned, errors, columns = dict[str, Any](), dict[str, Any](), _columns(model)
    for name, value in values.items():
        column = columns.get(name)
        if column is None or (not value and value in column.empty):
            continue
        try:
            cleaned[name] = column.clean(value)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
    return cleaned


@dataclass(frozen=True, slots=True)
class _Column:
    empty: Collection[Any]
    clean: Callable[[Any], Any]


@lru_cache
def _columns(model: type[models.Model]) -> dict[str, _Column]:
    """The columns that are neither links nor the database's own."""
    fields = model._meta.concrete_fields
    own = [field for field in fields if not field.is_relation and not field.generated]
    return {field.name: _column(field) for field in own}


def _column(field: Any) -> _Column:
    clean: Callable[[Any], Any] = partial(field.clean, model_instance=None)
    if not isinstance(field, models.JSONField):
        clean = lru_cache(maxsize=2_000, typed=True)(clean)
    return _Column(field.empty_values if field.blank else (), clean)
