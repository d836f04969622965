"""Awards, their grades, their periods and the ways in which people write them."""

from django.db import models
from django.db.models import Q

from registry.honours.fields import PartialDateField
from registry.honours.models.authority import Authority
from registry.honours.models.base import Named, Script, nearest


class Award(Named):
    """An order, medal, title, pendant or certificate that an authority institutes."""

    class Kind(models.TextChoices):
        ORDER = "order", "order"
        HERO_TITLE = "hero_title", "hero title"
        MEDAL = "medal", "medal"
        JUBILEE_MEDAL = "jubilee_medal", "jubilee medal"
        HONORARY_TITLE = "honorary_title", "honorary title"
        MOTHER_AWARD = "mother_award", "award for mothers"
        BADGE = "badge", "badge"
        CERTIFICATE = "certificate", "certificate"

    class PrecedenceBasis(models.TextChoices):
        """Read from the law, or rebuilt from other sources: the two are never mixed."""

        LAW = "law", "read from the law"
        REBUILT = "rebuilt", "rebuilt"

    class Eligibility(models.TextChoices):
        ANYONE = "anyone", "citizens and foreigners"
        CITIZENS = "citizens", "citizens only"
        CITIZENS_WOMEN = "citizens_women", "women who are citizens"

    slug = models.SlugField(unique=True, max_length=60)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="awards")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name_kk_latn = models.CharField(max_length=300, blank=True)
    short_kk = models.CharField(max_length=200, blank=True)
    short_ru = models.CharField(max_length=200, blank=True)
    short_en = models.CharField(max_length=200, blank=True)
    precedence = models.PositiveSmallIntegerField(null=True, blank=True)
    precedence_basis = models.CharField(max_length=8, choices=PrecedenceBasis.choices, blank=True)
    legal_basis = models.TextField(blank=True)
    eligibility = models.CharField(max_length=16, choices=Eligibility.choices, blank=True)
    sequence_required = models.BooleanField(
        default=False, help_text="The law gives the degrees in sequence, from the lowest."
    )
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    status = models.CharField(max_length=24, blank=True)
    evidence_mark = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    sources = models.ManyToManyField("honours.Source", blank=True, related_name="awards")

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(precedence__isnull=True, precedence_basis="")
                | (Q(precedence__isnull=False) & ~Q(precedence_basis="")),
                name="award_precedence_says_its_basis",
            )
        ]

    def short_in(self, lang: str) -> str:
        """The name as it stands inside a sentence or a list."""
        own = getattr(self, f"short_{lang}") or getattr(self, f"name_{lang}")
        return own or nearest(self, "short", lang) or self.name_in(lang)


class AwardPeriod(models.Model):
    """A stretch of time in which the award existed; sources that differ are kept side by side."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="periods")
    valid_from = PartialDateField()
    valid_to = PartialDateField()
    contested = models.BooleanField(default=False)
    basis = models.TextField(blank=True)
    note = models.TextField(blank=True)
    sources = models.ManyToManyField("honours.Source", blank=True)

    class Meta:
        ordering = ["award_id", "valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from or '…'}–{self.valid_to or '…'}"


class AwardName(models.Model):
    """One spelling of an award. A new one is a row, not code."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "official"
        TRANSLATION = "translation", "translation"
        TRANSLITERATION = "transliteration", "transliteration"
        SPELLING = "spelling", "spelling"
        GLOSS = "gloss", "translated name that other states' awards share"
        COLLOQUIAL = "colloquial", "colloquial"

    award = models.ForeignKey(Award, models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    script = models.CharField(max_length=8, choices=Script.choices)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    folded = models.CharField(max_length=300, unique=True, editable=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["award_id", "id"]

    def __str__(self) -> str:
        return self.text


class Grade(Named):
    """A degree or class of an award. An award without degrees has one grade, rank 0."""

    class Kind(models.TextChoices):
        DEGREE = "degree", "degree"
        SINGLE = "single", "the award has no degrees"
        SPECIAL = "special", "special class"

    award = models.ForeignKey(Award, models.CASCADE, related_name="grades")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    rank = models.PositiveSmallIntegerField(help_text="1 is the highest degree; 0: no degrees.")
    worn_as = models.TextField(blank=True)
    valid_from = PartialDateField()
    valid_to = PartialDateField()
    evidence_mark = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    sources = models.ManyToManyField("honours.Source", blank=True)

    class Meta:
        ordering = ["award_id", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["award", "kind", "rank"], name="grade_once"),
            models.CheckConstraint(
                condition=Q(kind="degree", rank__gte=1) | Q(kind__in=["single", "special"], rank=0),
                name="grade_rank_fits_kind",
            ),
        ]

    def code(self) -> str:
        """How data files and filters write this grade: `1`, `2`, `single` or `special`."""
        return str(self.rank) if self.kind == self.Kind.DEGREE else str(self.kind)


class GradeName(models.Model):
    """A name that a grade bears for a time, beside its plain one."""

    grade = models.ForeignKey(Grade, models.CASCADE, related_name="dated_names")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    valid_from = PartialDateField()
    valid_to = PartialDateField()
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text
