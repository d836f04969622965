"""The work at an import: read the sheet, check it, and when a person has started it, enter it.

A part is one transaction, with the mark that it is done: whoever dies in it leaves nothing of it.
"""

import logging
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from django.db import OperationalError, transaction
from django.utils import timezone

from registry.errors import RegistryError
from registry.exchange.models import ImportJob, ImportProblem, SheetPerson
from registry.exchange.sheets.awards import Awards
from registry.exchange.sheets.checking import plans_for
from registry.exchange.sheets.dry_run import check_sheet, journal_end, tell_problems
from registry.exchange.sheets.entering import enter
from registry.exchange.sheets.jobs import Claim, Lost, State, advance, fail, let_go
from registry.exchange.sheets.people import offers_for
from registry.exchange.sheets.plans import ASK, BAD, NEW, Plan
from registry.exchange.sheets.reading import part_rows, read_sheet
from registry.exchange.sheets.resting import collector_resting
from registry.exchange.sheets.rows import Problem, Row
from registry.exchange.sheets.shelves import shelves_for

logger = logging.getLogger(__name__)


def work(held: Claim, *, deadline: float | None = None) -> bool:
    """Work at a claimed import until it is over or waits for a person; True: there is more.

    At the `deadline` (of the monotonic clock) it is let go between two parts.
    """
    try:
        job = _job(held)
        if job.state == State.UPLOADED:
            read_sheet(held, job.sheet)
            advance(held, State.UPLOADED, state=State.CHECKING, part=0)
            job = _job(held)
        if job.state == State.CHECKING:
            check_sheet(held, job)
        elif job.state == State.RUNNING:
            return _run(held, job, deadline)
    except Lost:
        logger.info("import %s was stopped, or taken up by another worker", held.pk)
    except OperationalError as error:
        # Locked, restarting, out of reach: the clock takes it up again, a few times.
        logger.warning("import %s was interrupted: %s", held.pk, error)
        with suppress(OperationalError):
            let_go(held)
    except RegistryError as error:
        fail(held, error.message, **{**error.extra, "code": error.code})
    except Exception as error:
        logger.exception("import %s failed", held.pk)
        fail(held, f"{type(error).__name__}: {error}")
    return False


def _job(held: Claim) -> ImportJob:
    found = ImportJob.objects.select_related("sheet", "by", "source").defer("sheet__content")
    return found.get(pk=held.pk)


def _run(held: Claim, job: ImportJob, deadline: float | None) -> bool:
    awards, head = Awards.read(), job.head
    counts = Counter(job.counts.get("run", {}))
    for number in range(job.part, job.sheet.parts):
        if deadline is not None and time.monotonic() > deadline:
            let_go(held)
            return True
        rows = part_rows(job.sheet, number)
        with collector_resting(), transaction.atomic():
            # First of all the mark: it holds the import's row until the part is whole.
            advance(held, State.RUNNING, number, part=number + 1)
            # Whoever else writes waits: nobody is entered between the look and the writing.
            others = journal_end(held=True) != head
            plans = _enter_part(job, rows, awards, others=others)
            counts.update(plan.outcome for plan in plans)
            # Where others wrote the mark stays behind: each part to come has to look as well.
            head = head if others else journal_end()
            told = {**job.counts, "run": counts}
            advance(held, State.RUNNING, number + 1, counts=told, head=head)
    advance(
        held, State.RUNNING, state=State.DONE, ended_at=timezone.now(), claimed_by="",
    )  # fmt: skip
    return False


def _enter_part(job: ImportJob, rows: Sequence[Row], awards: Awards, *, others: bool) -> list[Plan]:
    told = ImportProblem.objects.filter(
        job=job, line__gte=rows[0].line, line__lte=rows[-1].line
    ).values_list("line", "code")
    twice = {line for line, code in told if code == "twice"}
    once = [row for row in rows if row.line not in twice]
    shelves = shelves_for(job, once, awards)
    # What others wrote may be in the way of a line of which the check had nothing to tell.
    untold = set() if others else {row.line for row in once} - {line for line, _code in told}
    plans = plans_for(job, once, shelves, untold=untold)
    if others:
        _refuse_entered_meanwhile(job, plans)
    enter(job, plans, shelves)
    for plan in plans:
        if plan.outcome == ASK:
            plan.problems = [Problem(plan.row.line, "", "undecided")]
    held_back = [Plan(row, BAD) for row in rows if row.line in twice]
    tell_problems(job, plans)
    return [*plans, *held_back]


def _refuse_entered_meanwhile(job: ImportJob, plans: Sequence[Plan]) -> None:
    """Others wrote since the check: who is new to it may be on record by now."""
    new = [p for p in plans if p.outcome == NEW and p.recipient is None and p.person is not None]
    offers = offers_for([plan.person.written for plan in new if plan.person])
    ids = {offer.recipient.public_id for found in offers for offer in found}
    own = SheetPerson.objects.filter(job=job, recipient__in=ids, verdict="new")
    mine = set(own.values_list("recipient", flat=True))
    for plan, found in zip(new, offers, strict=True):
        assert plan.person is not None
        shown = {offer["id"] for offer in plan.person.offered} | mine
        if any(offer.recipient.public_id not in shown for offer in found):
            plan.outcome = BAD
            plan.problems = [Problem(plan.row.line, "", "entered_meanwhile")]
