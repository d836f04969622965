"""The act by which honours are conferred."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from registry.honours.fields import PartialDateField
from registry.honours.models.authority import Authority
from registry.honours.models.base import nearest, new_public_id


def decree_id() -> str:
    """A fresh public id of a decree."""
    return new_public_id("d")


class Decree(models.Model):
    """A decree, law or order. Its number is unique only with its date; many are unknown."""

    class Kind(models.TextChoices):
        DECREE = "decree", _("decree")
        LAW = "law", _("law")
        ORDER = "order", pgettext("kind of decree", "order")

    public_id = models.CharField(
        _("public id"), max_length=24, unique=True, default=decree_id, editable=False
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="decrees", verbose_name=_("authority")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.DECREE)
    number = models.CharField(_("number"), max_length=40, blank=True)
    date = PartialDateField(_("date"))
    title_kk = models.CharField(_("title in Kazakh"), max_length=500, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=500, blank=True)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    published_in = models.CharField(_("published in"), max_length=300, blank=True)
    sources = models.ManyToManyField("honours.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("decree")
        verbose_name_plural = _("decrees")
        ordering = ["-date", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "number", "date"],
                condition=~Q(number=""),
                name="decree_number_and_date_once",
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=True) | Q(date__length__in=[4, 7, 10]),
                name="decree_date_shape",
            ),
        ]

    def title_in(self, lang: str) -> str:
        """The title in `lang`, or the nearest that is known; may be empty."""
        return nearest(self, "title", lang)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number or '?'}, {self.date or '?'}"
