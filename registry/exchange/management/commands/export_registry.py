"""`manage.py export_registry`: an open-data dump of the registry, or a sheet for staff."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from registry.errors import RegistryError
from registry.exchange.dumps import write_dump
from registry.exchange.kept import throw_away_old
from registry.exchange.sheets.exporting import FILTERS, FORMATS, chosen, csv_text, write_xlsx


class Command(BaseCommand):
    help = (
        "Write what is published as CSV, NDJSON and SQLite files with a manifest; "
        "with --format one sheet for staff, drafts and all, that import_sheet reads again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            help="write into this folder, and throw nothing old away; else where the API looks. "
            "A sheet: into this file, else to the output",
        )
        parser.add_argument("--format", choices=FORMATS, help="one sheet instead of a dump")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=f"of a sheet; any of: {', '.join(FILTERS)}",
        )
        parser.add_argument(
            "--lang", choices=("kk", "ru", "en"), default="", help="of a sheet's titles"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["format"]:
                self._sheet(options)
                return
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

    def _sheet(self, options: dict[str, Any]) -> None:
        pairs = [part.partition("=") for part in options["filter"]]
        found = chosen((name.strip(), value.strip()) for name, _, value in pairs)
        if options["format"] == "xlsx":
            if options["to"] is None:
                raise CommandError("XLSX is written into a file: name it with --to FILE.")
            write_xlsx(found, options["to"], options["lang"])
        elif options["to"]:
            with options["to"].open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_text(found, options["lang"]))
        else:
            for piece in csv_text(found, options["lang"]):
                self.stdout.write(piece, ending="")
