"""Articles that came in, and the drafts that were read out of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.honours.fields import PartialDateField


class Article(models.Model):
    """A text as it was received, stored once by its hash. What it says is data, never an order."""

    sha256 = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    text = models.TextField(_("text"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    # A page that was changed since is another text from the same source.
    source = models.ForeignKey(
        "honours.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("source"),
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """One conferral that an article seems to state, waiting for a human's verdict."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="drafts", verbose_name=_("article")
    )
    pairing = models.CharField(_("comparison form"), max_length=64, editable=False)
    recipient_text = models.CharField(_("recipient as written"), max_length=200)
    recipient = models.ForeignKey(
        "honours.Recipient", models.SET_NULL, null=True, blank=True, verbose_name=_("recipient")
    )
    award = models.ForeignKey("honours.Award", models.PROTECT, verbose_name=_("award"))
    grade = models.ForeignKey(
        "honours.Grade", models.PROTECT, null=True, blank=True, verbose_name=_("grade")
    )
    date = PartialDateField(_("date"))
    date_kind = models.CharField(_("kind of date"), max_length=16, blank=True)
    presenter = models.CharField(_("presented by"), max_length=200, blank=True)
    decree_number = models.CharField(_("number of the decree"), max_length=40, blank=True)
    office = models.CharField(_("office"), max_length=500, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    quote = models.TextField(_("quote"))
    spans = models.JSONField(_("places in the text"), default=dict)
    verdict = models.CharField(_("advice"), max_length=24)
    verdict_reasons = models.JSONField(_("reasons of the advice"), default=list)
    state = models.CharField(
        _("state of the record"), max_length=8, choices=State.choices, default=State.PROPOSED
    )
    conferral = models.ForeignKey(
        "honours.Conferral", models.PROTECT, null=True, blank=True, verbose_name=_("conferral")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    class Meta:
        verbose_name = _("draft from an article")
        verbose_name_plural = _("drafts from articles")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="draft_state")]
        constraints = [
            # A verdict is never asked for twice: a rejected pairing stays, and is met again here.
            models.UniqueConstraint(fields=["article", "pairing"], name="draft_pairing_once"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(conferral__isnull=False),
                name="draft_accepted_has_conferral",
            ),
        ]

    def __str__(self) -> str:
        grade = f" {self.grade.code()}" if self.grade else ""
        return f"{self.recipient_text} · {self.award.slug}{grade}"


class DraftCorrection(models.Model):
    """What a clerk put right in a draft: what stood there before, and who changed it when."""

    draft = models.ForeignKey(
        Draft, models.CASCADE, related_name="corrections", verbose_name=_("draft from an article")
    )
    field = models.CharField(_("field"), max_length=16)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    by_text = models.CharField(_("written by"), max_length=200)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.field}: {self.before or '—'} → {self.after}"
