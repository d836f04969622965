"""Dates and periods in words, never more precise than they are known."""

import datetime as dt
from functools import lru_cache
from typing import Literal

from babel.dates import get_month_names

from registry.dates import DateRange, PartialDate
from registry.wording.phrases import phrases

# English dates are written day first: most of its readers here learnt it that way.
_LOCALES = {"kk": "kk", "ru": "ru", "en": "en_GB"}


@lru_cache(maxsize=8)
def _months(lang: str, context: Literal["format", "stand-alone"]) -> dict[int, str]:
    return {n: str(m) for n, m in get_month_names("wide", context, _LOCALES[lang]).items()}


def date_words(date: PartialDate, lang: str) -> str:
    """`19 April 2024`, `апрель 2024 года`, `2024 жыл`: in the nominative, to stand on its own."""
    if date.month is None:
        return {"kk": f"{date.year} жыл", "ru": f"{date.year} год", "en": f"{date.year}"}[lang]
    if date.day is None:
        month = _months(lang, "stand-alone")[date.month].lower()
        return {
            "kk": f"{date.year} жылғы {month}",
            "ru": f"{month} {date.year} года",
            "en": f"{month.capitalize()} {date.year}",
        }[lang]
    month = _months(lang, "format")[date.month]
    return {
        "kk": f"{date.year} жылғы {date.day} {month.lower()}",
        "ru": f"{date.day} {month} {date.year} года",
        "en": f"{date.day} {month} {date.year}",
    }[lang]


def day_words(month: int, day: int, lang: str) -> str:
    """A day of the year: `19 April`, `19 апреля`, `19 сәуір`."""
    name = _months(lang, "format")[month]
    return f"{day} {name if lang == 'en' else name.lower()}"


def period_words(days: DateRange, lang: str) -> str:
    """A range in words: one date where it is one, else from, to, or between."""
    whole = days.as_partial()
    if whole is not None:
        return date_words(whole, lang)
    t = phrases(lang).gettext
    start = days.start and date_words(_shortest(days.start, opening=True), lang)
    end = days.end and date_words(_shortest(days.end, opening=False), lang)
    if start and end:
        return f"{start} – {end}"
    if start:
        return t("from {date}").format(date=start)
    if end:
        return t("up to {date}").format(date=end)
    return t("all time")


def _shortest(day: dt.date, *, opening: bool) -> PartialDate:
    """1 January 2019 as the opening of a range is said as 2019; 31 December 2021 closes 2021."""
    for date in (PartialDate(day.year), PartialDate(day.year, day.month)):
        if (date.earliest() if opening else date.latest()) == day:
            return date
    return PartialDate.of(day)
