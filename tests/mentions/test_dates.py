"""Dates in words, in three languages: read as they are written, and never sharpened."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.mentions.dates import find_dates
from registry.mentions.words import read_words

TODAY = dt.date(2026, 11, 23)

READ = """
2024                                    | 2024-01-01 2024-12-31
в 2024 году                             | 2024-01-01 2024-12-31
2024 жылы                               | 2024-01-01 2024-12-31
in 2024                                 | 2024-01-01 2024-12-31
2024 ж.                                 | 2024-01-01 2024-12-31
в 2023-м                                | 2023-01-01 2023-12-31
в 23м                                   | 2023-01-01 2023-12-31
в 23-м году                             | 2023-01-01 2023-12-31
в 98м                                   | 1998-01-01 1998-12-31
апрель 2024                             | 2024-04-01 2024-04-30
в апреле 2024 года                      | 2024-04-01 2024-04-30
2024 жылғы сәуірде                      | 2024-04-01 2024-04-30
2024 жылдың сәуірінде                   | 2024-04-01 2024-04-30
April 2024                              | 2024-04-01 2024-04-30
март 2023                               | 2023-03-01 2023-03-31
2024-04                                 | 2024-04-01 2024-04-30
19 апреля 2024 года                     | 2024-04-19 2024-04-19
19 April 2024                           | 2024-04-19 2024-04-19
April 19, 2024                          | 2024-04-19 2024-04-19
19th of April 2024                      | 2024-04-19 2024-04-19
2024 жылғы 19 сәуірде                   | 2024-04-19 2024-04-19
2025 жылғы 28 сәуірдегі                 | 2025-04-28 2025-04-28
2023 жылғы 22 наурыз                    | 2023-03-22 2023-03-22
19.04.2024                              | 2024-04-19 2024-04-19
2024-04-19                              | 2024-04-19 2024-04-19
в апреле                                | 2026-04-01 2026-04-30
in December                             | 2025-12-01 2025-12-31
сәуірде                                 | 2026-04-01 2026-04-30
с 2019 по 2021 год                      | 2019-01-01 2021-12-31
from 2019 to 2021                       | 2019-01-01 2021-12-31
between 2019 and 2021                   | 2019-01-01 2021-12-31
между 2019 и 2021                       | 2019-01-01 2021-12-31
2019–2021                               | 2019-01-01 2021-12-31
2019-2021 жылдары                       | 2019-01-01 2021-12-31
2019 жылдан 2021 жылға дейін            | 2019-01-01 2021-12-31
since 2015                              | 2015-01-01 …
с 2015 года                             | 2015-01-01 …
2015 жылдан бері                        | 2015-01-01 …
after 2015                              | 2016-01-01 …
после 2015 года                         | 2016-01-01 …
2015 жылдан кейін                       | 2016-01-01 …
before 2010                             | … 2009-12-31
до 2010 года                            | … 2009-12-31
2010 жылға дейін                        | … 2009-12-31
until 2010                              | … 2010-12-31
по 2010 год                             | … 2010-12-31
last year                               | 2025-01-01 2025-12-31
в прошлом году                          | 2025-01-01 2025-12-31
былтыр                                  | 2025-01-01 2025-12-31
өткен жылы                              | 2025-01-01 2025-12-31
this year                               | 2026-01-01 2026-12-31
биыл                                    | 2026-01-01 2026-12-31
last month                              | 2026-10-01 2026-10-31
в прошлом месяце                        | 2026-10-01 2026-10-31
today                                   | 2026-11-23 2026-11-23
вчера                                   | 2026-11-22 2026-11-22
the last five years                     | 2021-11-23 2026-11-23
за последние пять лет                   | 2021-11-23 2026-11-23
соңғы бес жылда                         | 2021-11-23 2026-11-23
the 1990s                               | 1990-01-01 1999-12-31
2010-е годы                             | 2010-01-01 2019-12-31
от 6 сентября 2024 года № 645           | 2024-09-06 2024-09-06
"""


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_a_date_is_read_as_it_is_written(line: str) -> None:
    text, _, wanted = (part.strip() for part in line.partition("|"))
    [found] = find_dates(text, read_words(text), TODAY)
    edges = (found.days.start, found.days.end)
    assert " ".join(d.isoformat() if d else "…" for d in edges) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "№ 2015",
        "13:37",
        "Жарлық № 1999",
        "31.02.2024",
        "2024-13",
        "may I ask",
        "мая",
        "қазан",
        "II",
        "12345",
        "в 3000 году",
        "the march of time",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert find_dates(text, read_words(text), TODAY) == []


@given(st.text(max_size=120))
def test_whatever_the_text_a_date_lies_inside_of_it(text: str) -> None:
    for found in find_dates(text, read_words(text), TODAY):
        assert 0 <= found.start < found.end <= len(text)
        start, end = found.days.start, found.days.end
        assert not start or not end or start <= end
