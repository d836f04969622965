"""The domain app: the only writer of award tables."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HonoursConfig(AppConfig):
    name = "registry.honours"
    label = "honours"
    verbose_name = _("Honours")
