"""The journal: one row per write, each sealed with the hash of the row before it."""

from django.conf import settings
from django.db import models


class Change(models.Model):
    """One write. Append-only; `before` and `after` are canonical JSON text, hashed as it stands."""

    id = models.BigIntegerField(primary_key=True, help_text="Gapless, from 1.")
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    object_text = models.CharField(max_length=500)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    by_text = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    source = models.ForeignKey("honours.Source", models.PROTECT, null=True, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="change_object"),
            # Where the journal stood at a time is asked of this one.
            models.Index(fields=["at"], name="change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.object_text}"


class JournalHead(models.Model):
    """The end of the chain: one row, locked by each writer, so that the order is total."""

    last_id = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.last_id}-{self.last_hash[:8]}"


class ImportedRow(models.Model):
    """Which record a row of a data file became, so that loading twice makes nothing twice."""

    file = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    object_pk = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.file}:{self.key}"


class AuditRun(models.Model):
    """A nightly look at the whole: is the chain intact, and what does the registry cover?"""

    at = models.DateTimeField(auto_now_add=True)
    intact = models.BooleanField()
    finding = models.TextField(blank=True)
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {'intact' if self.intact else self.finding}"
