"""What is kept of entry by hand: once is once, and what was judged is not asked again."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from registry.honours.models.decree import Decree
from registry.honours.models.recipient import Recipient


class DecreeEntry(models.Model):
    """A form of the entry screen that was saved: sent twice, it writes once."""

    token = models.CharField(max_length=40, unique=True)
    decree = models.ForeignKey(Decree, models.CASCADE, related_name="entries")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.token} → {self.decree_id}"


class DistinctPeople(models.Model):
    """Two recipients of whom a human said that they are not the same. `first` has the lower key."""

    first = models.ForeignKey(
        Recipient, models.CASCADE, related_name="told_apart_from", verbose_name=_("one of the two")
    )
    second = models.ForeignKey(
        Recipient, models.CASCADE, related_name="told_apart_by", verbose_name=_("the other")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("who said")
    )
    by_text = models.CharField(_("who said"), max_length=200)
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("not the same person")
        verbose_name_plural = _("not the same person")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_people_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=F("second")), name="distinct_people_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


def in_order(one: Recipient, other: Recipient) -> tuple[Recipient, Recipient]:
    """A pair as it is stored: the lower key first."""
    return (one, other) if one.pk < other.pk else (other, one)
