"""What the readers of dates share: a date read at a place, and small looks at the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from registry.dates import DateRange, PartialDate
from registry.mentions.model import Word

YEAR_WORD = re.compile(r"(?:год\w*|г|гг|жыл\w*|ж|жж|jyl\w*|zhyl\w*|year|years)$")


@dataclass(frozen=True, slots=True)
class Read:
    """A date read at a place: words first..last, the days, and whether today was used."""

    first: int
    last: int
    days: DateRange
    relative: bool = False


def folded(words: Sequence[Word], place: int) -> str:
    """The folded word at a place, or nothing outside of the text."""
    return words[place].folded if 0 <= place < len(words) else ""


def partial(year: int, month: int | None = None, day: int | None = None) -> DateRange | None:
    """The days of a partial date; None where the calendar has no such date."""
    try:
        return DateRange.of(PartialDate(year, month, day))
    except ValueError:
        return None


def made(first: int, last: int, days: DateRange | None, *, relative: bool = False) -> Read | None:
    """A date read over a run of words, or None where there are no days."""
    return Read(first, last, days, relative) if days else None


def skip_year_word(words: Sequence[Word], place: int) -> int:
    """The place behind a word for year, if one stands here."""
    return place + 1 if YEAR_WORD.match(folded(words, place)) else place
