"""The query string as a whole: every parameter is known, stands once and says something."""

from collections.abc import Collection

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from registry.wording import LANGUAGES

DEFAULT_LANGUAGE = "en"
LONGEST = 200


def check_parameters(query: QueryDict, known: Collection[str]) -> None:
    """Raise a ValidationError that names every parameter which would otherwise pass unread.

    A misspelt filter, or one left empty, would answer with the whole registry: refused instead.
    """
    wrong = {name: fault for name in query if (fault := _fault(name, query, known))}
    if wrong:
        raise ValidationError(wrong)


def _fault(name: str, query: QueryDict, known: Collection[str]) -> str | None:
    values = query.getlist(name)
    if name not in known:
        return f"There is no such parameter; known: {', '.join(sorted(known)) or 'none'}."
    if len(values) > 1:
        return "Given more than once."
    if not values[0].strip():
        return "Empty: leave the parameter out, or give it a value."
    if len(values[0]) > LONGEST:
        return f"Longer than {LONGEST} characters."
    if name == "lang" and values[0] not in LANGUAGES:
        return f"Wanted one of {', '.join(LANGUAGES)}."
    return None
