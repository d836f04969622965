"""What runs by the clock for the domain."""

from dataclasses import asdict

from celery import shared_task

from registry.honours.journal import verify
from registry.honours.models import AuditRun
from registry.honours.selectors import coverage


@shared_task(name="honours.nightly_audit")
def nightly_audit() -> int:
    """Walk the journal's chain and note what the registry covers. Safe to run twice."""
    verdict = verify()
    run = AuditRun.objects.create(
        intact=verdict.intact,
        finding=verdict.finding,
        figures={"journal_rows": verdict.rows, **asdict(coverage())},
    )
    return int(run.pk)
