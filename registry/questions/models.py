"""What was asked and what became of it: how the program learns what it cannot answer yet.

Who asked is an opaque id, the text is erased after QUESTION_TEXT_DAYS, and nobody but reviewers
sees it.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# The statuses of an answer that give none, in words; and all of them.
UNANSWERED = {
    "not_understood": _("not understood"),
    "outside_coverage": _("outside what is covered"),
    "choose": _("asked back"),
    "no_record": _("no record"),
}
STATUS_WORDS = {"answered": _("answered"), **UNANSWERED}


class AskedQuestion(models.Model):
    """One question, how it was read, and the status of its answer."""

    class Channel(models.TextChoices):
        BOT = "bot", "Telegram"
        API = "api", "REST"
        WEB = "web", _("page")
        PROMPT = "prompt", _("prompt")
        ASSISTANT = "assistant", _("assistant")

    asked_at = models.DateTimeField(_("asked"), auto_now_add=True, db_index=True)
    asker = models.CharField(_("asker"), max_length=32, db_index=True)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices)
    text = models.TextField(_("question"))
    folded = models.CharField(
        _("grouped as"), max_length=300, help_text=_("What groups the same question.")
    )
    language = models.CharField(_("language"), max_length=2)
    kind = models.CharField(_("kind"), max_length=24, blank=True)
    status = models.CharField(_("answer"), max_length=24)
    machine = models.JSONField(_("query"), default=dict)
    unused = models.JSONField(
        _("words not used"), default=list, help_text=_("Words that narrowed nothing.")
    )
    took_ms = models.PositiveIntegerField(_("milliseconds"))
    registry_version = models.CharField(_("version of the registry"), max_length=80)
    settled = models.BooleanField(
        _("settled"), default=False, help_text=_("Somebody has made something of it.")
    )

    class Meta:
        verbose_name = _("question without an answer")
        verbose_name_plural = _("questions without an answer")
        ordering = ["-asked_at"]
        indexes = [
            # Of the open ones only: their condition is no comparison that an index could serve.
            models.Index(
                fields=["status", "folded"],
                condition=models.Q(settled=False),
                name="asked_open_groups",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class LabelledCase(models.Model):
    """A question with what its answer should be; `export_cases` writes it for the tests."""

    text = models.TextField(_("question"))
    language = models.CharField(_("language"), max_length=2)
    status = models.CharField(_("answer"), max_length=24)
    kind = models.CharField(_("kind"), max_length=24, blank=True)
    machine = models.JSONField(_("query"), default=dict, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    exported_at = models.DateTimeField(_("exported at"), null=True, blank=True)

    class Meta:
        verbose_name = _("labelled case")
        verbose_name_plural = _("labelled cases")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.text[:80]


class Report(models.Model):
    """A reader says that an answer is wrong: what was asked, what was said, what is amiss.

    `machine` runs the query again; `asker` is an opaque id, so that only its author adds to it.
    """

    made_at = models.DateTimeField(_("made"), auto_now_add=True, db_index=True)
    asker = models.CharField(_("asker"), max_length=32, db_index=True, blank=True)
    language = models.CharField(_("language"), max_length=2)
    question = models.TextField(_("question"), blank=True)
    headline = models.CharField(_("answer"), max_length=500, blank=True)
    machine = models.JSONField(_("query"), default=dict, blank=True)
    comment = models.TextField(_("what is wrong"), blank=True)
    settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("report of a mistake")
        verbose_name_plural = _("reports of mistakes")
        ordering = ["settled", "-made_at"]

    def __str__(self) -> str:
        return (self.comment or self.headline or self.question)[:80]
