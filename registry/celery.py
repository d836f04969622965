"""The Celery application and the whole periodic schedule, as one table."""

import datetime as dt
import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")

app = Celery("marapat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# name of the task → when it runs (UTC). One table, so that a reader sees the whole night at once.
SCHEDULE = {
    "notices.work": dt.timedelta(seconds=5),
    "exchange.import_sheets": dt.timedelta(seconds=15),
    "honours.nightly_audit": crontab(hour=1, minute=15),
    "accounts.forget_old": crontab(hour=1, minute=35),
    "bot.forget_old": crontab(hour=1, minute=45),
    "notices.forget_old": crontab(hour=1, minute=40),
    "questions.forget_old": crontab(hour=1, minute=50),
    "api.forget_replies": crontab(hour=1, minute=55),
    "exchange.forget_sheets": crontab(hour=2, minute=5),
    "exchange.nightly_dump": crontab(hour=2, minute=15),
}

app.conf.beat_schedule = {name: {"task": name, "schedule": when} for name, when in SCHEDULE.items()}
