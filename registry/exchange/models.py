"""Sheets that were sent, the imports of them, and what people decided about who is meant."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sheet(models.Model):
    """A file as it was received, stored once by its hash, and its lines as they were read.

    In the database, not in a folder: web and worker need not share a disk.
    """

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField(_("size"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    # Filled when it was read: how, under which columns, with what to be told, and how much.
    form = models.CharField(max_length=40, blank=True)
    columns = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    rows = models.PositiveIntegerField(null=True)
    parts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class SheetPart(models.Model):
    """Some hundred lines of a sheet: what is imported in one transaction.

    `lines` is JSON: `[number, [cell, …]]` each, the cells in the order of the sheet's `columns`.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="read_parts")
    number = models.PositiveIntegerField()
    lines = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_part_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class ImportJob(models.Model):
    """One import of a sheet: by whom, how far, and what came of it.

    `part` parts of `sheet.parts` are done in the state that it is in. It is worked at by whoever
    holds the claim, until the claim lapses.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        RUNNING = "running", _("being imported")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped by an error")
        CANCELLED = "cancelled", _("cancelled")

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="jobs", verbose_name=_("sheet"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("by whom")
    )
    source = models.ForeignKey(
        "honours.Source", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("source"),
        help_text=_("Backs the lines that name no source of their own."),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.UPLOADED
    )
    part = models.PositiveIntegerField(_("parts done"), default=0)
    # Of the lines: what the check found, and what the import made of them.
    counts = models.JSONField(_("counts"), default=dict)
    error = models.TextField(_("error"), blank=True)
    # The error's code and values, by which it is said in the reader's language.
    failure = models.JSONField(default=dict)
    at = models.DateTimeField(_("received"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    # The journal's end when the import last looked for people entered meanwhile.
    head = models.BigIntegerField(default=0)
    claimed_by = models.CharField(max_length=24, blank=True)
    claimed_until = models.DateTimeField(null=True)
    # Claims since it last got on: what stops every worker must not be tried for ever.
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["state", "claimed_until"], name="import_due")]

    def __str__(self) -> str:
        return f"{self.pk} {self.sheet.name}"


class ImportProblem(models.Model):
    """Why a line was not taken: its column, what stands there, and why, as a code with values."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40)
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["line", "id"]
        indexes = [models.Index(fields=["job", "line"], name="import_problem_line")]

    def __str__(self) -> str:
        return f"{self.line} {self.column}: {self.code}"


class SheetPerson(models.Model):
    """A person as an import's sheet describes one, and whom that was found to mean.

    Lines of one `description` (names, birth …) may still be several people where no birth tells
    them apart: each then has a `key` of its own, made of the decree and the award as well.
    """

    class Verdict(models.TextChoices):
        KNOWN = "known", _("on record")
        NEW = "new", _("new")
        ASK = "ask", _("to be decided")

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="people")
    key = models.CharField(max_length=64)
    description = models.CharField(max_length=64)
    written = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    verdict = models.CharField(max_length=5, choices=Verdict.choices)
    recipient = models.CharField(max_length=24, blank=True)
    # Of those who are new: lines with one token are one person.
    token = models.CharField(max_length=64)
    offered = models.JSONField(default=list)
    asked = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="sheet_person_once")]
        indexes = [
            models.Index(fields=["job", "verdict", "id"], name="sheet_person_verdict"),
            models.Index(fields=["job", "description"], name="sheet_person_description"),
            models.Index(fields=["job", "recipient"], name="sheet_person_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {next(iter(self.written.values()), '')}"


class PersonDecision(models.Model):
    """Whom a written person means: decided once and never asked again.

    `recipient` is a public id, which leads on when two records are merged; empty: somebody new,
    none of those `offered`. What an import made of a line is kept here as well, so that the same
    line is the same person when it comes again.
    """

    key = models.CharField(max_length=64, unique=True)
    text = models.CharField(_("as written"), max_length=500)
    recipient = models.CharField(_("recipient"), max_length=24, blank=True, db_index=True)
    token = models.CharField(max_length=64)
    offered = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("decision who is meant")
        verbose_name_plural = _("decisions who is meant")

    def __str__(self) -> str:
        return f"{self.text} → {self.recipient or '?'}"
