"""Filters by what was conferred: an award, one of several, a kind of award, a grade."""

from dataclasses import dataclass
from typing import Any, Self

from registry.errors import InvalidInput, NotFound
from registry.honours.catalogue import current_catalogue
from registry.honours.models import Award, Grade
from registry.honours.querysets import ConferralQuerySet
from registry.questions.filters.base import Machine, text
from registry.wording import phrases

# What people call an order, a medal or a title → the kinds of award that the law calls so.
AWARD_KINDS = {
    "order": ("order",),
    "medal": ("medal", "jubilee_medal"),
    "jubilee_medal": ("jubilee_medal",),
    "title": ("hero_title", "honorary_title"),
    "honorary_title": ("honorary_title",),
    "hero_title": ("hero_title",),
    "mother_award": ("mother_award",),
}


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

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        slug = text(data, "award")
        return cls(award_of(slug)) if slug else None


@dataclass(frozen=True, slots=True)
class AwardsAre:
    """Conferrals of any of several awards."""

    awards: tuple[Award, ...]

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(award__in=self.awards)

    def words(self, lang: str) -> str:
        names = ", ".join(award.short_in(lang) for award in self.awards)
        return phrases(lang).gettext("awards: {names}").format(names=names)

    def machine(self) -> dict[str, Any]:
        return {"awards": " ".join(award.slug for award in self.awards)}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        slugs = text(data, "awards").split()
        if len(slugs) > 10:
            raise InvalidInput("too_many", "awards: at most ten")
        return cls(tuple(award_of(slug) for slug in slugs)) if slugs else None


@dataclass(frozen=True, slots=True)
class AwardKindIs:
    """Conferrals of orders only, of medals only, of titles only."""

    kind: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        return rows.filter(award__kind__in=AWARD_KINDS[self.kind])

    def words(self, lang: str) -> str:
        t = phrases(lang).gettext
        return {
            "order": t("orders only"),
            "medal": t("medals only"),
            "jubilee_medal": t("jubilee medals only"),
            "title": t("titles only"),
            "honorary_title": t("honorary titles only"),
            "hero_title": t("hero titles only"),
            "mother_award": t("awards for mothers only"),
        }[self.kind]

    def machine(self) -> dict[str, Any]:
        return {"award_kind": self.kind}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        kind = text(data, "award_kind")
        if kind and kind not in AWARD_KINDS:
            raise InvalidInput("unknown_award_kind", f"award_kind: {kind!r} is not known")
        return cls(kind) if kind else None


@dataclass(frozen=True, slots=True)
class GradeIs:
    """Conferrals of one grade: a degree by its number, or the special class."""

    code: str

    def narrow(self, rows: ConferralQuerySet) -> ConferralQuerySet:
        # By the keys of the few grades that have the code: a join would keep an index from use.
        grades = current_catalogue().grades.values()
        return rows.filter(grade__in=[grade.pk for grade in grades if grade.code() == self.code])

    def words(self, lang: str) -> str:
        t = phrases(lang).gettext
        if self.code == Grade.Kind.SPECIAL:
            return t("special class")
        return t("degree: {degree}").format(degree=roman(self.code))

    def machine(self) -> dict[str, Any]:
        return {"grade": self.code}

    @classmethod
    def read(cls, data: Machine) -> Self | None:
        code = text(data, "grade")
        known = code.isdecimal() and len(code) <= 2
        if code and not known and code not in Grade.Kind.values:
            raise InvalidInput("unknown_grade", f"grade: {code!r} is not known")
        return cls(code) if code else None


def award_of(slug: str) -> Award:
    """The award of a slug; raises NotFound."""
    award = Award.objects.select_related("authority").filter(slug=slug).first()
    if award is None:
        raise NotFound("unknown_award", f"award: {slug!r} is not known")
    return award


def roman(code: str) -> str:
    """`1` → `I`: how degrees are written in all three languages."""
    return {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}.get(code, code)
