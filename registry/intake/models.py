"""Articles that came in, and the drafts that were read out of them."""

from django.conf import settings
from django.db import models

from registry.honours.fields import PartialDateField


class Article(models.Model):
    """A text as it was received, stored once by its hash. What it says is data, never an order."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField(max_length=500)
    url = models.URLField(max_length=1000, blank=True)
    text = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)
    # A page that was changed since is another text from the same source.
    source = models.ForeignKey(
        "honours.Source", models.PROTECT, null=True, blank=True, related_name="articles"
    )

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """One conferral that an article seems to state, waiting for a human's verdict."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    article = models.ForeignKey(Article, models.CASCADE, related_name="drafts")
    pairing = models.CharField(max_length=64, editable=False)
    recipient_text = models.CharField(max_length=200)
    recipient = models.ForeignKey("honours.Recipient", models.SET_NULL, null=True, blank=True)
    award = models.ForeignKey("honours.Award", models.PROTECT)
    grade = models.ForeignKey("honours.Grade", models.PROTECT, null=True, blank=True)
    date = PartialDateField()
    date_kind = models.CharField(max_length=16, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    decree_number = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=500, blank=True)
    reason = models.TextField(blank=True)
    quote = models.TextField()
    spans = models.JSONField(default=dict)
    verdict = models.CharField(max_length=24)
    verdict_reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    conferral = models.ForeignKey("honours.Conferral", models.PROTECT, null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
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

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=16)
    before = models.TextField(blank=True)
    after = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_text = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.field}: {self.before or '—'} → {self.after}"
