"""`manage.py export_cases`: labelled cases as lines for tests/cases/questions/*.yml."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from registry.questions.models import LabelledCase


class Command(BaseCommand):
    help = "Print labelled cases that were not exported yet, one YAML line each, by language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="those exported before as well")

    def handle(self, *args: Any, **options: Any) -> None:
        cases = LabelledCase.objects.order_by("language", "pk")
        fresh = cases if options["all"] else cases.filter(exported_at=None)
        for language in ("kk", "ru", "en"):
            lines = [case for case in fresh if case.language == language]
            if lines:
                self.stdout.write(f"# {language}")
            for case in lines:
                self.stdout.write(_line(case))
        fresh.update(exported_at=timezone.now())


def _line(case: LabelledCase) -> str:
    """One case in YAML's flow style, of which JSON is a part."""
    fields: dict[str, Any] = {"text": case.text, "status": case.status}
    fields |= {"kind": case.kind} if case.kind else {}
    machine = {name: value for name, value in case.machine.items() if name != "kind"}
    fields |= {"machine": machine} if machine else {}
    return f"- {json.dumps(fields, ensure_ascii=False)}"
