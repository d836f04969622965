"""`manage.py index_names`: what retrieval knows of every name, made again from its text.

Needed once after an upgrade that changes how names are compared; safe at any time.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from registry.honours.services.name_index import index_everybody

STEP = 10_000


class Command(BaseCommand):
    help = "Make the index of names again, after an upgrade that changed how names are compared."

    def handle(self, *args: Any, **options: Any) -> None:
        said = 0

        def progress(done: int) -> None:
            nonlocal said
            if done - said >= STEP:
                said = done
                self.stdout.write(f"  {done} names")

        with transaction.atomic():
            done = index_everybody(progress)
        self.stdout.write(f"{done} names indexed")
