"""Where facts come from, and which fact each source backs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.honours.fields import PartialDateField


class Source(models.Model):
    """A page, a law, a paper or an archive scan."""

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        LAW = "law", _("law")
        DECREE = "decree", _("decree")
        LIST = "list", _("list")
        ENCYCLOPEDIA = "encyclopedia", _("encyclopedia")
        PAPER = "paper", _("paper")
        ARTICLE = "article", _("article read by the registry")

    class Strength(models.TextChoices):
        """Decree or official site; news; encyclopaedia or list."""

        PRIMARY = "primary", _("primary")
        SECONDARY = "secondary", _("secondary")
        TERTIARY = "tertiary", _("tertiary")

    key = models.SlugField(_("key"), unique=True, max_length=100)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.PAGE)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength.choices)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    published_on = PartialDateField(_("published on"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="source_url_once")
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What one source itself says of one conferral. Sources that differ stand side by side."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")

    conferral = models.ForeignKey(
        "honours.Conferral", models.CASCADE, related_name="evidence", verbose_name=_("conferral")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="evidence", verbose_name=_("source")
    )
    fields = models.JSONField(
        _("fields that it backs"),
        default=list,
        blank=True,
        help_text=_("Names of the fields that it backs."),
    )
    date = PartialDateField(_("date it states"))
    date_kind = models.CharField(_("kind of date"), max_length=16, blank=True)
    grade = models.CharField(_("degree it states"), max_length=8, blank=True)
    office = models.CharField(_("office it states"), max_length=500, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    spans = models.JSONField(
        _("places in the text"),
        default=dict,
        blank=True,
        help_text=_("Field → [start, end) in the article's text."),
    )
    stance = models.CharField(
        _("stance"), max_length=12, choices=Stance.choices, default=Stance.SUPPORTS
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering = ["conferral_id", "id"]

    def __str__(self) -> str:
        return f"{self.source} ({self.stance})"
