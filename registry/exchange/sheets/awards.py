"""What stands in the cells for award and grade → records. Awards are read once: they are few."""

from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from registry.exchange.sheets.rows import BadCell, Row
from registry.honours.models import Authority, Award, Grade
from registry.mentions.grades import grade_code
from registry.names import fold

# A word that is nearer is offered for an award that is not known.
_ALIKE = 70


@dataclass(slots=True)
class Awards:
    """Every award, found by its slug or any of its names; a grade's name tells the grade too."""

    by_slug: dict[str, Award] = field(default_factory=dict)
    by_name: dict[str, tuple[Award, Grade | None]] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    # What was read of cells that thousands of lines have alike.
    _read: dict[tuple[str, str, str], tuple[Award | None, Grade | None]] = field(
        default_factory=dict
    )

    @classmethod
    def read(cls) -> "Awards":
        """All that there are, with periods and grades."""
        known = cls(authorities=Authority.objects.in_bulk(field_name="slug"))
        awards = Award.objects.select_related("authority")
        for award in awards.prefetch_related("names", "periods", "grades"):
            known.by_slug[award.slug] = award
            names = [name.folded for name in award.names.all()]
            own = (award.name_kk, award.name_kk_latn, award.name_ru, award.name_en,
                   award.short_kk, award.short_ru, award.short_en)  # fmt: skip
            for name in (*names, *map(fold, own)):
                known.by_name.setdefault(name, (award, None))
            for grade in award.grades.all():
                # The rules ask a grade for its award, and that for its periods.
                grade.award = award
                if grade.kind != Grade.Kind.SINGLE:
                    for text in (grade.name_kk, grade.name_ru, grade.name_en):
                        known.by_name.setdefault(fold(text), (award, grade))
        known.by_name.pop("", None)
        return known

    def of(self, row: Row) -> tuple[Award | None, Grade | None]:
        """The award and the grade that a new line names. Raises BadCell."""
        cells = row.text("award"), row.text("award_stated"), row.text("grade")
        if cells not in self._read:
            self._read[cells] = self._of(row)
        return self._read[cells]

    def _of(self, row: Row) -> tuple[Award | None, Grade | None]:
        text = row.text("award")
        if not text:
            if row.text("award_stated"):
                return None, None
            raise BadCell("award", "no_award")
        award, grade = self.named(text)
        code = row.text("grade")
        if code:
            grade = self.grade(award, code)
        grades = list(award.grades.all())
        if grade is None and len(grades) == 1 and grades[0].kind == Grade.Kind.SINGLE:
            grade = grades[0]
        return award, grade

    def named(self, text: str) -> tuple[Award, Grade | None]:
        """The award of a slug or a name, and the grade if the name is a grade's."""
        if text in self.by_slug:
            return self.by_slug[text], None
        found = self.by_name.get(fold(text))
        if found is None:
            raise BadCell("award", "unknown_award", text, near=self._near(text))
        return found

    def grade(self, award: Award, text: str) -> Grade:
        """The grade of an award by its code, its number in words, or its name."""
        grades = list(award.grades.all())
        code = grade_code(text) or text.strip().lower()
        named = self.by_name.get(fold(text))
        for grade in grades:
            if grade.code() == code or (named and named[1] == grade):
                return grade
        known = ", ".join(grade.code() for grade in grades)
        raise BadCell("grade", "unknown_grade", text, grades=known)

    def authority(self, row: Row, award: Award | None) -> Authority:
        """Who issued the decree of a line: named by the slug or a name, else the award's own."""
        text = row.text("decree_authority")
        if not text and award is not None:
            return award.authority
        for authority in self.authorities.values():
            names = (authority.slug, authority.name_kk, authority.name_ru, authority.name_en)
            if text and text in names:
                return authority
        raise BadCell("decree_authority", "unknown_authority", text)

    def _near(self, text: str) -> str:
        wanted = [*self.by_name, *self.by_slug]
        best = process.extractOne(fold(text), wanted, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None:
            return ""
        return best[0] if best[0] in self.by_slug else self.by_name[best[0]][0].slug
