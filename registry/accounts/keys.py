"""API keys: shown once, kept as a hash. Who holds one acts as its owner, within its scopes."""

import datetime as dt
import hashlib
import hmac
import logging
import re
import secrets
import string
from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from registry.accounts.actors import Actor, System, actor_text, require
from registry.accounts.models import ApiKey, Role, Scope, User, in_a_year
from registry.errors import Conflict, InvalidInput, NotAuthenticated

logger = logging.getLogger(__name__)

_TOKEN = re.compile(r"mrp_([a-z0-9]{8})_[A-Za-z0-9]{40}", re.ASCII)
# What an unknown key is compared with, so that it takes as long as a known one.
_NOBODY = "0" * 64
USE_NOTED_EVERY = dt.timedelta(minutes=1)


def key_make(
    *,
    name: str,
    owner: User,
    scopes: Collection[str],
    by: Actor,
    expires_at: dt.datetime | None = None,
) -> tuple[ApiKey, str]:
    """Make a key; the token handed back is nowhere else. An administrator's to do.

    Raises InvalidInput by field: no scope or an unknown one, a day that is past, no name.
    """
    require(by, Role.ADMINISTRATOR)
    expires_at = expires_at or in_a_year()
    _refuse_what_cannot_be(name, scopes, expires_at)
    prefix = _random(string.ascii_lowercase + string.digits, 8)
    token = f"mrp_{prefix}_{_random(string.ascii_letters + string.digits, 40)}"
    key = ApiKey.objects.create(
        name=name, owner=owner, prefix=prefix, digest=_digest(token),
        scopes=[scope for scope in Scope.values if scope in scopes], expires_at=expires_at,
        made_by=_person(by), made_by_text=actor_text(by)[:200],
    )  # fmt: skip
    logger.info("API key %s made for %s by %s", prefix, owner.get_username(), actor_text(by))
    return key, token


def key_revoke(*, key: ApiKey, by: Actor) -> ApiKey:
    """End a key at once, for ever: an administrator may, and its owner.

    Raises NotAllowed, and Conflict for one that is revoked already.
    """
    if not (isinstance(by, User) and by.scopes is None and by.pk == key.owner_id):
        require(by, Role.ADMINISTRATOR)
    now = timezone.now()
    ended = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(
        revoked_at=now, revoked_by=_person(by), revoked_by_text=actor_text(by)[:200]
    )
    if not ended:
        raise Conflict("revoked", f"{key} is revoked already.")
    logger.info("API key %s revoked by %s", key.prefix, actor_text(by))
    key.refresh_from_db()
    return key


def key_of(token: str) -> ApiKey:
    """The key in force whose token this is; its owner is bounded by its scopes.

    Raises NotAuthenticated, which says why only to one who has the whole token.
    """
    found = _TOKEN.fullmatch(token)
    rows = ApiKey.objects.select_related("owner")
    key = rows.filter(prefix=found[1]).first() if found else None
    same = hmac.compare_digest(_digest(token), key.digest if key else _NOBODY)
    if key is None or not same:
        raise NotAuthenticated("key_unknown", "This API key is not known.")
    now = timezone.now()
    state = key.state_on(now)
    if state != "in force":
        raise NotAuthenticated(f"key_{state}", f"This API key is {state}.")
    if not key.owner.is_active:
        raise NotAuthenticated("key_owner_gone", "The owner of this API key works here no more.")
    key.owner.scopes = frozenset(key.scopes)
    _note_use(key, now)
    return key


def _note_use(key: ApiKey, now: dt.datetime) -> None:
    """Keep when the key was last used, to the minute: not a write for every request."""
    before = now - USE_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at < before:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=before)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def _refuse_what_cannot_be(name: str, scopes: Collection[str], expires_at: dt.datetime) -> None:
    if not name.strip():
        raise InvalidInput("no_name", "name: say which program uses the key", field="name")
    if not scopes or not set(scopes) <= set(Scope.values):
        known = ", ".join(Scope.values)
        raise InvalidInput("bad_scope", f"scopes: one or more of {known}", field="scopes")
    if expires_at <= timezone.now():
        raise InvalidInput("past", "expires_at: this moment is past", field="expires_at")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _random(letters: str, length: int) -> str:
    return "".join(secrets.choice(letters) for _ in range(length))


def _person(by: Actor) -> User | None:
    return None if isinstance(by, System) else by
