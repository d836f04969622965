"""How single parameters read their value. Each refuses what it cannot read, in words."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from babel import Locale
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from registry.dates import PartialDate

STATELESS = "XX"
_COUNTRIES = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch(r"[A-Z]{2}", code)
) - {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"} | {STATELESS}  # fmt: skip
_GRADE = re.compile(r"[1-9][0-9]?|single|special|unstated", re.ASCII)

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
DATE = {"type": "string", "pattern": f"^[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?$"}
DAY = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
DAY_OF_YEAR = {"type": "string", "pattern": f"^{_MONTH}-{_DAY}$"}
YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
COUNTRY = {"type": "string", "pattern": "^[A-Za-z]{2}$"}
GRADE = {"type": "string", "pattern": "^([1-9][0-9]?|single|special|unstated)$"}
TRUTH = {"type": "boolean"}
NUMBER = {"type": "integer", "minimum": 0, "maximum": 2**53}


def text(value: str) -> str:
    """The text, without blanks around it."""
    return value.strip()


def date(value: str) -> PartialDate:
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    return PartialDate.parse(value)


def day(value: str) -> dt.date:
    """A whole day."""
    read = PartialDate.parse(value)
    if read.precision != "day":
        raise ValueError("Wanted a day: YYYY-MM-DD.")
    return read.earliest()


def moment(value: str) -> dt.datetime:
    """A moment; one without an offset is of the registry's own time zone."""
    try:
        # A plus sign that was not escaped arrives as a blank.
        read = parse_datetime(value.replace(" ", "+") if value[-6:-5] == " " else value)
    except ValueError:
        read = None
    if read is None:
        raise ValueError("Wanted a moment: YYYY-MM-DDThh:mm:ss and an offset or Z.")
    try:
        aware = read if timezone.is_aware(read) else timezone.make_aware(read)
        return aware.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        raise ValueError("Wanted a moment of these centuries.") from None


def day_of_year(value: str) -> str:
    """MM-DD of any year; 02-29 is one."""
    try:
        if not re.fullmatch(r"[0-9]{2}-[0-9]{2}", value, re.ASCII):
            raise ValueError
        dt.date.fromisoformat(f"2000-{value}")
    except ValueError:
        raise ValueError("Wanted MM-DD.") from None
    return value


def year(value: str) -> PartialDate:
    """A year of four digits."""
    if not re.fullmatch(r"[1-9][0-9]{3}", value, re.ASCII):
        raise ValueError("Wanted a year of four digits.")
    return PartialDate(int(value))


def truth(value: str) -> bool:
    """The word true or the word false, and nothing that is silently neither."""
    if value not in ("true", "false"):
        raise ValueError("Wanted true or false.")
    return value == "true"


def grade(value: str) -> str:
    """The code of a grade, or `unstated`."""
    if not _GRADE.fullmatch(value):
        raise ValueError("Wanted a number, single, special or unstated.")
    return value


def country(value: str) -> str:
    """Two letters of ISO 3166."""
    code = value.upper()
    if code not in _COUNTRIES:
        raise ValueError("Wanted two letters of ISO 3166 (XX: stateless).")
    return code


def number(value: str) -> int:
    """A whole number that JSON can hold."""
    if not re.fullmatch(r"[0-9]{1,16}", value, re.ASCII) or int(value) > 2**53:
        raise ValueError("Wanted a whole number.")
    return int(value)


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """A reader of one of these words; the refusal of any other names them."""

    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"Wanted one of {', '.join(words)}.")
        return value

    return read


def several_of(words: Sequence[str]) -> Callable[[str], frozenset[str]]:
    """A reader of some of these words, with commas between them."""

    def read(value: str) -> frozenset[str]:
        given = [part.strip() for part in value.split(",")]
        unknown = sorted({part for part in given if part not in words})
        if unknown:
            said = ", ".join(repr(part) for part in unknown)
            raise ValueError(f"There is no {said}; wanted some of {', '.join(words)}.")
        return frozenset(given)

    return read


def choice(words: Sequence[str]) -> dict[str, Any]:
    """The schema of `one_of`."""
    return {"type": "string", "enum": list(words)}


def some(words: Sequence[str]) -> dict[str, Any]:
    """The schema of `several_of`."""
    return {
        "type": "string",
        "pattern": f"^({'|'.join(words)})(,({'|'.join(words)}))*$",
    }
