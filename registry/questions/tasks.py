"""What runs by the clock for the questions."""

from celery import shared_task

from registry.questions import log


@shared_task(name="questions.forget_old")
def forget_old() -> int:
    """Erase questions older than QUESTION_TEXT_DAYS. Safe to run twice."""
    return log.forget_old(log.kept_since())
