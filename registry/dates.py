"""Dates as precise as their source: a year, a year and month, or a day.

The written form is ISO 8601 / EDTF level 0 (`2024`, `2024-04`, `2024-04-19`). The text sorts by
the earliest day that it can mean, so the same string serves as the value in the database.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which the day, or the month and the day, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"year out of range: {self.year}")
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day without a month")
            return
        dt.date(self.year, self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else raises ValueError."""
        return _parsed(text)

    @classmethod
    def _parse(cls, text: str) -> "PartialDate":
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"not a date: {text!r}; wanted YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            return cls(year or 0, month, day)
        except ValueError as error:
            raise ValueError(f"not a date: {text!r} ({error})") from None

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """The partial date that is one whole day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def iso(self) -> str:
        """The written form, no longer than what is known."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    __str__ = iso

    def __lt__(self, other: "PartialDate") -> bool:
        return self.iso() < other.iso()

    def earliest(self) -> dt.date:
        """The first day that this can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """The last day that this can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def contains(self, other: "PartialDate") -> bool:
        """Whether every day that `other` can mean is one that this can mean."""
        return self.earliest() <= other.earliest() and other.latest() <= self.latest()

    def common(self, other: "PartialDate") -> "PartialDate | None":
        """The finest date that both are inside of, or None if even the years differ."""
        for depth in (3, 2, 1):
            mine = (self.year, self.month, self.day)[:depth]
            if mine == (other.year, other.month, other.day)[:depth] and None not in mine:
                return PartialDate(*mine)  # type: ignore[arg-type]
        return None


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> PartialDate:
    """A registry has few dates and many rows: each is read once."""
    return PartialDate._parse(text)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Whole days from `start` to `end`, both included; None is an open side."""

    start: dt.date | None = None
    end: dt.date | None = None

    @classmethod
    def of(cls, date: PartialDate) -> "DateRange":
        """The days that a partial date can mean."""
        return cls(date.earliest(), date.latest())

    def as_partial(self) -> PartialDate | None:
        """The one year, month or day that the range is, if it is one."""
        if self.start is None or self.end is None:
            return None
        start = self.start
        forms = (
            PartialDate(start.year),
            PartialDate(start.year, start.month),
            PartialDate.of(start),
        )
        return next((d for d in forms if DateRange.of(d) == self), None)


def whole_years(days: DateRange) -> range | None:
    """The years that a closed range is made of, if it begins and ends with a year."""
    if days.start is None or days.end is None:
        return None
    begins, ends = (days.start.month, days.start.day), (days.end.month, days.end.day)
    whole = begins == (1, 1) and ends == (12, 31)
    return range(days.start.year, days.end.year + 1) if whole else None


def straddling(days: DateRange) -> list[PartialDate]:
    """The coarse dates of which some day lies in the range and some day outside of it.

    They are few: only the year or the month of an edge can stand on both sides of it.
    """
    edges = [edge for edge in (days.start, days.end) if edge is not None]
    coarse = {PartialDate(edge.year) for edge in edges}
    coarse |= {PartialDate(edge.year, edge.month) for edge in edges}
    return sorted(date for date in coarse if not _inside(date, days))


def _inside(date: PartialDate, days: DateRange) -> bool:
    begins = days.start is None or days.start <= date.earliest()
    return begins and (days.end is None or date.latest() <= days.end)


def lower_bound(day: dt.date) -> str:
    """The key `k` such that a date lies wholly on or after `day` exactly if its text >= k."""
    text = day.isoformat()
    if day.day == 1:
        text = text[:7]
        if day.month == 1:
            text = text[:4]
    return text


def upper_bound(day: dt.date) -> str:
    """The key `k` such that a date lies wholly on or before `day` exactly if its padded text <= k.

    "Padded" is the text with `-99` for each part that is missing: 2024-04 → 2024-04-99.
    """
    if (day.month, day.day) == (12, 31):
        return f"{day.year:04}-99-99"
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        return f"{day.year:04}-{day.month:02}-99"
    return day.isoformat()
