"""Days, months, years and ranges in a text, in Kazakh, Russian and English. Never sharpened.

Single dates are read first, longest form first; then words beside them ("since", «по», «дейін»)
widen or join them. "Today" is handed in. What is no date of the calendar is no date here.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from registry.dates import DateRange
from registry.mentions.date_ranges import join_ranges, widen
from registry.mentions.date_reading import YEAR_WORD, Read, folded, made, partial, skip_year_word
from registry.mentions.model import DateMention, Word
from registry.mentions.months import month_of
from registry.mentions.parts_of_year import read_part_of_year
from registry.mentions.relative_dates import read_relative
from registry.mentions.year_words import read_year_words

_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
_SPAN = re.compile(r"((?:19|20)\d\d)-((?:19|20)\d\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_DECADES = (
    (1990, ("девяност", "тоқсаныншы", "nineties")),
    (2000, ("нулевы", "noughties")),
    (2010, ("десятые", "десятых", "tens")),
)
_SHORT_DECADE = re.compile(r"([0-29]0)(?:-?(?:е|х|ых|ые|жылдар\w*)|s|'s)$")
_DECADE = re.compile(r"((?:19|20)\d0)(?:s|'s|-е|-х|-ых|-м|-ые|-жылдар\w*|-шы|-ші)$")
_SHORT_YEAR = re.compile(r"(\d\d)(?:-?м|-?ом|-?го|м)$")
_CLIPPED = re.compile(r"([0-3]\d)-(?:жылы|жылғы|жылдың|жыл)")
_NUMBER_SIGN = re.compile(r"№\s*$")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?ші|-?шы)?")


def find_dates(text: str, words: Sequence[Word], today: dt.date) -> list[DateMention]:
    """Every date and range, in order, without overlap."""
    found: list[Read] = []
    place = 0
    while place < len(words):
        read = next((r for reader in _READERS if (r := reader(text, words, place, today))), None)
        if read is None:
            place += 1
        else:
            found.append(read)
            place = read.last
    found = join_ranges(words, text, found)
    return [
        DateMention(
            words[r.first].start, words[r.last - 1].end, r.first, r.last, r.days, r.relative
        )
        for r in (widen(words, read) for read in found)
    ]


def _year(text: str, words: Sequence[Word], place: int) -> int | None:
    """A year of four figures that is not the number of a decree."""
    word = folded(words, place)
    short = _CLIPPED.fullmatch(word)
    if short:
        return 2000 + int(short.group(1))
    word = re.sub(r"-?(?:го|м|й|ом|ші|шы|жылғы|жылы)$", "", word)
    if not _YEAR.fullmatch(word) or _NUMBER_SIGN.search(text[: words[place].start]):
        return None
    return int(word)


def _numeric(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """2024-04-19, 2024-04, 19.04.2024, 2019-2021."""
    word = words[place].folded
    if _ISO.fullmatch(word):
        parts = [int(part) for part in word.split("-")]
        return made(place, place + 1, partial(*parts))
    span = _SPAN.fullmatch(word)
    if span and span.group(1) <= span.group(2):
        first, last = (int(year) for year in span.groups())
        days = DateRange(dt.date(first, 1, 1), dt.date(last, 12, 31))
        return made(place, skip_year_word(words, place + 1), days)
    dotted = _DOTTED.fullmatch(word)
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        return made(place, skip_year_word(words, place + 1), partial(year, month, day))
    return None


def _day_first(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """19 April 2024, 19 апреля 2024 года; without a year it is no date that we can tell."""
    day = _DAY.fullmatch(words[place].folded)
    shift = 1 if folded(words, place + 1) == "of" else 0
    month = month_of(folded(words, place + 1 + shift))
    at = place + 2 + shift
    year = _year(text, words, at) if at < len(words) else None
    if day is None or month is None or year is None:
        return None
    last = skip_year_word(words, at + 1)
    return made(place, last, partial(year, month, int(day.group(1))))


def _year_first(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """2024 жылғы 19 сәуірде, 2024 жылдың сәуірінде, 2024 April 19."""
    year = _year(text, words, place)
    if year is None:
        return None
    at = skip_year_word(words, place + 1)
    day = _DAY.fullmatch(folded(words, at))
    if day and month_of(folded(words, at + 1)):
        return made(
            place, at + 2, partial(year, month_of(folded(words, at + 1)), int(day.group(1)))
        )
    month = month_of(folded(words, at))
    if month:
        after = _DAY.fullmatch(folded(words, at + 1))
        if after and len(after.group(1)) <= 2 and int(after.group(1)) <= 31:
            return made(place, at + 2, partial(year, month, int(after.group(1))))
        return made(place, at + 1, partial(year, month))
    return made(place, at, partial(year))


def _month_first(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """April 19, 2024; апрель 2024 года; in April: the last April that has begun."""
    month = month_of(words[place].folded)
    if month is None:
        return None
    day = _DAY.fullmatch(folded(words, place + 1))
    at = place + 2 if day else place + 1
    year = _year(text, words, at) if at < len(words) else None
    if year is not None:
        number = int(day.group(1)) if day else None
        return made(place, skip_year_word(words, at + 1), partial(year, month, number))
    if not _month_alone(words, place):
        return None
    short = _SHORT_YEAR.fullmatch(folded(words, place + 1))
    if short and 2000 + int(short.group(1)) <= today.year + 1:
        last = skip_year_word(words, place + 2)
        return made(place, last, partial(2000 + int(short.group(1)), month))
    last_year = today.year if month <= today.month else today.year - 1
    return made(place, place + 1, partial(last_year, month), relative=True)


def _month_alone(words: Sequence[Word], place: int) -> bool:
    """A month without a year counts only as «в апреле», «сәуірде», "in April", "since May"."""
    before, word = folded(words, place - 1), words[place].folded
    if _DAY.fullmatch(before):
        return False
    locative = word.endswith(("да", "де", "та", "те", "нда", "нде", "ында", "інде", "ында"))
    return before in {"в", "во", "in", "since", "from", "с", "last", "this"} or locative


def _decade(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """The 1990s, 2010-е, 2020-жылдары."""
    match = _DECADE.match(words[place].folded)
    named = (y for y, stems in _DECADES if words[place].folded.startswith(stems))
    short = _SHORT_DECADE.match(words[place].folded)
    year = int(match.group(1)) if match else next(named, 0)
    if short:
        year = int(short.group(1)) + (1900 if short.group(1) == "90" else 2000)
    if not year:
        return None
    days = DateRange(dt.date(year, 1, 1), dt.date(year + 9, 12, 31))
    return made(place, skip_year_word(words, place + 1), days)


def _short_year(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """«в 23м», «23-м году»: two figures with an ending that only a year has."""
    match = _SHORT_YEAR.fullmatch(words[place].folded)
    before = folded(words, place - 1)
    if not match or not (before == "в" or YEAR_WORD.match(folded(words, place + 1))):
        return None
    year = 2000 + int(match.group(1))
    year -= 100 if year > today.year + 1 else 0
    return made(place, skip_year_word(words, place + 1), partial(year))


def _inflected_year(words: Sequence[Word], place: int) -> Read | None:
    """2023-м, 2015-ші."""
    match = re.fullmatch(r"((?:19|20)\d\d)-?(?:м|ом|го|й|ші|шы|жылы|жылғы)", words[place].folded)
    if not match:
        return None
    return made(place, skip_year_word(words, place + 1), partial(int(match.group(1))))


def _clipped_year(text: str, words: Sequence[Word], place: int) -> int | None:
    """'15: two figures behind an apostrophe."""
    word, start = words[place].folded, words[place].start
    clipped = re.fullmatch(r"\d\d", word) and text[start - 1 : start] in ("'", "’", "`")
    return 2000 + int(word) if clipped else None


def _with_apostrophe(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    year = _clipped_year(text, words, place)
    if year is None:
        return None
    return made(place, place + 1, partial(year - (100 if year > today.year + 1 else 0)))


_Reader = Callable[[str, Sequence[Word], int, dt.date], "Read | None"]
_READERS: tuple[_Reader, ...] = (
    lambda text, words, place, today: read_part_of_year(words, place, today),
    lambda text, words, place, today: read_year_words(words, place),
    _numeric,
    _day_first,
    _decade,
    _year_first,
    _month_first,
    _short_year,
    _with_apostrophe,
    read_relative,
    lambda text, words, place, today: _inflected_year(words, place),
)
