"""The query string: every parameter is known, stands once and says something.

A parameter is a row: its name, how it stands in the document, how its value is read, and what it
leaves of a list. `read` raises ValueError with what is wanted.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from registry.wording import LANGUAGES

DEFAULT_LANGUAGE = "en"
LONGEST = 200


def any_text() -> dict[str, Any]:
    """The schema of a text: something has to stand in it."""
    return {"type": "string", "pattern": r"\S", "maxLength": LONGEST}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a list. `example` stands in the document and is run by a test."""

    name: str
    read: Callable[[str], Any]
    description: str
    schema: dict[str, Any] = field(default_factory=any_text)
    example: str | None = None

    def documented(self) -> dict[str, Any]:
        """As OpenAPI writes it."""
        told = {"name": self.name, "in": "query", "description": self.description}
        if self.example is not None:
            told["example"] = self.example
        return {**told, "schema": self.schema}


def check_parameters(query: QueryDict, known: Collection[str]) -> None:
    """Raise a ValidationError that names every parameter which would otherwise pass unread.

    A misspelt filter, or one left empty, would answer with the whole registry: refused instead.
    """
    wrong = {name: fault for name in query if (fault := _fault(name, query, known))}
    if wrong:
        raise ValidationError(wrong)


def read_parameters(query: QueryDict, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The values of those parameters that are given; every one that cannot be read is named."""
    found, wrong = {}, {}
    for parameter in parameters:
        if parameter.name in query:
            try:
                found[parameter.name] = parameter.read(str(query[parameter.name]))
            except ValueError as error:
                wrong[parameter.name] = str(error)
    if wrong:
        raise ValidationError(wrong)
    return found


def _fault(name: str, query: QueryDict, known: Collection[str]) -> str | None:
    values = query.getlist(name)
    if name not in known:
        return f"There is no such parameter; known: {', '.join(sorted(known)) or 'none'}."
    if len(values) > 1:
        return "Given more than once."
    if not values[0].strip():
        return "Empty: leave the parameter out, or give it a value."
    if len(values[0]) > LONGEST and name != "cursor":
        return f"Longer than {LONGEST} characters."
    if "\0" in values[0]:
        return "A null character stands in it."
    if name == "lang" and values[0] not in LANGUAGES:
        return f"Wanted one of {', '.join(LANGUAGES)}."
    return None
