"""Partial dates: never more precise than they are known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.dates import DateRange, PartialDate, lower_bound, upper_bound

partial = st.dates().flatmap(
    lambda d: st.sampled_from(
        [PartialDate(d.year), PartialDate(d.year, d.month), PartialDate(d.year, d.month, d.day)]
    )
)


@pytest.mark.parametrize("text", ["2024", "2024-04", "2024-04-19", "0001", "2024-02-29"])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert PartialDate.parse(text).iso() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-4",
        "2024-04-31",
        "2024/04",
        "٢٠٢٤",
        " 2024",
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        PartialDate.parse(text)


def test_a_day_without_a_month_cannot_be() -> None:
    with pytest.raises(ValueError, match="a day without a month"):
        PartialDate(2024, None, 3)


@given(partial)
def test_it_can_mean_the_days_from_its_earliest_to_its_latest(date: PartialDate) -> None:
    assert date.earliest() <= date.latest()
    assert date.contains(PartialDate.of(date.earliest()))
    assert DateRange.of(date).as_partial() == date


@given(partial, st.dates())
def test_the_bounds_decide_as_the_calendar_does(date: PartialDate, day: dt.date) -> None:
    padded = date.iso() + "-99-99"[len(date.iso()) - 4 :]
    assert (date.earliest() >= day) == (date.iso() >= lower_bound(day))
    assert (date.latest() <= day) == (padded <= upper_bound(day))


def test_two_sources_agree_on_what_they_share_and_on_no_more() -> None:
    first, second = PartialDate(2019, 5, 28), PartialDate(2019, 5, 29)
    assert first.common(second) == PartialDate(2019, 5)
    assert PartialDate(2019).common(PartialDate(2019, 5)) == PartialDate(2019)
    assert PartialDate(2019).common(PartialDate(2020)) is None
