"""Filters by the act: its decree, who handed over, when, and what became of it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef

from registry.dates import DateRange, PartialDate
from registry.errors import InvalidInput
from registry.honours.models import ConferralEvent
from registry.honours.presenters import presenters_like
from registry.honours.querysets import ConferralQuerySet
from registry.questions.filters.base import Machine, text
from registry.wording import date_words, day_words, period_words, phrases


@dataclass(frozen=True, slots=True)
class DecreeIs:
    """Conferrals by the act of one number (which is unique only with its date)."""

    number: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(decree__number=self.number)

    def words(self, lang: str) -> str:
        return phrases(lang).gettext("decree No. {number}").format(number=self.number)

    def machine(self) -> dict[str, Any]:
        return {"decree": self.number}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        number = text(data, "decree")
        return cls(number) if number else None


@dataclass(frozen=True, slots=True)
class PresentedBy:
    """Conferrals whose insignia somebody handed over, by that person's written name."""

    name: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(presented_by__in=presenters_like(self.name))

    def words(self, lang: str) -> str:
        return phrases(lang).gettext("handed over by: {name}").format(name=self.name)

    def machine(self) -> dict[str, Any]:
        return {"presenter": self.name}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        name = text(data, "presenter")
        return cls(name) if name else None


@dataclass(frozen=True, slots=True)
class Posthumous:
    """Conferrals made after the recipient's death."""

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(posthumous=True)

    def words(self, lang: str) -> str:
        return phrases(lang).gettext("posthumous only")

    def machine(self) -> dict[str, Any]:
        return {"posthumous": True}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        return cls() if text(data, "posthumous") else None


@dataclass(frozen=True, slots=True)
class Underwent:
    """Conferrals that were revoked, restored, declined or returned at some time."""

    event: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        events = ConferralEvent.objects.filter(conferral=OuterRef("pk"), kind=self.event)
        return rows.filter(Exists(events))

    def words(self, lang: str) -> str:
        t = phrases(lang).gettext
        return {
            "revoked": t("taken back"),
            "restored": t("restored after it was taken back"),
            "declined": t("declined by the recipient"),
            "returned": t("returned by the recipient"),
        }[self.event]

    def machine(self) -> dict[str, Any]:
        return {"event": self.event}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        event = text(data, "event")
        if event and event not in ConferralEvent.Kind.values:
            raise InvalidInput("unknown_event", f"event: {event!r} is not known")
        return cls(event) if event else None


@dataclass(frozen=True, slots=True)
class HeldOn:
    """Conferrals in force on a day: made by then, and not taken back by then."""

    day: dt.date

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.in_period(DateRange(None, self.day)).in_force(self.day)

    def possible(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        """The rows whose date cannot decide. Never counted."""
        return rows.possibly_in_period(DateRange(None, self.day)).in_force(self.day)

    def words(self, lang: str) -> str:
        day = date_words(PartialDate.of(self.day), lang)
        return phrases(lang).gettext("in force on: {date}").format(date=day)

    def machine(self) -> dict[str, Any]:
        return {"held_on": self.day.isoformat()}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        day = _day(data, "held_on")
        return cls(day) if day else None


@dataclass(frozen=True, slots=True)
class OnDay:
    """Conferrals of one day of the year, whatever the year: `04-19`."""

    day: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.on_day_of_year(self.day)

    def words(self, lang: str) -> str:
        month, day = (int(part) for part in self.day.split("-"))
        return phrases(lang).gettext("on {day} of any year").format(day=day_words(month, day, lang))

    def machine(self) -> dict[str, Any]:
        return {"on_day": self.day}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        day = text(data, "on_day")
        if not day:
            return None
        try:
            known = bool(re.fullmatch(r"\d\d-\d\d", day)) and dt.date.fromisoformat(f"2000-{day}")
        except ValueError:
            known = False
        if not known:
            raise InvalidInput("bad_date", f"on_day: {day!r} is not MM-DD")
        return cls(day)


@dataclass(frozen=True, slots=True)
class InPeriod:
    """Conferrals that surely fall in a period; `possible` are those too coarsely dated to say."""

    days: DateRange

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.in_period(self.days)

    def possible(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        """The rows whose date cannot decide. Never counted."""
        return rows.possibly_in_period(self.days)

    def words(self, lang: str) -> str:
        period = period_words(self.days, lang)
        return phrases(lang).gettext("period: {period}").format(period=period)

    def machine(self) -> dict[str, Any]:
        edges = {"from": self.days.start, "to": self.days.end}
        return {name: day.isoformat() for name, day in edges.items() if day}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        start, end = _day(data, "from"), _day(data, "to")
        if start and end and start > end:
            raise InvalidInput("bad_date", "from, to: the period ends before it begins")
        return cls(DateRange(start, end)) if start or end else None


def _day(data: Machine, name: str) -> dt.date | None:
    """A day from a permalink; raises InvalidInput naming the field."""
    written = text(data, name)
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError as error:
        raise InvalidInput("bad_date", f"{name}: {error}") from None
