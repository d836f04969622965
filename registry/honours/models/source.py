"""Where facts come from, and which fact each source backs."""

from django.db import models
from django.db.models import Q

from registry.honours.fields import PartialDateField


class Source(models.Model):
    """A page, a law, a paper or an archive scan."""

    class Kind(models.TextChoices):
        PAGE = "page", "page"
        LAW = "law", "law"
        DECREE = "decree", "decree"
        LIST = "list", "list"
        ENCYCLOPEDIA = "encyclopedia", "encyclopedia"
        PAPER = "paper", "paper"
        ARTICLE = "article", "article read by the registry"

    class Strength(models.TextChoices):
        """Decree or official site; news; encyclopaedia or list."""

        PRIMARY = "primary", "primary"
        SECONDARY = "secondary", "secondary"
        TERTIARY = "tertiary", "tertiary"

    key = models.SlugField(unique=True, max_length=100)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.PAGE)
    strength = models.CharField(max_length=10, choices=Strength.choices)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    published_on = PartialDateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="source_url_once")
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What one source itself says of one conferral. Sources that differ stand side by side."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"

    conferral = models.ForeignKey("honours.Conferral", models.CASCADE, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence")
    fields = models.JSONField(
        default=list, blank=True, help_text="Names of the fields that it backs."
    )
    date = PartialDateField()
    date_kind = models.CharField(max_length=16, blank=True)
    grade = models.CharField(max_length=8, blank=True)
    office = models.CharField(max_length=500, blank=True)
    quote = models.TextField(blank=True)
    spans = models.JSONField(
        default=dict, blank=True, help_text="Field → [start, end) in the article's text."
    )
    stance = models.CharField(max_length=12, choices=Stance.choices, default=Stance.SUPPORTS)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["conferral_id", "id"]

    def __str__(self) -> str:
        return f"{self.source} ({self.stance})"
