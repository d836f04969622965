"""The fact that the registry exists for: who received what, when, and what became of it."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from registry.honours.fields import DateKeyField, PartialDateField
from registry.honours.models.award import Award, Grade
from registry.honours.models.base import nearest, new_public_id
from registry.honours.models.decree import Decree
from registry.honours.models.recipient import Recipient
from registry.honours.querysets import ConferralQuerySet, DayOfYear, NeverPresented

NEWEST = ("-counts_on", "-id")


def conferral_id() -> str:
    """A fresh public id of a conferral."""
    return new_public_id("c")


class Conferral(models.Model):
    """An award conferred on a recipient. `grade` None says: the sources do not state it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class DateBasis(models.TextChoices):
        """Whether `conferred_on` is the act's own date, or a date that a source merely reports."""

        DECREE = "decree", _("date of the act")
        REPORTED = "reported", _("date reported by the source")

    public_id = models.CharField(
        _("public id"), max_length=24, unique=True, default=conferral_id, editable=False
    )
    recipient = models.ForeignKey(
        Recipient, models.PROTECT, related_name="conferrals", verbose_name=_("recipient")
    )
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, verbose_name=_("award"))
    award_stated = models.CharField(
        _("award in the source's words"),
        max_length=300,
        blank=True,
        help_text=_("The source's wording where the award is open."),
    )
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, verbose_name=_("grade"))
    decree = models.ForeignKey(
        Decree,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conferrals",
        verbose_name=_("decree"),
    )
    conferred_on = PartialDateField(_("conferred on"))
    conferred_on_basis = models.CharField(
        _("what the date is"), max_length=8, choices=DateBasis.choices, blank=True
    )
    presented_on = PartialDateField(_("presented on"))
    # The date that counts: the act's, or the presentation's where that is all that is known.
    counts_on = models.GeneratedField(
        expression=Coalesce(
            "conferred_on", "presented_on", Value(""), output_field=DateKeyField(max_length=10)
        ),
        output_field=DateKeyField(max_length=10),
        db_persist=True,
    )
    presented_by = models.CharField(_("presented by"), max_length=200, blank=True)
    presented_at = models.CharField(_("presented at"), max_length=200, blank=True)
    office_kk = models.CharField(_("office then, in Kazakh"), max_length=500, blank=True)
    office_ru = models.CharField(_("office then, in Russian"), max_length=500, blank=True)
    office_en = models.CharField(_("office then, in English"), max_length=500, blank=True)
    reason_kk = models.TextField(_("for what, in Kazakh"), blank=True)
    reason_ru = models.TextField(_("for what, in Russian"), blank=True)
    reason_en = models.TextField(_("for what, in English"), blank=True)
    certificate_number = models.CharField(
        _("certificate number"),
        max_length=60,
        blank=True,
        help_text=_("Never shown outside the admin."),
    )
    posthumous = models.BooleanField(_("posthumous"), default=False)
    ex_officio = models.BooleanField(_("by office"), default=False)
    contested = models.BooleanField(
        _("contested"), default=False, help_text=_("Sources differ: see the evidence.")
    )
    state = models.CharField(
        _("state of the record"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    note = models.TextField(_("note"), blank=True)

    objects = ConferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("conferral")
        verbose_name_plural = _("conferrals")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["award", "state", "conferred_on"], name="conferral_award_date"),
            models.Index(fields=["award", "state", "presented_on"], name="conferral_award_shown"),
            models.Index(fields=["recipient", "state"], name="conferral_recipient"),
            models.Index(fields=["presented_by"], name="conferral_presenter"),
            models.Index(
                fields=["award", "state", "recipient", "grade"], name="conferral_award_person"
            ),
            # With all that a list is mostly narrowed by, so that no row is read in vain.
            models.Index(
                fields=["state", "presented_on", "conferred_on", "award", "grade", *NEWEST],
                condition=Q(presented_on__isnull=False),
                name="conferral_presented",
            ),
            # Few are: among a million they are found by an index of their own.
            models.Index(
                fields=["state", *NEWEST], condition=Q(posthumous=True), name="conferral_posthumous"
            ),
            models.Index(DayOfYear("conferred_on"), name="conferral_day_of_year"),
            models.Index(DayOfYear("presented_on"), name="conferral_day_shown"),
            # Lists are told the newest first: by award, by degree, or of all.
            models.Index(fields=["award", "state", *NEWEST], name="conferral_award_newest"),
            models.Index(fields=["grade", "state", *NEWEST], name="conferral_grade_newest"),
            models.Index(fields=["state", *NEWEST], name="conferral_newest"),
            # Few rows: how many there are of them is counted without a scan.
            models.Index(
                fields=["award"],
                condition=Q(state="published", contested=True),
                name="conferral_contested",
            ),
            # What the desk lists: everything by date, drafts by age, what sources tell differently,
            # and insignia that nobody is known to have handed over.
            models.Index(fields=[*NEWEST], name="conferral_all_newest"),
            models.Index(fields=["id"], condition=Q(state="draft"), name="conferral_drafts"),
            models.Index(fields=["id"], condition=Q(state="submitted"), name="conferral_submitted"),
            models.Index(fields=[*NEWEST], condition=Q(contested=True), name="conferral_differing"),
            models.Index(
                fields=[*NEWEST],
                condition=Q(
                    NeverPresented("presented_on"), state="published", conferred_on__isnull=False
                ),
                name="conferral_undelivered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(award__isnull=False),
                name="conferral_published_names_award",
            ),
            models.CheckConstraint(
                condition=Q(award__isnull=False) | (Q(grade__isnull=True) & ~Q(award_stated="")),
                name="conferral_open_award_is_stated",
            ),
            models.CheckConstraint(
                condition=Q(conferred_on__isnull=True, conferred_on_basis="")
                | (Q(conferred_on__isnull=False) & ~Q(conferred_on_basis="")),
                name="conferral_date_says_its_basis",
            ),
            models.CheckConstraint(
                condition=(Q(conferred_on__isnull=True) | Q(conferred_on__length__in=[4, 7, 10]))
                & (Q(presented_on__isnull=True) | Q(presented_on__length__in=[4, 7, 10])),
                name="conferral_date_shape",
            ),
            models.UniqueConstraint(
                fields=["recipient", "award", "grade", "decree"],
                condition=Q(decree__isnull=False, grade__isnull=False) & ~Q(state="withdrawn"),
                name="conferral_once_per_decree",
            ),
            models.UniqueConstraint(
                fields=["recipient", "award", "decree"],
                condition=Q(decree__isnull=False, grade__isnull=True) & ~Q(state="withdrawn"),
                name="conferral_ungraded_once",
            ),
        ]

    def text_in(self, field: str, lang: str) -> str:
        """`office` or `reason` in `lang`, or in the nearest language known."""
        return nearest(self, field, lang)

    def __str__(self) -> str:
        when = self.conferred_on or self.presented_on or "?"
        return f"{self.recipient} · {self.what} · {when}"

    @property
    def what(self) -> str:
        """The award with its degree, in the language that is active; or as a source states it."""
        if self.award is None:
            return self.award_stated
        if self.grade is None or self.grade.kind == Grade.Kind.SINGLE:
            return str(self.award)
        return str(self.grade) or f"{self.award} ({self.grade.code()})"


class ConferralOffice(models.Model):
    """An office that the conferral's text states: how people of an office are found, scan-free."""

    conferral = models.ForeignKey(Conferral, models.CASCADE, related_name="offices")
    office = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "conferral"], name="conferral_office_once")
        ]

    def __str__(self) -> str:
        return self.office


class PresenterWord(models.Model):
    """A comparison key of one word of a presenter's written name → that writing of the name."""

    key = models.CharField(max_length=60)
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "text"], name="presenter_word_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.text}"


class ConferralEvent(models.Model):
    """What became of a conferral. Its status on a day is derived from these, never stored."""

    class Kind(models.TextChoices):
        REVOKED = "revoked", _("revoked")
        RESTORED = "restored", _("restored")
        DECLINED = "declined", _("declined")
        RETURNED = "returned", _("returned")

    conferral = models.ForeignKey(
        Conferral, models.CASCADE, related_name="events", verbose_name=_("conferral")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    date = PartialDateField(_("date"))
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, verbose_name=_("decree")
    )
    reason = models.TextField(_("reason"), blank=True)
    source = models.ForeignKey(
        "honours.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["conferral_id", "date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(decree__isnull=False),
                name="event_has_decree_or_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date or '?'}"
