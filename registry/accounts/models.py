"""People who work in the registry, and what each may do."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """From least to most: a reader looks, a clerk drafts, a reviewer publishes."""

    READER = "reader", "reader"
    CLERK = "clerk", "clerk"
    REVIEWER = "reviewer", "reviewer"
    ADMINISTRATOR = "administrator", "administrator"


_LADDER = list(Role)


class User(AbstractUser):
    """A member of staff. The role decides what the services let them write."""

    role = models.CharField(max_length=16, choices=Role.choices, default=Role.READER)
    telegram_id = models.BigIntegerField(null=True, blank=True, unique=True)

    def may(self, role: Role) -> bool:
        """Whether this user's role is `role` or above; a superuser may everything."""
        if not self.is_active:
            return False
        return self.is_superuser or _LADDER.index(Role(self.role)) >= _LADDER.index(role)


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
