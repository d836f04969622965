"""`manage.py load_registry [DIR]`: the bundled registry, or a folder of the same shape."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.honours.loading import load

BUNDLED = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load awards, people and conferrals from data files; loading again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=BUNDLED)

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = options["directory"]
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a folder")
        self.stdout.write(f"loading {directory.name}/ …")
        start = time.monotonic()
        report = load(directory, progress=self.stdout.write)
        for refusal in report.refused:
            self.stderr.write(f"refused {refusal}")
        new, changed = sum(report.entered.values()), sum(report.revised.values())
        self.stdout.write(
            f"{new} entered, {changed} revised, {sum(report.unchanged.values())} unchanged, "
            f"{len(report.refused)} refused, in {time.monotonic() - start:.1f} s"
        )
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused; the rest is loaded.")
