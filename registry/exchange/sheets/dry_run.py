"""The dry run: every line is looked at, what is wrong is told, and nothing reaches the registry."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from registry.exchange.models import ImportJob, ImportProblem
from registry.exchange.sheets.awards import Awards
from registry.exchange.sheets.checking import plans_for
from registry.exchange.sheets.jobs import Claim, State, advance
from registry.exchange.sheets.people import find_people, gather
from registry.exchange.sheets.plans import ASK, BAD, NEW, Plan
from registry.exchange.sheets.reading import part_rows
from registry.exchange.sheets.resting import collector_resting
from registry.exchange.sheets.rows import Problem
from registry.exchange.sheets.shelves import shelves_for
from registry.honours.models import JournalHead


def check_sheet(held: Claim, job: ImportJob) -> None:
    """The dry run: nothing of it reaches the registry. Begun anew where it was interrupted."""
    with transaction.atomic():
        advance(held, State.CHECKING, counts={}, part=0)
        ImportProblem.objects.filter(job=job).delete()
    head = journal_end()
    everybody = (row for n in range(job.sheet.parts) for row in part_rows(job.sheet, n))
    for _done in find_people(job, gather(everybody)):
        advance(held, State.CHECKING)
    awards, seen, counts = Awards.read(), dict[tuple[Any, ...], int](), Counter[str]()
    for number in range(job.sheet.parts):
        with collector_resting():
            rows = part_rows(job.sheet, number)
            plans = plans_for(job, rows, shelves_for(job, rows, awards))
            for plan in plans:
                _refuse_twice(plan, seen)
            counts.update(plan.outcome for plan in plans)
        with transaction.atomic():
            advance(held, State.CHECKING, number, part=number + 1, counts={"check": counts})
            tell_problems(job, plans)
    advance(
        held, State.CHECKING, state=State.CHECKED, head=head, part=0,
        counts={"check": counts}, claimed_by="",
    )  # fmt: skip


def _refuse_twice(plan: Plan, seen: dict[tuple[Any, ...], int]) -> None:
    """The same person and honour in two lines: a slip, or two people whom nothing tells apart."""
    if plan.outcome not in (NEW, ASK):
        return
    who: Any = plan.recipient.pk if plan.recipient else plan.person and plan.person.token
    if who is None:
        return
    dates = () if plan.act else (plan.fields["conferred_on"], plan.fields["presented_on"])
    what = (plan.award and plan.award.pk, plan.grade and plan.grade.pk, plan.act, *dates)
    line = seen.setdefault((who, *what), plan.row.line)
    if line != plan.row.line:
        plan.outcome = BAD
        plan.problems = [Problem(plan.row.line, "", "twice", "", {"line": line})]


def tell_problems(job: ImportJob, plans: Sequence[Plan]) -> None:
    """Keep what is wrong with these lines, in the place of what was said of them before."""
    lines = [plan.row.line for plan in plans]
    ImportProblem.objects.filter(job=job, line__in=lines).delete()
    ImportProblem.objects.bulk_create(
        (
            ImportProblem(
                job=job, line=p.line, column=p.column, value=p.value, code=p.code, said=dict(p.said)
            )
            for plan in plans
            for p in plan.problems
        ),
        batch_size=500,
    )


def journal_end(*, held: bool = False) -> int:
    """The number of the journal's last row; `held`: others write only after us."""
    heads = JournalHead.objects.filter(pk=1)
    heads = heads.select_for_update() if held else heads
    return heads.values_list("last_id", flat=True).first() or 0
