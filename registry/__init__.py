"""Marapat: a registry of state honours that answers questions."""

# The Celery application must be loaded with the package: otherwise `.delay()` in the web
# process talks to a default broker that nobody listens to.
from registry.celery import app as celery_app

__all__ = ["celery_app"]
