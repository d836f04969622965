"""`manage.py export_registry`: an open-data dump of the registry as it stands."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from registry.errors import RegistryError
from registry.exchange.dumps import write_dump
from registry.exchange.kept import throw_away_old


class Command(BaseCommand):
    help = "Write what is published as CSV, NDJSON and SQLite files with a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            help="write into this folder, and throw nothing old away; else where the API looks",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder = write_dump(options["to"])
            if options["to"] is None:
                throw_away_old()
        except RegistryError as error:
            raise CommandError(error.message) from None
        except DatabaseError as error:
            raise CommandError(
                f"The database is not ready ({error}). Run `manage.py migrate` first."
            ) from None
        except OSError as error:
            raise CommandError(f"The files cannot be written: {error}.") from None
        self.stdout.write(str(folder))
