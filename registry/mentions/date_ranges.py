"""Dates beside words that join or open them: "from … to", «с … по», «дейін», "since"."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from registry.dates import DateRange
from registry.mentions.date_reading import Read, folded
from registry.mentions.model import Word


def join_ranges(words: Sequence[Word], text: str, found: list[Read]) -> list[Read]:
    """Two dates with "to", «по», «and» after «between», or a dash between them are one range."""
    joined: list[Read] = []
    for read in found:
        before = joined[-1] if joined else None
        if before is not None and _one_range(words, text, before, read):
            start, end = before.days.start, read.days.end
            if start and end and start <= end:
                first = before.first
                last = read.last + (folded(words, read.last) in _UNTIL_AFTER)
                joined[-1] = Read(
                    first, last, DateRange(start, end), before.relative or read.relative
                )
                continue
        joined.append(read)
    return joined


_UNTIL_AFTER = {"дейін", "дейинги", "deiin", "шейін", "аралығында", "арасында", "аралығындағы"}


def _one_range(words: Sequence[Word], text: str, left: Read, right: Read) -> bool:
    gap = text[words[left.last - 1].end : words[right.first].start].strip()
    between = [word.folded for word in words[left.last : right.first]]
    before = folded(words, left.first - 1)
    if gap in ("-", "–", "—") or between in (
        ["to"],
        ["по"],
        ["до"],
        ["till"],
        ["until"],
        ["through"],
    ):
        return True
    if between in (["and"], ["и"], ["және"], ["мен"], ["бен"], ["пен"]):
        after = folded(words, right.last)
        return before in ("between", "между") or after.startswith("ара") or _next_year(left, right)
    kazakh = words[left.last - 1].folded.endswith(("дан", "ден", "тан", "тен", "нан", "нен"))
    return between == [] and kazakh


def _next_year(left: Read, right: Read) -> bool:
    """«В 2019 и 2020 годах»: two whole years in a row are one stretch."""
    whole = left.days.as_partial(), right.days.as_partial()
    years = [date.year for date in whole if date is not None and date.precision == "year"]
    return len(years) == 2 and years[1] == years[0] + 1


_SINCE_BEFORE = {"since", "from", "с", "со", "начиная"}
_SINCE_AFTER = {"бері", "бастап", "beri", "бери"}
_AFTER_BEFORE = {"after", "после", "позже", "позднее"}
_AFTER_AFTER = {"кейін", "соң", "keiin", "кейин"}
_UNTIL_BEFORE = {"until", "till", "по", "through"}
_BEFORE_BEFORE = {"before", "до", "раньше", "ранее", "прежде"}
_BEFORE_AFTER = {"дейін", "deiin", "бұрын", "дейин"}


def widen(words: Sequence[Word], read: Read) -> Read:
    """Open one side of a date by the word before or after it; a range stays as it is."""
    if read.days.as_partial() is None or read.days.start is None or read.days.end is None:
        return read
    before, after = folded(words, read.first - 1), folded(words, read.last)
    start, end, day = read.days.start, read.days.end, dt.timedelta(days=1)
    for side, vocabulary, days in (
        ("before", _SINCE_BEFORE, DateRange(start, None)),
        ("after", _SINCE_AFTER, DateRange(start, None)),
        ("before", _AFTER_BEFORE, DateRange(end + day, None)),
        ("after", _AFTER_AFTER, DateRange(end + day, None)),
        ("before", _UNTIL_BEFORE, DateRange(None, end)),
        ("before", _BEFORE_BEFORE, DateRange(None, start - day)),
        ("after", _BEFORE_AFTER, DateRange(None, start - day)),
    ):
        if side == "before" and before in vocabulary:
            return replace(read, first=read.first - 1, days=days)
        if side == "after" and after in vocabulary:
            return replace(read, last=read.last + 1, days=days)
    return read
