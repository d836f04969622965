"""Cells: text that no spreadsheet takes for a formula, dates as people write them, yes and no."""

import datetime as dt
import re
from functools import lru_cache

from registry.dates import PartialDate
from registry.mentions.dates import find_dates
from registry.mentions.words import read_words

# What a spreadsheet would run, behind any number of the marks that make it harmless.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
_YEAR_SIGN = re.compile(r"(\d{4})\s*(г|ж)\b\.?", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_YES = {"yes", "y", "1", "true", "да", "иә", "ия", "+", "x", "х", "v"}
_NO = {"", "no", "n", "0", "false", "нет", "жоқ", "-"}
# Day 0 of a spreadsheet's calendar: it takes 1900 for a leap year, so a day is missing here.
_EPOCH = dt.date(1899, 12, 30)
# A number beyond the year 2100 is no day, but a slip.
_LAST = 73_415


def guarded(text: str) -> str:
    """The text as it may stand in a sheet: what begins like a formula gets a mark in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that a cell stands for; undoes `guarded` exactly."""
    return text[1:] if _MARKED.match(text) else text


def plain(text: str) -> str:
    """A text as it is compared: without blanks around it and with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@lru_cache(maxsize=10_000)
def date_of(text: str) -> PartialDate | None:
    """A date as a cell has it: ISO, 03.03.2025, a spreadsheet's number of a day, or in words.

    Raises ValueError for what is no date. A year of two figures, and a day without its year, are
    none; neither is 02/03/2025, which is one day in Almaty and another in New York. A sheet has few
    dates, and each in thousands of cells.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if match := _DOTTED.fullmatch(text.rstrip("гж. ")):
        day, month, year = map(int, match.groups())
        if "/" in text and day != month and day <= 12:
            raise ValueError(text)
        return PartialDate(year, month, day)
    if match := _MONTH.fullmatch(text):
        return PartialDate(int(match[2]), int(match[1]))
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) <= _LAST:
        return PartialDate.of(_EPOCH + dt.timedelta(days=int(match[1])))
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}([T ]00:00(:00)?)?", text):
        return PartialDate.parse(text[:10].rstrip("T "))
    return _in_words(text)


def _in_words(text: str) -> PartialDate:
    spaced = _YEAR_SIGN.sub(r"\1 \2.", text)
    far = dt.date(9000, 1, 1)
    found = find_dates(spaced, read_words(spaced), far)
    rest = spaced[: found[0].start] + spaced[found[0].end :] if len(found) == 1 else spaced
    date = found[0].days.as_partial() if len(found) == 1 and not found[0].relative else None
    if date is None or re.search(r"\w", rest):
        raise ValueError(text)
    return date


def flag_of(text: str) -> bool:
    """Yes or no; raises ValueError for anything else."""
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ValueError(text)
    return word in _YES
