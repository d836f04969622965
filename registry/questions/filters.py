"""What narrows an answer. A filter narrows a queryset, says itself in words, and adds no row.

"Understood as" is made from the very filters that ran, so it can promise nothing else.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Exists, OuterRef

from registry.dates import DateRange
from registry.honours.models import Award, Citizenship, Grade, Recipient
from registry.honours.querysets import ConferralQuerySet
from registry.wording import country_name, period_words, phrases

HOME = "KZ"
FOREIGN = "foreign"


class Filter(Protocol):
    """The shape of every filter."""

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet: ...

    def words(self, lang: str) -> str: ...

    def machine(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class RecipientIs:
    """Conferrals on one recipient."""

    recipient: Recipient

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(recipient=self.recipient)

    def words(self, lang: str) -> str:
        name = self.recipient.name_in(lang)
        return phrases(lang).gettext("recipient: {name}").format(name=name)

    def machine(self) -> dict[str, Any]:
        return {"recipient": self.recipient.public_id}


@dataclass(frozen=True, slots=True)
class AwardIs:
    """Conferrals of one award."""

    award: Award

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(award=self.award)

    def words(self, lang: str) -> str:
        name = self.award.short_in(lang)
        state = self.award.authority.name_in(lang)
        template = phrases(lang).gettext("award: {name} ({authority})")
        return template.format(name=name, authority=state)

    def machine(self) -> dict[str, Any]:
        return {"award": self.award.slug}


@dataclass(frozen=True, slots=True)
class GradeIs:
    """Conferrals of one grade: a degree by its number, or the special class."""

    code: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        if self.code.isdecimal():
            return rows.filter(grade__kind=Grade.Kind.DEGREE, grade__rank=int(self.code))
        return rows.filter(grade__kind=self.code)

    def words(self, lang: str) -> str:
        t = phrases(lang).gettext
        if self.code == Grade.Kind.SPECIAL:
            return t("special class")
        return t("degree: {degree}").format(degree=roman(self.code))

    def machine(self) -> dict[str, Any]:
        return {"grade": self.code}


@dataclass(frozen=True, slots=True)
class CitizenOf:
    """Conferrals on citizens of one country; `FOREIGN`: of any but Kazakhstan."""

    country: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        if self.country == FOREIGN:
            # Whose citizenship no source names is not counted as a foreigner.
            known = rows.filter(Exists(Citizenship.objects.filter(recipient=OuterRef("recipient"))))
            return known.exclude(recipient__citizenships__country=HOME)
        return rows.filter(recipient__citizenships__country=self.country)

    def words(self, lang: str) -> str:
        if self.country == FOREIGN:
            return phrases(lang).gettext("foreign citizens")
        name = country_name(self.country, lang)
        return phrases(lang).gettext("country of the recipient: {country}").format(country=name)

    def machine(self) -> dict[str, Any]:
        return {"country": self.country}


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


@dataclass(frozen=True, slots=True)
class Posthumous:
    """Conferrals made after the recipient's death."""

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(posthumous=True)

    def words(self, lang: str) -> str:
        return phrases(lang).gettext("posthumous only")

    def machine(self) -> dict[str, Any]:
        return {"posthumous": True}


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


def roman(code: str) -> str:
    """`1` → `I`: how degrees are written in all three languages."""
    return {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}.get(code, code)


def day_or_none(text: str | None) -> dt.date | None:
    """A day from a permalink."""
    return dt.date.fromisoformat(text) if text else None
