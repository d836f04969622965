"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a POST sent twice writes once.

An attempt first claims the key, which others see; its response is then kept in the transaction of
the write, so that a crash leaves both or neither. A claim whose process died is taken over when its
lease has run out. Where a write is refused nothing was written, and nothing is kept.
"""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from registry.accounts.models import ApiKey
from registry.api.models import KeptReply
from registry.errors import Conflict, InvalidInput, RegistryError

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = dt.timedelta(hours=24)
# Longer than any write takes.
LEASE = dt.timedelta(minutes=1)
# The draft wants a quoted string; most clients send the bare one.
_NAME = re.compile(r'"([!#-~]{1,100})"|([!#-~]{1,100})', re.ASCII)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a write answers: the document, its status, and where it lies."""

    body: dict[str, Any]
    status: int = 200
    location: str = ""
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request as far as its repetition goes: whose it is, its name, and what it says."""

    key: ApiKey
    name: str
    fingerprint: str


def attempt_of(key: ApiKey, header: str | None, *said: Any) -> Attempt | None:
    """None where the header is absent. `said`: everything that makes the request what it is."""
    if header is None:
        return None
    found = _NAME.fullmatch(header.strip())
    if found is None:
        wanted = "1 to 100 printable characters without spaces, best a UUID"
        raise RegistryError("bad_idempotency_key", f"{HEADER}: wanted {wanted}", field=HEADER)
    seal = hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return Attempt(key, found[1] or found[2], seal)


def once(
    attempt: Attempt | None,
    write: Callable[[Any], Reply],
    prepare: Callable[[], Any] = lambda: None,
) -> Reply:
    """The reply of `write(prepare())`, in one transaction; or the one that was kept.

    `prepare` runs before the transaction: long work that must not hold up other writers. Raises
    InvalidInput where the key came with another request before, Conflict while that one runs.
    """
    if attempt is None:
        ready = prepare()
        with transaction.atomic():
            return write(ready)
    claim = _claim(attempt)
    if isinstance(claim, Reply):
        return claim
    try:
        ready = prepare()
        with transaction.atomic():
            reply = write(ready)
            _keep(attempt, claim, reply)
    except BaseException:
        KeptReply.objects.filter(claim=claim, status=None).delete()
        raise
    return reply


def forget_old() -> int:
    """Erase what is older than a day; hands back how many rows went."""
    rows = KeptReply.objects.filter(claimed_at__lt=timezone.now() - KEPT)
    return rows.delete()[0]


def _claim(attempt: Attempt) -> str | Reply:
    """This attempt's claim, or the reply that an earlier one left."""
    now, claim = timezone.now(), uuid.uuid4().hex
    fresh = {"fingerprint": attempt.fingerprint, "claim": claim, "claimed_at": now}
    row, made = KeptReply.objects.get_or_create(key=attempt.key, name=attempt.name, defaults=fresh)
    if made:
        return claim
    if row.claimed_at > now - KEPT:
        if row.fingerprint != attempt.fingerprint:
            told = f"{HEADER}: it came with another request before"
            raise InvalidInput("idempotency_key_reused", told, field=HEADER)
        if row.status is not None:
            return Reply(orjson.loads(row.body), row.status, row.location, replayed=True)
    abandoned = row.claimed_at <= now - LEASE
    stale = {"status": None, "location": "", "body": ""}
    mine = KeptReply.objects.filter(pk=row.pk, claim=row.claim)
    if abandoned and mine.update(**fresh, **stale):
        return claim
    raise Conflict("in_progress", f"{HEADER}: the first request with it has not ended yet")


def _keep(attempt: Attempt, claim: str, reply: Reply) -> None:
    kept = KeptReply.objects.filter(key=attempt.key, name=attempt.name, claim=claim).update(
        status=reply.status, location=reply.location, body=orjson.dumps(reply.body).decode()
    )
    if not kept:
        # Slower than its lease: another took over, and this write is rolled back.
        raise Conflict("in_progress", f"{HEADER}: another request with it has taken over")
