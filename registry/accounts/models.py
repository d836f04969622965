"""People who work in the registry, and what each may do."""

import datetime as dt
from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """From least to most: a reader looks, a clerk drafts, a reviewer publishes."""

    READER = "reader", _("reader")
    CLERK = "clerk", _("clerk")
    REVIEWER = "reviewer", _("reviewer")
    ADMINISTRATOR = "administrator", _("administrator")


_LADDER = list(Role)


class Scope(models.TextChoices):
    """What an API key may be used for, within what its owner's role permits."""

    READ = "read", _("read: what everybody may read, at the rate of a key")
    DRAFT = "draft", _("draft: see, enter and correct drafts and articles (clerk)")
    PUBLISH = "publish", _("publish: publish and revoke (reviewer)")


# No scope opens what takes an administrator: keys are not made by means of a key.
SCOPE_FOR = {Role.READER: Scope.READ, Role.CLERK: Scope.DRAFT, Role.REVIEWER: Scope.PUBLISH}


class User(AbstractUser):
    """A member of staff. The role decides what the services let them write."""

    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.READER)
    telegram_id = models.BigIntegerField(_("Telegram account"), null=True, blank=True, unique=True)

    # Those of the API key by which this user came; None: without a key.
    scopes: frozenset[str] | None = None

    def get_session_auth_hash(self) -> str:
        """What a session is bound to: it ends when the password changes, or the rights."""
        return self._bound(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by former secret keys."""
        yield from map(self._bound, super().get_session_auth_fallback_hash())

    def _bound(self, to_password: str) -> str:
        return f"{to_password}.{self.role}{'.all' if self.is_superuser else ''}"

    def may(self, role: Role) -> bool:
        """Whether this user's role is `role` or above; a superuser may everything.

        One who came by an API key needs the key's scope for that role as well.
        """
        if not self.is_active or self.lacks_scope(role):
            return False
        return self.is_superuser or _LADDER.index(Role(self.role)) >= _LADDER.index(role)

    def lacks_scope(self, role: Role) -> bool:
        """Whether the key in use has no scope for what takes `role`."""
        return self.scopes is not None and SCOPE_FOR.get(role) not in self.scopes


def in_a_year() -> dt.datetime:
    """When a key made now expires, unless another day is chosen."""
    return timezone.now() + dt.timedelta(days=365)


class ApiKey(models.Model):
    """A program's right to act as its owner. Never deleted: the row is the record of it.

    The secret is not kept, only its SHA-256. A slow hash guards what people choose, from a
    dictionary; 238 random bits are in no dictionary, and a slow hash would be paid on each request.
    """

    name = models.CharField(_("program"), max_length=100, help_text=_("Which program uses it."))
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="api_keys", verbose_name=_("owner")
    )
    prefix = models.CharField(_("beginning of the key"), max_length=8, unique=True, editable=False)
    digest = models.CharField(_("hash"), max_length=64, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("made by")
    )
    made_by_text = models.CharField(_("made by"), max_length=200, editable=False)
    expires_at = models.DateTimeField(_("good until"), default=in_a_year)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("revoked by"),
    )
    revoked_by_text = models.CharField(_("revoked by"), max_length=200, editable=False)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-id"]

    def state_on(self, moment: dt.datetime) -> str:
        """`revoked`, `expired` or `in force`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= moment else "in force"

    def __str__(self) -> str:
        return f"{self.name} (mrp_{self.prefix}…)"


class LinkCode(models.Model):
    """A one-time code that links a Telegram account; only its seal is kept."""

    user = models.OneToOneField(User, models.CASCADE)
    seal = models.CharField(max_length=64, unique=True)
    good_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"code of {self.user_id}"


class LinkFailure(models.Model):
    """A wrong code, so that nobody tries them all."""

    telegram_id = models.BigIntegerField(db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
