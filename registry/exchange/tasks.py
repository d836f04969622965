"""What runs by the clock for the exchange of files."""

import logging

from celery import shared_task

from registry.errors import Conflict
from registry.exchange.dumps import write_dump
from registry.exchange.kept import throw_away_old

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
