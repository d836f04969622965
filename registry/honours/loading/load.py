"""Loading a folder of data files, in the order in which they refer to one another.

Every row goes through the services in a savepoint of its own: a row that cannot be is refused
with its place and reason, what depends on it is refused too, and the rest enters. Loading the
same folder again writes nothing; a row that was edited since is revised, never entered twice.
"""

from pathlib import Path

from django.db import models, transaction

from registry.accounts.actors import Actor, System
from registry.errors import RegistryError
from registry.honours.loading.rows import BadCell, Row
from registry.honours.loading.run import Load, Progress, Report, Step
from registry.honours.loading.steps import STEPS
from registry.honours.models import ImportedRow


def load(
    directory: Path, *, by: Actor | None = None, progress: Progress = lambda _: None
) -> Report:
    """Load a folder of data files; hands back the report. One transaction around all of it."""
    run = Load(directory, by or System("load_registry"), progress)
    with transaction.atomic():
        for step in STEPS:
            _load_file(run, step)
    return run.report


def _load_file(run: Load, step: Step) -> None:
    met = {r.key: r for r in ImportedRow.objects.filter(file=step.file)}
    stored = step.model._default_manager.in_bulk([r.object_pk for r in met.values()])
    rows = list(step.read(run))
    for number, row in enumerate(rows, 1):
        if number % 200 == 0:
            run.progress(f"  {step.file}: {number} of {len(rows)}")
        try:
            with transaction.atomic():
                _load_row(run, step, row, met, stored)
        except (BadCell, RegistryError) as error:
            run.refuse(row, error)
    counts = (run.report.entered, run.report.revised, run.report.unchanged)
    new, changed, same = (column.get(step.file, 0) for column in counts)
    refused = sum(r.file == step.file for r in run.report.refused)
    run.progress(f"{step.file}: {new} new, {changed} revised, {same} unchanged, {refused} refused")


def _load_row(
    run: Load,
    step: Step,
    row: Row,
    met: dict[str, ImportedRow],
    stored: dict[int, models.Model],
) -> None:
    key, digest = step.key(row), row.digest()
    if (step.file, key) in run.known:
        raise BadCell("key", f"{key!r} stands in this file twice")
    mark = met.get(key)
    record = stored.get(mark.object_pk) if mark else None
    if mark is None or record is None:
        record = step.enter(run, row)
        ImportedRow.objects.update_or_create(
            file=step.file, key=key, defaults={"digest": digest, "object_pk": record.pk}
        )
        run.report.count(run.report.entered, step.file)
    elif mark.digest == digest:
        run.report.count(run.report.unchanged, step.file)
    else:
        changed = step.revise(run, row, record)
        mark.digest = digest
        mark.save(update_fields=["digest"])
        run.report.count(run.report.revised if changed else run.report.unchanged, step.file)
    run.known[step.file, key] = record
