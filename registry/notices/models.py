"""Who follows what, what is to be told, and every single telling of it.

`Follower` and `Follow` are the wishes; a `Notice` gathers what one decree did, change by change
(`NoticeItem`); a `Delivery` is one notice on its way to one follower. `Position` and `Pace` are
shared by all workers: how far the journal is read, and when the next message may go out.
"""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

# What went wrong, with the start of what the other side answered.
MOST_OF_A_PROBLEM = 600


def new_secret() -> str:
    """A secret of a follower: it signs a webhook's requests and the links in an e-mail."""
    return secrets.token_urlsafe(32)


class Channel(models.TextChoices):
    TELEGRAM = "telegram", "Telegram"
    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("webhook")


class Follower(models.Model):
    """An address that wants to be told. Times of `quiet_…` are hours of the registry's time zone.

    `next_at` is when the address may be written to again, in milliseconds: Telegram takes one
    message a second in a chat.
    """

    class Off(models.TextChoices):
        STOPPED = "stopped", _("stopped by the follower")
        BLOCKED = "blocked", _("blocked the sender")
        GONE = "gone", _("the address is gone")
        FAILING = "failing", _("switched off: it failed for days")

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    address = models.CharField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=2)
    off = models.CharField(_("switched off"), max_length=12, choices=Off.choices, blank=True)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from (hour)"), null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until (hour)"), null=True, blank=True)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    next_at = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    # Of endpoints: what staff call it, and since when nothing that was sent has arrived.
    name = models.CharField(_("name"), max_length=100, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="follower_once"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__lt=24, quiet_until__lt=24),
                name="follower_quiet_hours",
            ),
        ]

    def __str__(self) -> str:
        # The address is private; the admin and the log show a number.
        return f"{self.channel} {self.pk}"


class Endpoint(Follower):
    """A program's address, set up by staff: a follower whom a webhook tells."""

    class Meta:
        proxy = True
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")

    def __str__(self) -> str:
        return self.name or super().__str__()


class Follow(models.Model):
    """One thing that a follower follows: `key` is an award's slug, `slug:grade`, a recipient's
    public id or a country's code; of everything it is empty.
    """

    class Kind(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        AWARD = "award", _("award")
        GRADE = "grade", _("grade")
        PERSON = "person", _("person")
        COUNTRY = "country", _("country")

    follower = models.ForeignKey(
        Follower, models.CASCADE, related_name="follows", verbose_name=_("follower")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    key = models.CharField(_("key"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("thing followed")
        verbose_name_plural = _("things followed")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "follower"], name="follow_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind


class Notice(models.Model):
    """What one decree did, of one kind, while the notice was open; told to each follower once.

    `closed_at` is set under the lock by which changes are sorted in: from then on it takes none.
    """

    event = models.CharField(_("event"), max_length=10)
    decree = models.ForeignKey(
        "honours.Decree", models.CASCADE, null=True, blank=True, verbose_name=_("decree")
    )
    opened_at = models.DateTimeField(_("opened"))
    closes_at = models.DateTimeField(_("closes"), db_index=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    planned_at = models.DateTimeField(_("planned"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event} {self.decree or ''}".rstrip()


class NoticeItem(models.Model):
    """One change of the journal within its notice. A change is in one notice, once."""

    notice = models.ForeignKey(
        Notice, models.CASCADE, related_name="items", verbose_name=_("notice")
    )
    change = models.BigIntegerField(_("journal entry"), unique=True)
    conferral = models.ForeignKey("honours.Conferral", models.CASCADE, verbose_name=_("conferral"))

    class Meta:
        verbose_name = _("change in a notice")
        verbose_name_plural = _("changes in a notice")
        ordering = ["change"]

    def __str__(self) -> str:
        return f"{self.change}"


class Delivery(models.Model):
    """One notice for one follower. It goes waiting → claimed → sending → sent.

    Claimed: a worker has it until `claimed_until`, and nothing was sent. Sending: the request is
    on its way; if the worker dies now, nobody can tell whether it arrived. Such a delivery is
    repeated, and `unsure` counts how often. Dropped: there is nothing left to tell.

    `attempts` counts requests that went out, `failing_since` is when the first of those that went
    wrong did, or could not even begin.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("claimed")
        SENDING = "sending", _("on its way")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("dropped")
        FAILED = "failed", _("failed")

    notice = models.ForeignKey(
        Notice, models.CASCADE, related_name="deliveries", verbose_name=_("notice")
    )
    follower = models.ForeignKey(
        Follower, models.CASCADE, related_name="deliveries", verbose_name=_("follower")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    state = models.CharField(
        _("state of the record"), max_length=8, choices=State.choices, default=State.WAITING
    )
    due_at = models.DateTimeField(_("due"))
    claimed_by = models.CharField(_("claimed by"), max_length=40, blank=True)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    unsure = models.PositiveSmallIntegerField(_("unsure"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    receipt = models.CharField(_("receipt"), max_length=100, blank=True)
    problem = models.CharField(_("problem"), max_length=MOST_OF_A_PROBLEM, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["notice", "follower"], name="delivery_once")]
        indexes = [
            models.Index(fields=["state", "channel", "due_at"], name="delivery_due"),
            models.Index(fields=["claimed_by"], name="delivery_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} → {self.follower_id}: {self.state}"


class Position(models.Model):
    """How far the journal was read: one row. What was before the first reading is not told."""

    last_change = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_position")]

    def __str__(self) -> str:
        return str(self.last_change)


class Pace(models.Model):
    """When the next message of a channel may go out, in milliseconds since 1970.

    `refused` is the address that was last told to wait, `refused_until` how long.
    """

    channel = models.CharField(max_length=8, primary_key=True)
    next_at = models.BigIntegerField(default=0)
    refused = models.CharField(max_length=500, blank=True)
    refused_until = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.channel} {self.next_at}"


class Lane(models.Model):
    """A place to send from: so many tasks at once and no more, however often the clock rings."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    held_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"lane {self.number}"
