"""Keeping what was asked. A question is never lost for want of its own log."""

import datetime as dt
import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from registry.names import fold, words
from registry.questions.answer import Answer
from registry.questions.models import AskedQuestion

logger = logging.getLogger(__name__)
LONGEST_GROUP = 300


def keep(
    answer: Answer,
    *,
    text: str,
    asker: str,
    channel: str,
    unused: Sequence[str] = (),
    took_ms: int = 0,
) -> None:
    """Write one question down, with one insert. What fails is logged, without the text."""
    if not channel or not settings.QUESTION_LOG:
        return
    row = AskedQuestion(
        asker=asker,
        channel=channel,
        text=text,
        folded=grouped(text),
        language=answer.language,
        kind=answer.kind or "",
        status=answer.status,
        machine=answer.understood.machine,
        unused=list(unused),
        took_ms=took_ms,
        registry_version=answer.registry_version,
    )
    try:
        # A savepoint, so that the caller's transaction outlives a failure.
        with transaction.atomic():
            row.save(force_insert=True)
    except (DatabaseError, ValueError) as error:
        # ValueError: a NUL character, which PostgreSQL does not store.
        logger.error("a question was not kept: %s", type(error).__name__)


def grouped(text: str) -> str:
    """The same for a question in other capitals or with other punctuation."""
    return " ".join(fold(word.text) for word in words(text))[:LONGEST_GROUP]


def forget_old(before: dt.datetime) -> int:
    """Erase the questions asked before a moment; hands back how many."""
    return AskedQuestion.objects.filter(asked_at__lt=before).delete()[0]


def forget_asker(asker: str) -> int:
    """Erase whatever was asked under an id; hands back how many."""
    return AskedQuestion.objects.filter(asker=asker).delete()[0]


def kept_since() -> dt.datetime:
    """Before this moment a text is too old to be kept."""
    return timezone.now() - dt.timedelta(days=settings.QUESTION_TEXT_DAYS)
