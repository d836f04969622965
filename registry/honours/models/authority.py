"""Who institutes awards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from registry.honours.models.base import Named, country_code


class Authority(Named):
    """A state or a body that institutes awards and issues decrees."""

    class Kind(models.TextChoices):
        STATE = "state", pgettext("kind of authority", "state")
        BODY = "body", _("body")

    slug = models.SlugField(_("key in addresses"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.STATE)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[country_code])

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="state") | ~Q(country=""), name="authority_state_has_country"
            )
        ]
