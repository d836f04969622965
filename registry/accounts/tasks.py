"""The night's work on accounts."""

from importlib import import_module

from axes.models import AccessAttempt
from celery import shared_task
from django.conf import settings
from django.utils import timezone


@shared_task(name="accounts.forget_old")
def forget_old() -> int:
    """Erase sessions that ended and failed logins that no longer count; says how many of these."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    past = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(attempt_time__lt=past).delete()[0]
