"""The journal: one row per write, each sealed with the hash of the row before it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One write. Append-only; `before` and `after` are canonical JSON text, hashed as it stands."""

    id = models.BigIntegerField(_("number"), primary_key=True, help_text=_("Gapless, from 1."))
    at = models.DateTimeField(_("when"))
    action = models.CharField(_("action"), max_length=40)
    object_type = models.CharField(_("kind of record"), max_length=40)
    object_id = models.CharField(_("id of the record"), max_length=60)
    object_text = models.CharField(_("record"), max_length=500)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("account")
    )
    by_text = models.CharField(_("written by"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    source = models.ForeignKey(
        "honours.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source")
    )
    previous_hash = models.CharField(_("hash of the entry before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="change_object"),
            # Where the journal stood at a time is asked of this one.
            models.Index(fields=["at"], name="change_at"),
            # The desk lists the newest of one verb, and of one writer.
            models.Index(fields=["action", "-id"], name="change_action"),
            models.Index(fields=["by", "-id"], name="change_by"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.object_text}"


class ChangeSubject(models.Model):
    """A further record that a row of the journal is about: whose part was written, who was merged.

    An index of what the sealed rows say; it is made with them and can be made again.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="subjects")
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "change"], name="change_subject_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.object_type} {self.object_id}"


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

    at = models.DateTimeField(_("when"), auto_now_add=True)
    intact = models.BooleanField(_("journal intact"))
    finding = models.TextField(_("finding"), blank=True)
    figures = models.JSONField(_("figures"), default=dict)

    class Meta:
        verbose_name = _("nightly check")
        verbose_name_plural = _("nightly checks")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {'intact' if self.intact else self.finding}"
