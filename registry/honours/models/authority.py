"""Who institutes awards."""

from django.db import models
from django.db.models import Q

from registry.honours.models.base import Named, country_code


class Authority(Named):
    """A state or a body that institutes awards and issues decrees."""

    class Kind(models.TextChoices):
        STATE = "state", "state"
        BODY = "body", "body"

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.STATE)
    country = models.CharField(max_length=2, blank=True, validators=[country_code])

    class Meta:
        verbose_name_plural = "authorities"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="state") | ~Q(country=""), name="authority_state_has_country"
            )
        ]
