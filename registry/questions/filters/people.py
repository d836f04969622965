"""Filters by who received: a person, several, citizens of a country, an office, a gender."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef

from registry.errors import InvalidInput, NotFound
from registry.honours.models import (
    Award,
    Citizenship,
    ConferralOffice,
    Grade,
    Recipient,
    RecipientRedirect,
)
from registry.honours.offices import office_keys
from registry.honours.querysets import ConferralQuerySet
from registry.honours.selectors import published, shown_recipients
from registry.mentions.states import HOME
from registry.questions.filters.awards import award_of
from registry.questions.filters.base import Machine, text
from registry.wording import country_name, office_name, phrases

FOREIGN = "foreign"


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

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        public_id = text(data, "recipient")
        return cls(recipient_by_id(public_id)) if public_id else None


@dataclass(frozen=True, slots=True)
class RecipientsAre:
    """Conferrals on one of several recipients, who are compared."""

    recipients: tuple[Recipient, ...]

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(recipient__in=self.recipients)

    def words(self, lang: str) -> str:
        names = ", ".join(person.name_in(lang) for person in self.recipients)
        return phrases(lang).gettext("recipients: {names}").format(names=names)

    def machine(self) -> dict[str, Any]:
        return {"recipients": " ".join(person.public_id for person in self.recipients)}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        ids = text(data, "recipients").split()
        if len(ids) > 10:
            raise InvalidInput("too_many", "recipients: at most ten")
        return cls(tuple(recipient_by_id(public_id) for public_id in ids)) if ids else None


@dataclass(frozen=True, slots=True)
class CitizenOf:
    """Conferrals on citizens of one country; `FOREIGN`: of any but Kazakhstan."""

    country: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        citizens = Citizenship.objects.filter(recipient=OuterRef("recipient"))
        if self.country == FOREIGN:
            # Whose citizenship no source names is not counted as a foreigner.
            return rows.filter(Exists(citizens), ~Exists(citizens.filter(country=HOME)))
        if self.country == HOME:
            return rows.filter(Exists(citizens.filter(country=HOME)))
        bearers = Citizenship.objects.filter(country=self.country).values("recipient")
        return rows.filter(recipient__in=bearers)

    def words(self, lang: str) -> str:
        if self.country == FOREIGN:
            return phrases(lang).gettext("foreign citizens")
        name = country_name(self.country, lang)
        return phrases(lang).gettext("country of the recipient: {country}").format(country=name)

    def machine(self) -> dict[str, Any]:
        return {"country": self.country}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        country = text(data, "country")
        if country and country != FOREIGN and not (len(country) == 2 and country.isalpha()):
            raise InvalidInput("unknown_country", f"country: {country!r} is no ISO 3166 code")
        return cls(country) if country else None


@dataclass(frozen=True, slots=True)
class OfficeIs:
    """Conferrals on those who held an office, or followed a calling, at that time."""

    office: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        holding = ConferralOffice.objects.filter(office=self.office, conferral=OuterRef("pk"))
        return rows.filter(Exists(holding))

    def words(self, lang: str) -> str:
        return (
            phrases(lang).gettext("office: {office}").format(office=office_name(self.office, lang))
        )

    def machine(self) -> dict[str, Any]:
        return {"office": self.office}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        office = text(data, "office")
        if office and office not in office_keys():
            raise InvalidInput("unknown_office", f"office: {office!r} is not known")
        return cls(office) if office else None


@dataclass(frozen=True, slots=True)
class GenderIs:
    """Conferrals on women only, or on men only; whose gender no source tells is in neither."""

    gender: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(recipient__gender=self.gender)

    def words(self, lang: str) -> str:
        t = phrases(lang).gettext
        return {"f": t("women only"), "m": t("men only")}[self.gender]

    def machine(self) -> dict[str, Any]:
        return {"gender": self.gender}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        gender = text(data, "gender")
        if gender and gender not in ("f", "m"):
            raise InvalidInput("unknown_gender", f"gender: {gender!r} is neither f nor m")
        return cls(gender) if gender else None


@dataclass(frozen=True, slots=True)
class HoldsAll:
    """Conferrals of several awards on those who have every one of them."""

    awards: tuple[Award, ...]

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        bearers = [published().filter(award=award).values("recipient") for award in self.awards]
        return rows.filter(award__in=self.awards, recipient__in=_in_each(bearers))

    def words(self, lang: str) -> str:
        names = ", ".join(award.short_in(lang) for award in self.awards)
        return phrases(lang).gettext("who has each of: {names}").format(names=names)

    def machine(self) -> dict[str, Any]:
        return {"holds_all": " ".join(award.slug for award in self.awards)}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        slugs = text(data, "holds_all").split()
        if len(slugs) > 10:
            raise InvalidInput("too_many", "holds_all: at most ten")
        return cls(tuple(award_of(slug) for slug in slugs)) if slugs else None


@dataclass(frozen=True, slots=True)
class HoldsAllDegrees:
    """Conferrals of one award on those who have each of its degrees: its full holders."""

    award: Award

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        grades = Grade.objects.filter(award=self.award, kind=Grade.Kind.DEGREE)
        degrees = list(grades.values_list("pk", flat=True))
        held = published().filter(award=self.award, grade__in=degrees).order_by()
        counted = held.values("recipient").annotate(different=Count("grade", distinct=True))
        full = counted.filter(different=len(degrees)) if degrees else counted.none()
        return rows.filter(award=self.award, recipient__in=[row["recipient"] for row in full])

    def words(self, lang: str) -> str:
        return phrases(lang).gettext("who has every degree of it")

    def machine(self) -> dict[str, Any]:
        return {"all_degrees": self.award.slug}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        slug = text(data, "all_degrees")
        return cls(award_of(slug)) if slug else None


def _in_each(bearers: Sequence[Any]) -> list[int]:
    """The recipients who are in every queryset: few, so they are read and not joined again."""
    unordered = [found.order_by() for found in bearers]
    both = unordered[0].intersection(*unordered[1:]) if unordered[1:] else unordered[0]
    return [row["recipient"] for row in both]


def recipient_by_id(public_id: str) -> Recipient:
    """A recipient whom the public may see, also by the id of one that was merged into another."""
    people = shown_recipients().prefetch_related("names")
    found = people.filter(public_id=public_id).first()
    if found is None:
        redirect = RecipientRedirect.objects.filter(merged_id=public_id).first()
        found = people.filter(pk=redirect.survivor_id).first() if redirect else None
    if found is None:
        raise NotFound("unknown_recipient", f"recipient: {public_id!r} is not known")
    return found
