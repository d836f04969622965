"""Dates in words, in three languages, no more precise than they are known."""

import datetime as dt

import pytest

from registry.dates import DateRange, PartialDate
from registry.wording import country_name, date_words, period_words


@pytest.mark.parametrize(
    ("date", "lang", "words"),
    [
        ("2024-04-19", "en", "19 April 2024"),
        ("2024-04-19", "ru", "19 апреля 2024 года"),
        ("2024-04-19", "kk", "2024 жылғы 19 сәуір"),
        ("2024-04", "en", "April 2024"),
        ("2024-04", "ru", "апрель 2024 года"),
        ("2024-04", "kk", "2024 жылғы сәуір"),
        ("2024", "en", "2024"),
        ("2024", "ru", "2024 год"),
        ("2024", "kk", "2024 жыл"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(date: str, lang: str, words: str) -> None:
    assert date_words(PartialDate.parse(date), lang) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2019-01-01", "2021-12-31", "2019 – 2021"),
        ("2015-01-01", None, "from 2015"),
        (None, "2010-12-31", "up to 2010"),
        ("2024-04-01", "2024-04-30", "April 2024"),
        ("2024-04-10", "2024-05-31", "10 April 2024 – May 2024"),
    ],
)
def test_a_period_is_said_as_shortly_as_it_is_exact(
    start: str | None, end: str | None, words: str
) -> None:
    edges = (dt.date.fromisoformat(d) if d else None for d in (start, end))
    assert period_words(DateRange(*edges), "en") == words


def test_countries_bear_the_names_that_kazakhstan_writes() -> None:
    assert [country_name("KG", lang) for lang in ("kk", "ru", "en")] == [
        "Қырғызстан",
        "Кыргызстан",
        "Kyrgyzstan",
    ]
