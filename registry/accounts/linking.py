"""A Telegram account of the staff: linked by a one-time code, so that the bot knows the role."""

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.accounts.models import LinkCode, LinkFailure, User
from registry.errors import Conflict, InvalidInput

GOOD_FOR = dt.timedelta(minutes=10)
# So many wrong codes in an hour, and a Telegram account is told to wait.
MOST_FAILURES = 5
HOUR = dt.timedelta(hours=1)
# Letters and digits that nobody takes for each other.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8


def _sealed(code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), code.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def link_code_make(user: User) -> str:
    """A fresh code, shown once; any older one of this user is worthless from now on."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    LinkCode.objects.filter(user=user).delete()
    LinkCode.objects.create(user=user, seal=_sealed(code), good_until=timezone.now() + GOOD_FOR)
    return code


def telegram_link(*, code: str, telegram_id: int) -> User:
    """Link a Telegram account to the user whose code it is; a code works once.

    Raises InvalidInput for a code that is wrong, used or too old, Conflict where there were too
    many wrong ones or the account belongs to somebody else.
    """
    failures_forget()
    recent = LinkFailure.objects.filter(telegram_id=telegram_id)
    if recent.count() >= MOST_FAILURES:
        raise Conflict("too_many", "too many wrong codes; try again in an hour")
    seal = _sealed(code.strip().upper())
    good = LinkCode.objects.filter(seal=seal, good_until__gt=timezone.now(), user__is_active=True)
    row = good.select_related("user").first()
    # Whoever deletes it has used it: two who come at once do not both.
    if row is None or not LinkCode.objects.filter(pk=row.pk).delete()[0]:
        LinkFailure.objects.create(telegram_id=telegram_id)
        raise InvalidInput("wrong_code", "the code is wrong, used already or too old")
    try:
        with transaction.atomic():
            User.objects.filter(pk=row.user_id).update(telegram_id=telegram_id)
    except IntegrityError:
        raise Conflict("linked", "this Telegram account is linked to another user") from None
    return row.user


def telegram_unlink(telegram_id: int) -> bool:
    """End the link; False if there was none."""
    return bool(User.objects.filter(telegram_id=telegram_id).update(telegram_id=None))


def failures_forget() -> int:
    """Erase the wrong codes that no longer count; says how many."""
    return LinkFailure.objects.filter(at__lt=timezone.now() - HOUR).delete()[0]


def user_of_telegram(telegram_id: int) -> User | None:
    """The active member of staff behind a Telegram account."""
    return User.objects.filter(telegram_id=telegram_id, is_active=True).first()
