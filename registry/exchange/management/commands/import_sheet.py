"""`manage.py import_sheet FILE`: a CSV or XLSX sheet into the registry, as drafts."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from registry.accounts.actors import Actor, System
from registry.accounts.models import User
from registry.errors import RegistryError
from registry.exchange.models import ImportJob, ImportProblem
from registry.exchange.sheets.columns import title_of
from registry.exchange.sheets.jobs import State, check_again, claim, receive, start
from registry.exchange.sheets.running import work
from registry.exchange.sheets.words import note_words, problem_words
from registry.honours.models import Source

_SHOWN = 50


class Command(BaseCommand):
    help = "Check a sheet line by line and import it as drafts; --dry-run only checks it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="check only")
        parser.add_argument("--by", metavar="USER", help="in whose name; else the program's")
        parser.add_argument("--source", metavar="KEY", help="backs lines that name no source")
        parser.add_argument("--resume", type=int, metavar="JOB", help="go on with this import")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["file"] is None) == (options["resume"] is None):
            raise CommandError("Name a file, or an import to go on with (--resume JOB).")
        try:
            by = _user(options["by"])
            job = self._again(options, by) if options["resume"] else self._sent(options, by)
            self._work(job)
            if job.state == State.CHECKED:
                self._tell_check(job)
                if options["dry_run"]:
                    return
                start(job=job, by=by)
                self._work(job)
        except RegistryError as error:
            raise CommandError(error.message) from None
        except DatabaseError as error:
            raise CommandError(
                f"The database is not ready ({error}). Run `manage.py migrate` first."
            ) from None
        self._tell_end(job)

    def _sent(self, options: dict[str, Any], by: Actor) -> ImportJob:
        path, source = options["file"], None
        if options["source"]:
            source = Source.objects.filter(key=options["source"]).first()
            if source is None:
                raise CommandError(f"No source has the key {options['source']!r}.")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}.") from None
        return receive(content=content, name=path.name, by=by, source=source)

    def _again(self, options: dict[str, Any], by: Actor) -> ImportJob:
        """What was started goes on where it stood; what was not is checked again first."""
        job = ImportJob.objects.filter(pk=options["resume"]).first()
        if job is None:
            raise CommandError(f"There is no import {options['resume']}.")
        if job.state in (State.FAILED, State.CANCELLED) and job.started_at:
            start(job=job, by=by)
        elif job.state in (State.CHECKED, State.FAILED, State.CANCELLED):
            check_again(job=job, by=by)
        return job

    def _work(self, job: ImportJob) -> None:
        job.refresh_from_db()
        held = claim(job.pk)
        if held is None and job.state != State.DONE:
            raise CommandError(f"Import {job.pk} is {job.state}: a worker is at it, try later.")
        if held is not None:
            work(held)
        job.refresh_from_db()
        if job.state == State.FAILED:
            raise CommandError(f"Import {job.pk} failed: {job.error}")

    def _tell_check(self, job: ImportJob) -> None:
        for code, text in job.sheet.notes:
            self.stdout.write(note_words(code, text, "en"))
        problems = ImportProblem.objects.filter(job=job)
        for problem in problems[:_SHOWN]:
            where = f"line {problem.line}"
            if problem.column:
                where += f", {title_of(problem.column, 'en')}"
            value = f" “{problem.value}”" if problem.value else ""
            self.stdout.write(f"{where}{value}: {problem_words(problem.code, problem.said)}")
        more = problems.count() - _SHOWN
        if more > 0:
            self.stdout.write(f"… and {more} more")
        self._tell(f"import {job.pk}: checked", job.counts.get("check", {}))

    def _tell_end(self, job: ImportJob) -> None:
        self._tell(f"import {job.pk}: {job.state}", job.counts.get("run", {}))

    def _tell(self, what: str, counts: dict[str, int]) -> None:
        found = Counter(counts)
        self.stdout.write(
            f"{what}: {found['new']} new, {found['change']} changed, {found['same']} unchanged, "
            f"{found['ask']} to be decided, {found['bad']} refused"
        )


def _user(name: str | None) -> Actor:
    if not name:
        return System("import_sheet")
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user {name!r}.")
    return user
