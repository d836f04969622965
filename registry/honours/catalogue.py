"""Awards and their grades, held ready: a few dozen rows that every answer needs.

Made again when the registry's version moves; one small query says whether it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from registry.honours.models import Award, Grade
from registry.honours.selectors import registry_version


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Awards by key, each with its authority, grades, periods and sources; grades by key; the
    grades of each award. Many threads read the same records: nobody changes them.
    """

    version: str
    awards: dict[int, Award]
    grades: dict[int, Grade]
    grades_of: dict[int, tuple[Grade, ...]]

    def by_slug(self, slug: str) -> Award | None:
        """The award of a slug."""
        return next((award for award in self.awards.values() if award.slug == slug), None)

    def has_degrees(self, award: Award) -> bool:
        """Whether the award is given in degrees."""
        return any(g.kind == Grade.Kind.DEGREE for g in self.grades_of.get(award.pk, ()))

    def has_grade(self, award: Award, code: str) -> bool:
        """Whether the award has a grade of this code."""
        return any(grade.code() == code for grade in self.grades_of.get(award.pk, ()))


_kept: list[Catalogue] = []


def _awards() -> "QuerySet[Award]":
    found = Award.objects.select_related("authority")
    return found.prefetch_related("grades", "periods", "sources")


def awards_by_slug(slugs: Iterable[str]) -> dict[str, Award]:
    """Awards by slug, those that there are."""
    wanted = frozenset(slugs)
    if not wanted:
        return {}
    return {a.slug: a for a in current_catalogue().awards.values() if a.slug in wanted}


def current_catalogue() -> Catalogue:
    """The catalogue of the registry as it stands."""
    version = registry_version()
    if not _kept or _kept[0].version != version:
        grades = list(Grade.objects.select_related("award").order_by("rank", "pk"))
        of: dict[int, list[Grade]] = {}
        for grade in grades:
            of.setdefault(grade.award_id, []).append(grade)
        _kept[:] = [
            Catalogue(
                version,
                {award.pk: award for award in _awards()},
                {grade.pk: grade for grade in grades},
                {award: tuple(found) for award, found in of.items()},
            )
        ]
    return _kept[0]
