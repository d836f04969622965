"""An import's life: sent, checked, started by a person, run part by part, stopped or done.

Whoever works at it holds a claim, made by a conditional update and proved in every later one. A
worker that dies leaves a claim that lapses, and the import is taken up where its mark stands.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registry.accounts.actors import Actor, System, require
from registry.accounts.models import Role
from registry.errors import Conflict, InvalidInput
from registry.exchange.models import ImportJob, PersonDecision, Sheet, SheetPerson
from registry.honours.models import Source

State = ImportJob.State
# Those at which a worker works, and those that a person may stop.
AT_WORK = (State.UPLOADED, State.CHECKING, State.RUNNING)
OPEN = (*AT_WORK, State.CHECKED)
# So many claims in a row that got no part done, and it is given up.
MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """An import in the hands of one worker; `token` proves it in every update."""

    pk: int
    token: str


class Lost(Exception):
    """The claim lapsed, or the import was stopped: nothing of the part may stand."""


def receive(*, content: bytes, name: str, by: Actor, source: Source | None = None) -> ImportJob:
    """Keep a file, once by its hash, and begin an import of it. Raises InvalidInput, NotAllowed."""
    require(by, Role.CLERK)
    most = settings.IMPORT_MAX_MB << 20
    if len(content) > most:
        raise InvalidInput(
            "too_large",
            f"The file is larger than {settings.IMPORT_MAX_MB} MB: split it.",
            most=settings.IMPORT_MAX_MB,
        )
    if not content:
        raise InvalidInput("empty_sheet", "The sheet is empty.")
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        sheet, _ = Sheet.objects.select_for_update().get_or_create(
            sha256=sha256, defaults={"name": name[-200:], "content": content, "size": len(content)}
        )
        person = None if isinstance(by, System) else by
        return ImportJob.objects.create(sheet=sheet, by=person, source=source)


def start(*, job: ImportJob, by: Actor) -> None:
    """Let a checked import run; one that was stopped or failed goes on where it stood."""
    require(by, Role.CLERK)
    now = timezone.now()
    fresh = ImportJob.objects.filter(pk=job.pk, state=State.CHECKED)
    stopped = ImportJob.objects.filter(
        pk=job.pk, state__in=(State.CANCELLED, State.FAILED), started_at__isnull=False
    )
    begun = fresh.update(state=State.RUNNING, part=0, started_at=now, **_UNCLAIMED)
    begun += stopped.update(state=State.RUNNING, ended_at=None, error="", **_UNCLAIMED)
    if not begun:
        raise Conflict("not_checked", "Only an import that was checked can be started.")


def check_again(*, job: ImportJob, by: Actor) -> None:
    """Look at the sheet anew: after decisions, or when the registry has changed."""
    require(by, Role.CLERK)
    waiting = ImportJob.objects.filter(
        pk=job.pk, state__in=(State.CHECKED, State.FAILED, State.CANCELLED), started_at=None
    )
    if not waiting.update(state=State.UPLOADED, error="", ended_at=None, **_UNCLAIMED):
        raise Conflict("not_checked", "This import is at work, or has been run.")


def cancel(*, job: ImportJob, by: Actor) -> None:
    """Stop an import; the part at work is undone, those before it stand."""
    require(by, Role.CLERK)
    stopped = ImportJob.objects.filter(pk=job.pk, state__in=OPEN)
    if not stopped.update(state=State.CANCELLED, ended_at=timezone.now(), **_UNCLAIMED):
        raise Conflict("over", "This import is over already.")


_UNCLAIMED: dict[str, Any] = {"claimed_by": "", "claimed_until": None, "attempts": 0}


@transaction.atomic
def decide(*, job: ImportJob, description: str, choice: str, by: Actor) -> None:
    """Keep whom a description of a sheet means: a recipient's public id, `new`, or `apart`.

    `apart`: the lines of one description are several new people.
    """
    require(by, Role.CLERK)
    people = SheetPerson.objects.filter(job=job, description=description, asked=True)
    rows = list(people.select_for_update())
    offered = {offer["id"] for person in rows for offer in person.offered}
    if not rows or (choice not in ("new", "apart") and choice not in offered):
        raise InvalidInput("no_such_choice", "choice: none of those offered")
    known = choice in offered
    for person in rows:
        person.verdict = SheetPerson.Verdict.KNOWN if known else SheetPerson.Verdict.NEW
        person.recipient = choice if known else ""
        person.token = person.key if choice == "apart" else rows[0].key
        PersonDecision.objects.update_or_create(
            key=person.key,
            defaults={
                "recipient": person.recipient,
                "token": person.token,
                "text": text_of(person.written),
                "offered": sorted(offered),
                "by": None if isinstance(by, System) else by,
            },
        )
    SheetPerson.objects.bulk_update(rows, ["verdict", "recipient", "token"])


def text_of(written: Mapping[str, str]) -> str:
    """A written person in a line, for whoever looks a decision up."""
    shown = ("name_kk", "name_ru", "name_en", "birth")
    return " · ".join(written[name] for name in shown if name in written)[:500]


def claim(pk: int | None = None) -> Claim | None:
    """Take up an import that waits for a worker: this one, or the oldest. None: there is none."""
    now, token = timezone.now(), secrets.token_hex(12)
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = ImportJob.objects.filter(free, state__in=AT_WORK).order_by("pk")
    if pk is not None:
        due = due.filter(pk=pk)
    for found, attempts in due.values_list("pk", "attempts")[:10]:
        mine = ImportJob.objects.filter(free, pk=found, state__in=AT_WORK)
        if attempts >= MOST_ATTEMPTS:
            told = f"The worker stopped {attempts} times at the same place."
            why = {"code": "stopped", "times": attempts}
            mine.update(state=State.FAILED, error=told, failure=why, ended_at=now)
        elif mine.update(claimed_by=token, claimed_until=_leased(now), attempts=attempts + 1):
            return Claim(found, token)
    return None


def advance(held: Claim, was: str, done: int | None = None, /, **fields: Any) -> None:
    """Write down how far the import is, while the claim holds; raises Lost where it does not.

    `was` is the state that it was in, `done` how many parts were done. The lease begins anew.
    """
    mine = ImportJob.objects.filter(pk=held.pk, claimed_by=held.token, state=was)
    if done is not None:
        mine = mine.filter(part=done)
        fields["attempts"] = 0
    if not mine.update(claimed_until=_leased(timezone.now()), **fields):
        raise Lost


def _leased(now: dt.datetime) -> dt.datetime:
    return now + dt.timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def let_go(held: Claim) -> None:
    """Give the claim back, so that another worker may go on at once."""
    mine = ImportJob.objects.filter(pk=held.pk, claimed_by=held.token)
    mine.update(claimed_by="", claimed_until=None)


def fail(held: Claim, error: str, **failure: Any) -> None:
    """It cannot go on; what was done stands, and a person may start it again.

    `failure`: the code and values by which the error is said in other languages.
    """
    mine = ImportJob.objects.filter(pk=held.pk, claimed_by=held.token)
    now = timezone.now()
    mine.update(state=State.FAILED, error=error[:2000], failure=failure, ended_at=now, **_UNCLAIMED)
