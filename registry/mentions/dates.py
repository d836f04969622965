"""Days, months, years and ranges in a text, in Kazakh, Russian and English. Never sharpened.

Single dates are read first, longest form first; then words beside them ("since", «по», «дейін»)
widen or join them. "Today" is handed in. What is no date of the calendar is no date here.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from registry.dates import DateRange, PartialDate
from registry.mentions.model import DateMention, Word
from registry.mentions.months import month_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_YEAR_WORD = re.compile(r"(?:год\w*|г|гг|жыл\w*|ж|жж|jyl\w*|zhyl\w*|year|years)$")
_DECADE = re.compile(r"((?:19|20)\d0)(?:s|'s|-е|-х|-ых|-м|-ые|-жылдар\w*|-шы|-ші)$")
_SHORT_YEAR = re.compile(r"(\d\d)(?:-?м|-?ом|-?го|м)$")
_NUMBER_SIGN = re.compile(r"№\s*$")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?ші|-?шы)?")


@dataclass(frozen=True, slots=True)
class _Read:
    """A date read at a place: words first..last, the days, and whether today was used."""

    first: int
    last: int
    days: DateRange
    relative: bool = False


def find_dates(text: str, words: Sequence[Word], today: dt.date) -> list[DateMention]:
    """Every date and range, in order, without overlap."""
    found: list[_Read] = []
    place = 0
    while place < len(words):
        read = next((r for reader in _READERS if (r := reader(text, words, place, today))), None)
        if read is None:
            place += 1
        else:
            found.append(read)
            place = read.last
    found = _joined(words, text, found)
    return [
        DateMention(
            words[r.first].start, words[r.last - 1].end, r.first, r.last, r.days, r.relative
        )
        for r in (_widened(words, read) for read in found)
    ]


def _folded(words: Sequence[Word], place: int) -> str:
    return words[place].folded if 0 <= place < len(words) else ""


def _year(text: str, words: Sequence[Word], place: int) -> int | None:
    """A year of four figures that is not the number of a decree."""
    word = _folded(words, place)
    if not _YEAR.fullmatch(word) or _NUMBER_SIGN.search(text[: words[place].start]):
        return None
    return int(word)


def _partial(year: int, month: int | None = None, day: int | None = None) -> DateRange | None:
    try:
        return DateRange.of(PartialDate(year, month, day))
    except ValueError:
        return None


def _made(first: int, last: int, days: DateRange | None, *, relative: bool = False) -> _Read | None:
    return _Read(first, last, days, relative) if days else None


def _skip_year_word(words: Sequence[Word], place: int) -> int:
    return place + 1 if _YEAR_WORD.match(_folded(words, place)) else place


def _numeric(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """2024-04-19, 2024-04, 19.04.2024."""
    word = words[place].folded
    if _ISO.fullmatch(word):
        parts = [int(part) for part in word.split("-")]
        return _made(place, place + 1, _partial(*parts))
    dotted = _DOTTED.fullmatch(word)
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        return _made(place, _skip_year_word(words, place + 1), _partial(year, month, day))
    return None


def _day_first(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """19 April 2024, 19 апреля 2024 года; without a year it is no date that we can tell."""
    day = _DAY.fullmatch(words[place].folded)
    shift = 1 if _folded(words, place + 1) == "of" else 0
    month = month_of(_folded(words, place + 1 + shift))
    at = place + 2 + shift
    year = _year(text, words, at) if at < len(words) else None
    if day is None or month is None or year is None:
        return None
    last = _skip_year_word(words, at + 1)
    return _made(place, last, _partial(year, month, int(day.group(1))))


def _year_first(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """2024 жылғы 19 сәуірде, 2024 жылдың сәуірінде, 2024 April 19."""
    year = _year(text, words, place)
    if year is None:
        return None
    at = _skip_year_word(words, place + 1)
    day = _DAY.fullmatch(_folded(words, at))
    if day and month_of(_folded(words, at + 1)):
        return _made(
            place, at + 2, _partial(year, month_of(_folded(words, at + 1)), int(day.group(1)))
        )
    month = month_of(_folded(words, at))
    if month:
        after = _DAY.fullmatch(_folded(words, at + 1))
        if after and len(after.group(1)) <= 2 and int(after.group(1)) <= 31:
            return _made(place, at + 2, _partial(year, month, int(after.group(1))))
        return _made(place, at + 1, _partial(year, month))
    return _made(place, at, _partial(year))


def _month_first(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """April 19, 2024; апрель 2024 года; in April: the last April that has begun."""
    month = month_of(words[place].folded)
    if month is None:
        return None
    day = _DAY.fullmatch(_folded(words, place + 1))
    at = place + 2 if day else place + 1
    year = _year(text, words, at) if at < len(words) else None
    if year is not None:
        number = int(day.group(1)) if day else None
        return _made(place, _skip_year_word(words, at + 1), _partial(year, month, number))
    if not _month_alone(words, place):
        return None
    last_year = today.year if month <= today.month else today.year - 1
    return _made(place, place + 1, _partial(last_year, month), relative=True)


def _month_alone(words: Sequence[Word], place: int) -> bool:
    """A month without a year counts only as «в апреле», «сәуірде», "in April", "since May"."""
    before, word = _folded(words, place - 1), words[place].folded
    locative = word.endswith(("да", "де", "та", "те", "нда", "нде", "ында", "інде", "ында"))
    return before in {"в", "во", "in", "since", "from", "с", "last", "this"} or locative


_THIS_YEAR = {"биыл", "biyl", "биылғы"}
_LAST_YEAR = {"былтыр", "былтырғы", "byltyr"}
_LAST = {
    "last",
    "прошлом",
    "прошлый",
    "прошлого",
    "өткен",
    "otken",
    "ótken",
    "previous",
    "минувшем",
}
_THIS = {"this", "этом", "этого", "осы", "current", "текущем", "нынешнем"}
_TODAY = {"today", "сегодня", "бүгін"}
_YESTERDAY = {"yesterday", "вчера", "кеше"}
_RECENT = {"last", "past", "последние", "последних", "соңғы", "songy"}
_COUNT_WORDS = (
    "one один одного бір",
    "two два двух екі",
    "three три трех үш",
    "four четыре четырех төрт",
    "five пять пяти бес",
    "six шесть шести алты",
    "seven семь семи жеті",
    "eight восемь восьми сегіз",
    "nine девять девяти тоғыз",
    "ten десять десяти он",
)
_COUNTS = {word: n for n, words in enumerate(_COUNT_WORDS, 1) for word in words.split()}


def _relative(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """This and last year or month, today, yesterday, the last five years."""
    word, after = words[place].folded, _folded(words, place + 1)
    if word in _TODAY or word in _YESTERDAY:
        day = today - dt.timedelta(days=word in _YESTERDAY)
        return _made(place, place + 1, DateRange(day, day), relative=True)
    if word in _THIS_YEAR or word in _LAST_YEAR:
        year = today.year - (word in _LAST_YEAR)
        return _made(place, _skip_year_word(words, place + 1), _partial(year), relative=True)
    if word in _RECENT:
        recent = _last_years(words, place, today)
        if recent:
            return recent
    if word in _LAST | _THIS and _YEAR_WORD.match(after) and after not in ("years", "лет"):
        return _made(place, place + 2, _partial(today.year - (word in _LAST)), relative=True)
    if word in _LAST | _THIS and after in ("month", "месяце", "месяца", "айда", "айы", "ай"):
        first = today.replace(day=1)
        month = first - dt.timedelta(days=1) if word in _LAST else first
        return _made(place, place + 2, _partial(month.year, month.month), relative=True)
    return None


def _last_years(words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    count_word = _folded(words, place + 1)
    count = int(count_word) if count_word.isdecimal() else _COUNTS.get(count_word)
    unit = _folded(words, place + 2)
    if not count or count > 100 or not (_YEAR_WORD.match(unit) or unit == "лет"):
        return None
    year = today.year - count
    start = dt.date(year, today.month, min(today.day, 28) if today.month == 2 else today.day)
    return _made(place, place + 3, DateRange(start, today), relative=True)


def _decade(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """The 1990s, 2010-е, 2020-жылдары."""
    match = _DECADE.match(words[place].folded)
    if not match:
        return None
    year = int(match.group(1))
    days = DateRange(dt.date(year, 1, 1), dt.date(year + 9, 12, 31))
    return _made(place, _skip_year_word(words, place + 1), days)


def _short_year(text: str, words: Sequence[Word], place: int, today: dt.date) -> _Read | None:
    """«в 23м», «23-м году»: two figures with an ending that only a year has."""
    match = _SHORT_YEAR.fullmatch(words[place].folded)
    before = _folded(words, place - 1)
    if not match or not (before == "в" or _YEAR_WORD.match(_folded(words, place + 1))):
        return None
    year = 2000 + int(match.group(1))
    year -= 100 if year > today.year + 1 else 0
    return _made(place, _skip_year_word(words, place + 1), _partial(year))


_Reader = Callable[[str, Sequence[Word], int, dt.date], "_Read | None"]
_READERS: tuple[_Reader, ...] = (
    _numeric,
    _day_first,
    _decade,
    _year_first,
    _month_first,
    _short_year,
    _relative,
    lambda text, words, place, today: _inflected_year(words, place),
)


def _inflected_year(words: Sequence[Word], place: int) -> _Read | None:
    """2023-м, 2015-ші."""
    match = re.fullmatch(r"((?:19|20)\d\d)-?(?:м|ом|го|й|ші|шы|жылы|жылғы)", words[place].folded)
    if not match:
        return None
    return _made(place, _skip_year_word(words, place + 1), _partial(int(match.group(1))))


def _joined(words: Sequence[Word], text: str, found: list[_Read]) -> list[_Read]:
    """Two dates with "to", «по», «and» after «between», or a dash between them are one range."""
    joined: list[_Read] = []
    for read in found:
        before = joined[-1] if joined else None
        if before is not None and _one_range(words, text, before, read):
            start, end = before.days.start, read.days.end
            if start and end and start <= end:
                first = before.first
                last = read.last + (_folded(words, read.last) in _UNTIL_AFTER)
                joined[-1] = _Read(
                    first, last, DateRange(start, end), before.relative or read.relative
                )
                continue
        joined.append(read)
    return joined


_UNTIL_AFTER = {"дейін", "дейинги", "deiin", "шейін", "аралығында"}


def _one_range(words: Sequence[Word], text: str, left: _Read, right: _Read) -> bool:
    gap = text[words[left.last - 1].end : words[right.first].start].strip()
    between = [word.folded for word in words[left.last : right.first]]
    before = _folded(words, left.first - 1)
    if gap in ("-", "–", "—") or between in (
        ["to"],
        ["по"],
        ["до"],
        ["till"],
        ["until"],
        ["through"],
    ):
        return True
    if between in (["and"], ["и"]):
        return before in ("between", "между")
    kazakh = words[left.last - 1].folded.endswith(("дан", "ден", "тан", "тен", "нан", "нен"))
    return between == [] and kazakh


_SINCE_BEFORE = {"since", "from", "с", "со", "начиная"}
_SINCE_AFTER = {"бері", "бастап", "beri", "бери"}
_AFTER_BEFORE = {"after", "после"}
_AFTER_AFTER = {"кейін", "соң", "keiin", "кейин"}
_UNTIL_BEFORE = {"until", "till", "по", "through"}
_BEFORE_BEFORE = {"before", "до"}
_BEFORE_AFTER = {"дейін", "deiin", "бұрын", "дейин"}


def _widened(words: Sequence[Word], read: _Read) -> _Read:
    """Open one side of a date by the word before or after it; a range stays as it is."""
    if read.days.as_partial() is None or read.days.start is None or read.days.end is None:
        return read
    before, after = _folded(words, read.first - 1), _folded(words, read.last)
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
