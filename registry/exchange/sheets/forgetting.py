"""The end of an import: sheets hold names and births, and are not kept for ever.

What they made stands in the registry and its journal; who was meant stays decided.
"""

import datetime as dt

from django.db import transaction

from registry.exchange.models import ImportJob, PersonDecision, Sheet, SheetPerson
from registry.exchange.sheets.jobs import AT_WORK


@transaction.atomic
def forget_sheets(before: dt.datetime) -> int:
    """Erase imports that nobody has touched since, with their sheets; says how many sheets.

    A sheet that is at work, or that was sent, checked or decided on since, stays with all its
    imports. Whoever sends one of these again meanwhile waits, and begins with a sheet anew.
    """
    old = Sheet.objects.select_for_update().filter(received_at__lt=before)
    keys = set(old.values_list("pk", flat=True))
    jobs = ImportJob.objects.select_for_update().filter(sheet__in=keys)
    for sheet, state, *times in jobs.values_list(
        "sheet", "state", "at", "started_at", "ended_at", "claimed_until"
    ):
        if state in AT_WORK or any(time and time >= before for time in times):
            keys.discard(sheet)
    decided = PersonDecision.objects.filter(at__gte=before).values("key")
    people = SheetPerson.objects.filter(job__sheet__in=keys, asked=True, key__in=decided)
    keys -= set(people.values_list("job__sheet", flat=True))
    ImportJob.objects.filter(sheet__in=keys).delete()
    Sheet.objects.filter(pk__in=keys).delete()
    return len(keys)
