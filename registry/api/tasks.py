"""What runs by the clock for the API."""

from celery import shared_task

from registry.api import idempotency


@shared_task(name="api.forget_replies")
def forget_replies() -> int:
    """Erase responses that were kept for a repeated request. Safe to run twice."""
    return idempotency.forget_old()
