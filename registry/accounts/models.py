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
