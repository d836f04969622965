"""Seasons, quarters and halves of a year: «осенью 2025 года», "in the first half of 2024"."""

import datetime as dt
import re
from collections.abc import Sequence

from registry.dates import DateRange, PartialDate
from registry.mentions.date_reading import YEAR_WORD, Read, folded, made
from registry.mentions.model import Word

# The first month of each; winter belongs to two years and is left alone.
_SEASONS = (
    (3, "весн", "көктем", "spring"),
    (6, "летом", "жазда", "summer"),
    (6, "лета", "жазын", "summer's"),
    (9, "осен", "күз", "autumn"),
    (9, "осень", "күзде", "fall"),
)
_ORDINALS = (("1", "перв", "бірінші", "first", "i"), ("2", "втор", "екінші", "second", "ii"))
_QUARTERS = (
    *_ORDINALS,
    ("3", "трет", "үшінші", "third", "iii"),
    ("4", "четв", "төртінші", "fourth", "iv"),
)
_HALF = ("полугоди", "жартыжылдығ", "жартысы", "half")
_QUARTER = ("квартал", "тоқсан", "quarter")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:-?(?:го|м|й|ом|жылы|жылғы))?")
_LAST = {"прошлой", "прошлым", "last", "өткен", "минувшей"}
_LINKS = {"of", "the", "in", "года", "году", "жылдың", "жылғы", "жылы"}


def read_part_of_year(words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """A part of a year with its year on either side; a season alone is that of the year asked."""
    head = place
    year = _year_at(words, place)
    if year is not None:
        head = _skip(words, place + 1)
    found = _season(words, head) or _fraction(words, head)
    if found is None:
        return None
    first_month, months, last = found
    if year is None:
        after = _skip(words, last)
        year = _year_at(words, after)
        if year is not None:
            last = after + 1 + bool(YEAR_WORD.match(folded(words, after + 1)))
    if year is None:
        return _relative(words, place, first_month, months, last, today)
    return made(place, last, _months(year, first_month, months))


def _relative(
    words: Sequence[Word], place: int, first_month: int, months: int, last: int, today: dt.date
) -> Read | None:
    """«Прошлой осенью»: the last one that is over."""
    if folded(words, place - 1) not in _LAST or months != 3:
        return None
    days = _months(today.year, first_month, months)
    if days.end and days.end >= today:
        days = _months(today.year - 1, first_month, months)
    return made(place - 1, last, days, relative=True)


def _season(words: Sequence[Word], place: int) -> tuple[int, int, int] | None:
    word = folded(words, place)
    for month, *stems in _SEASONS:
        if word.startswith((stems[0], stems[1])) or word == stems[2]:
            return month, 3, place + 1
    return None


def _fraction(words: Sequence[Word], place: int) -> tuple[int, int, int] | None:
    """«Первом полугодии», "second quarter"."""
    word, after = folded(words, place), folded(words, place + 1)
    for table, nouns, months in ((_ORDINALS, _HALF, 6), (_QUARTERS, _QUARTER, 3)):
        if not after.startswith(nouns):
            continue
        for number, (digit, *stems) in enumerate(table):
            if word in (digit, f"{digit}-м", f"{digit}-ші", stems[-1]) or word.startswith(
                tuple(stem for stem in stems[:-1])
            ):
                return 1 + number * months, months, place + 2
    return None


def _months(year: int, first: int, count: int) -> DateRange:
    last = PartialDate(year, first + count - 1).latest()
    return DateRange(dt.date(year, first, 1), last)


def _year_at(words: Sequence[Word], place: int) -> int | None:
    word = folded(words, place)
    found = _YEAR.fullmatch(word)
    return int(found.group(1)) if found else None


def _skip(words: Sequence[Word], place: int) -> int:
    while folded(words, place) in _LINKS:
        place += 1
    return place
