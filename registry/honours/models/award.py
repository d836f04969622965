"""Awards, their grades, their periods and the ways in which people write them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.honours.fields import PartialDateField
from registry.honours.models.authority import Authority
from registry.honours.models.base import Named, Script, nearest


class Award(Named):
    """An order, medal, title, pendant or certificate that an authority institutes."""

    class Kind(models.TextChoices):
        ORDER = "order", _("order")
        HERO_TITLE = "hero_title", _("hero title")
        MEDAL = "medal", _("medal")
        JUBILEE_MEDAL = "jubilee_medal", _("jubilee medal")
        HONORARY_TITLE = "honorary_title", _("honorary title")
        MOTHER_AWARD = "mother_award", _("award for mothers")
        BADGE = "badge", _("badge")
        CERTIFICATE = "certificate", _("certificate")

    class PrecedenceBasis(models.TextChoices):
        """Read from the law, or rebuilt from other sources: the two are never mixed."""

        LAW = "law", _("read from the law")
        REBUILT = "rebuilt", _("rebuilt")

    class Eligibility(models.TextChoices):
        ANYONE = "anyone", _("citizens and foreigners")
        CITIZENS = "citizens", _("citizens only")
        CITIZENS_WOMEN = "citizens_women", _("women who are citizens")

    slug = models.SlugField(_("key in addresses"), unique=True, max_length=60)
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="awards", verbose_name=_("authority")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    name_kk_latn = models.CharField(_("name in Kazakh, Latin letters"), max_length=300, blank=True)
    short_kk = models.CharField(_("short name in Kazakh"), max_length=200, blank=True)
    short_ru = models.CharField(_("short name in Russian"), max_length=200, blank=True)
    short_en = models.CharField(_("short name in English"), max_length=200, blank=True)
    precedence = models.PositiveSmallIntegerField(_("precedence"), null=True, blank=True)
    precedence_basis = models.CharField(
        _("where the precedence is from"), max_length=8, choices=PrecedenceBasis.choices, blank=True
    )
    legal_basis = models.TextField(_("legal basis"), blank=True)
    eligibility = models.CharField(
        _("who may receive it"), max_length=16, choices=Eligibility.choices, blank=True
    )
    sequence_required = models.BooleanField(
        _("degrees in sequence"),
        default=False,
        help_text=_("The law gives the degrees in sequence, from the lowest."),
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("predecessor")
    )
    status = models.CharField(_("status"), max_length=24, blank=True)
    evidence_mark = models.CharField(_("evidence mark"), max_length=12, blank=True)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(
        "honours.Source", blank=True, related_name="awards", verbose_name=_("sources")
    )

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
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

    award = models.ForeignKey(
        Award, models.CASCADE, related_name="periods", verbose_name=_("award")
    )
    valid_from = PartialDateField(_("valid from"))
    valid_to = PartialDateField(_("valid until"))
    contested = models.BooleanField(_("contested"), default=False)
    basis = models.TextField(_("basis"), blank=True)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField("honours.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("period of validity")
        verbose_name_plural = _("periods of validity")
        ordering = ["award_id", "valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from or '…'}–{self.valid_to or '…'}"


class AwardName(models.Model):
    """One spelling of an award. A new one is a row, not code."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        TRANSLATION = "translation", _("translation")
        TRANSLITERATION = "transliteration", _("transliteration")
        SPELLING = "spelling", _("spelling")
        GLOSS = "gloss", _("translated name that other states' awards share")
        COLLOQUIAL = "colloquial", _("colloquial")

    award = models.ForeignKey(Award, models.CASCADE, related_name="names", verbose_name=_("award"))
    text = models.CharField(_("text"), max_length=300)
    language = models.CharField(_("language"), max_length=8)
    script = models.CharField(_("script"), max_length=8, choices=Script.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    folded = models.CharField(_("comparison form"), max_length=300, unique=True, editable=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("spelling of an award")
        verbose_name_plural = _("spellings of an award")
        ordering = ["award_id", "id"]

    def __str__(self) -> str:
        return self.text


class Grade(Named):
    """A degree or class of an award. An award without degrees has one grade, rank 0."""

    class Kind(models.TextChoices):
        DEGREE = "degree", _("degree")
        SINGLE = "single", _("the award has no degrees")
        SPECIAL = "special", _("special class")

    award = models.ForeignKey(Award, models.CASCADE, related_name="grades", verbose_name=_("award"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    rank = models.PositiveSmallIntegerField(
        _("rank"), help_text=_("1 is the highest degree; 0: no degrees.")
    )
    worn_as = models.TextField(_("how it is worn"), blank=True)
    valid_from = PartialDateField(_("valid from"))
    valid_to = PartialDateField(_("valid until"))
    evidence_mark = models.CharField(_("evidence mark"), max_length=12, blank=True)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField("honours.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
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

    grade = models.ForeignKey(
        Grade, models.CASCADE, related_name="dated_names", verbose_name=_("grade")
    )
    text = models.CharField(_("text"), max_length=300)
    language = models.CharField(_("language"), max_length=8)
    valid_from = PartialDateField(_("valid from"))
    valid_to = PartialDateField(_("valid until"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("dated name of a grade")
        verbose_name_plural = _("dated names of a grade")

    def __str__(self) -> str:
        return self.text
