"""`manage.py verify_journal`: walks the hash chain and names the first row that does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.honours.journal import verify


class Command(BaseCommand):
    help = "Verify the journal: finds the first altered, missing or inserted row and names it."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        if not verdict.intact:
            raise CommandError(f"the journal does not hold: {verdict.finding}")
        self.stdout.write(f"the journal holds: {verdict.rows} rows, each sealed by the next")
