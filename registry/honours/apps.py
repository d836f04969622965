"""The domain app: the only writer of award tables."""

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "registry.honours"
    label = "honours"
    verbose_name = "Honours"
