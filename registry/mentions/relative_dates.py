"""Dates reckoned from today: last year, this month, yesterday, the last five years."""

import datetime as dt
from collections.abc import Sequence

from registry.dates import DateRange
from registry.mentions.date_reading import YEAR_WORD, Read, folded, made, partial, skip_year_word
from registry.mentions.model import Word

_THIS_YEAR = {"биыл", "biyl", "биылғы"}
_LAST_YEAR = {"былтыр", "былтырғы", "byltyr"}
_LAST = {
    "last",
    "прошлом",
    "прошлый",
    "прошлого",
    "прошлой",
    "өткен",
    "otken",
    "ótken",
    "previous",
    "минувшем",
}
_THIS = {"this", "этом", "этого", "осы", "current", "текущем", "нынешнем"}
_WEEK = {"этой"}
_AS_OF = {"на", "of"}  # "as of today" narrows nothing
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


def read_relative(text: str, words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    """This and last year or month, today, yesterday, the last five years."""
    word, after = words[place].folded, folded(words, place + 1)
    if (word in _TODAY and folded(words, place - 1) not in _AS_OF) or word in _YESTERDAY:
        day = today - dt.timedelta(days=word in _YESTERDAY)
        return made(place, place + 1, DateRange(day, day), relative=True)
    if word.startswith("позапрошл") and YEAR_WORD.match(after):
        return made(place, place + 2, partial(today.year - 2), relative=True)
    if [word, after, folded(words, place + 2)] == ["year", "before", "last"]:
        return made(place, place + 3, partial(today.year - 2), relative=True)
    if word == "алдыңғы" and YEAR_WORD.match(after):
        return made(place, place + 2, partial(today.year - 2), relative=True)
    if word in _THIS_YEAR or word in _LAST_YEAR:
        year = today.year - (word in _LAST_YEAR)
        return made(place, skip_year_word(words, place + 1), partial(year), relative=True)
    if word in _RECENT:
        recent = _last_years(words, place, today)
        if recent:
            return recent
    if word in _LAST | _THIS and YEAR_WORD.match(after) and after not in ("years", "лет"):
        return made(place, place + 2, partial(today.year - (word in _LAST)), relative=True)
    if word in _LAST | _THIS and after in ("month", "месяце", "месяца", "айда", "айы", "ай"):
        first = today.replace(day=1)
        month = first - dt.timedelta(days=1) if word in _LAST else first
        return made(place, place + 2, partial(month.year, month.month), relative=True)
    if word in _LAST | _THIS | _WEEK and after.startswith(("week", "недел", "апта")):
        monday = today - dt.timedelta(days=today.weekday() + 7 * (word not in _THIS | _WEEK))
        days = DateRange(monday, monday + dt.timedelta(days=6))
        return made(place, place + 2, days, relative=True)
    return None


def _last_years(words: Sequence[Word], place: int, today: dt.date) -> Read | None:
    count_word = folded(words, place + 1)
    count = int(count_word) if count_word.isdecimal() else _COUNTS.get(count_word)
    unit = folded(words, place + 2)
    if not count or count > 100 or not (YEAR_WORD.match(unit) or unit == "лет"):
        return None
    year = today.year - count
    start = dt.date(year, today.month, min(today.day, 28) if today.month == 2 else today.day)
    return made(place, place + 3, DateRange(start, today), relative=True)
