"""What passes between whoever writes a draft and whoever answers for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.honours.models.conferral import Conferral


class Hand(models.Model):
    """Somebody who wrote what a record says, or submitted it: another one has to publish it."""

    conferral = models.ForeignKey(Conferral, models.CASCADE, related_name="hands")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conferral", "user"], name="hand_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.conferral_id}"


class Review(models.Model):
    """Where a record stands on its way: submitted by whom and when, or returned with a comment.

    There is a row for each record that was ever submitted. A record in state `draft` whose row has
    a comment was returned; submitting it again clears the comment. The journal keeps every turn.
    """

    conferral = models.OneToOneField(
        Conferral, models.CASCADE, primary_key=True, related_name="review"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("submitted by"),
    )  # fmt: skip
    submitted_by_text = models.CharField(_("submitted by"), max_length=200)
    submitted_at = models.DateTimeField(_("submitted at"))
    comment = models.TextField(_("what is to be mended"), blank=True)
    returned_by_text = models.CharField(_("returned by"), max_length=200, blank=True)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            # Those that wait for a reviewer are listed the oldest first.
            models.Index(fields=["submitted_at"], name="review_submitted"),
        ]

    def __str__(self) -> str:
        return f"{self.submitted_by_text} {self.submitted_at:%Y-%m-%d}"


class WarningAnswer(models.Model):
    """Why a record is right although a rule warns of it.

    `fingerprint` seals the facts of which the rule warned: where they change, it asks again.
    """

    conferral = models.ForeignKey(Conferral, models.CASCADE, related_name="warning_answers")
    code = models.CharField(_("rule"), max_length=40)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    by_text = models.CharField(_("answered by"), max_length=200)
    at = models.DateTimeField(_("answered at"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("reason for a warning")
        verbose_name_plural = _("reasons for warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["conferral", "fingerprint"], name="warning_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
