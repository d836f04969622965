"""What runs by the clock for the bot."""

import datetime as dt

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from bot import services, sharing
from registry.accounts.linking import failures_forget


@shared_task(name="bot.forget_old")
def forget_old() -> int:
    """Erase questions older than QUESTION_TEXT_DAYS, and what nobody uses. Safe to run twice."""
    sharing.forget_unused()
    failures_forget()
    return services.forget_old(timezone.now() - dt.timedelta(days=settings.QUESTION_TEXT_DAYS))
