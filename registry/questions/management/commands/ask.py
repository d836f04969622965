"""`manage.py ask "…"`: one question, one answer with its sources."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from registry.errors import RegistryError
from registry.questions.asking import ask_traced
from registry.questions.explain import explain
from registry.questions.log import keep
from registry.questions.plain_text import answer_text
from registry.wording import LANGUAGES


class Command(BaseCommand):
    help = "Ask the registry a question in Kazakh, Russian or English."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("question")
        parser.add_argument("--lang", choices=LANGUAGES, help="language of the answer")
        parser.add_argument("--json", action="store_true", help="the answer as JSON")
        parser.add_argument("--explain", action="store_true", help="how the question was read")
        parser.add_argument(
            "--context", type=Path, help="file with the JSON of the answer before, for a follow-up"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer, trace = ask_traced(
                options["question"],
                asker="prompt",
                today=timezone.localdate(),
                lang=options["lang"],
                context=_context(options["context"]),
            )
        except RegistryError as error:
            raise CommandError(error.message) from None
        except (OperationalError, ProgrammingError) as error:
            why = str(error).splitlines()[0]
            raise CommandError(
                f"the database cannot be asked ({why}). Is it there and migrated? "
                "manage.py migrate makes its tables, load_registry fills them."
            ) from None
        left = trace.reading.left_over if trace.reading else ()
        keep(answer, text=options["question"], asker="prompt", channel="prompt", unused=left)
        if options["json"]:
            self.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(answer_text(answer))
        if options["explain"]:
            # Beside the JSON, not in it: the answer keeps its contract.
            out = self.stderr if options["json"] else self.stdout
            out.write(explain(answer, trace))


def _context(path: Path | None) -> dict[str, Any] | None:
    """The machine form in a file: of a whole answer, or alone."""
    if path is None:
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"--context {path}: {error}") from None
    if not isinstance(data, dict):
        raise CommandError(f"--context {path}: wanted a JSON object")
    understood = data.get("understood", {})
    machine = understood.get("machine", data) if isinstance(understood, dict) else data
    return machine if machine.get("kind") else None
