"""What runs by the clock for the exchange of files."""

import datetime as dt
import logging
import time

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from registry.errors import Conflict
from registry.exchange.dumps import write_dump
from registry.exchange.kept import throw_away_old
from registry.exchange.sheets.forgetting import forget_sheets
from registry.exchange.sheets.jobs import claim
from registry.exchange.sheets.running import work

# So long a task imports at most: others want the worker too.
WORKS = 20.0
logger = logging.getLogger(__name__)


@shared_task(name="exchange.nightly_dump")
def nightly_dump() -> str:
    """Write tonight's dump and throw old ones away. Safe to run twice."""
    try:
        folder = write_dump()
    except Conflict:
        logger.info("a dump is being written already")
        return ""
    throw_away_old()
    return folder.name


@shared_task(name="exchange.forget_sheets")
def forget_old_sheets() -> int:
    """Erase imported sheets, IMPORT_KEPT_DAYS after their end; says how many. Safe to run twice."""
    return forget_sheets(timezone.now() - dt.timedelta(days=settings.IMPORT_KEPT_DAYS))


@shared_task(name="exchange.import_sheets", expires=600)
def import_sheets(pk: int | None = None) -> int:
    """Work at the imports that wait, or at this one; says at how many. Safe to run twice.

    The clock rings it too: so what a dead worker left, and what no message told of, is taken up.
    """
    deadline, done, more = time.monotonic() + WORKS, 0, False
    while time.monotonic() < deadline and (held := claim(pk)) is not None:
        more = work(held, deadline=deadline)
        done += 1
    if more:
        import_sheets.delay(pk)
    return done
