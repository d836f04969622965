"""The end of an import: sheets hold names and births, and are not kept for ever.

What they made stands in the registry and its journal; who was meant stays decided.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from registry.exchange.models import ImportJob, Sheet
from registry.exchange.sheets.jobs import AT_WORK


@transaction.atomic
def forget_sheets(before: dt.datetime) -> int:
    """Erase imports that nobody has touched since, with their sheets; says how many sheets.

    A sheet that is at work, or that was sent again since, stays with all its imports.
    """
    jobs = ImportJob.objects.filter(sheet=OuterRef("pk"))
    since = jobs.annotate(last=Coalesce("ended_at", "started_at", "at")).filter(last__gte=before)
    old = Sheet.objects.filter(received_at__lt=before).exclude(Exists(since))
    keys = list(old.exclude(Exists(jobs.filter(state__in=AT_WORK))).values_list("pk", flat=True))
    ImportJob.objects.filter(sheet__in=keys).delete()
    Sheet.objects.filter(pk__in=keys).delete()
    return len(keys)
