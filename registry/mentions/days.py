"""Days of the year without a year: «19 апреля», "April 19", «19 сәуірде»: of any year."""

import datetime as dt
import re
from collections.abc import Sequence

from registry.mentions.date_reading import folded
from registry.mentions.model import DayMention, Word
from registry.mentions.months import month_of
from registry.mentions.scan import scan

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?ші|-?шы)?")


def find_days(words: Sequence[Word]) -> list[DayMention]:
    """Every day of the year; those with a year are dates and have been taken before."""
    return scan(words, _at)


def _at(words: Sequence[Word], place: int) -> DayMention | None:
    shift = 1 if folded(words, place + 1) in ("of", "of the") else 0
    day, month = _DAY.fullmatch(words[place].folded), month_of(folded(words, place + 1 + shift))
    last = place + 2 + shift
    if day is None or month is None:
        day, month = _DAY.fullmatch(folded(words, place + 1)), month_of(words[place].folded)
        last = place + 2
    if day is None or month is None:
        return None
    try:
        # A leap year, so that 29 February is a day.
        on = dt.date(2000, month, int(day.group(1)))
    except ValueError:
        return None
    start, end = words[place].start, words[last - 1].end
    return DayMention(start, end, place, last, f"{on:%m-%d}")
