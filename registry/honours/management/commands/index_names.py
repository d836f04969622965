"""`manage.py index_names`: what retrieval knows of every name, made again from its text.

Needed once after an upgrade that changes how names are compared; safe at any time.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from registry.honours.models import RecipientName
from registry.honours.services.recipients import index_name


class Command(BaseCommand):
    help = "Make the index of names again, after an upgrade that changed how names are compared."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        with transaction.atomic():
            for name in RecipientName.objects.order_by("pk").iterator(chunk_size=1000):
                index_name(name)
                done += 1
                if done % 1000 == 0:
                    self.stdout.write(f"  {done} names")
        self.stdout.write(f"{done} names indexed")
