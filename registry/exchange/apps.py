"""The exchange app: the registry as files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "registry.exchange"
    label = "exchange"
    verbose_name = _("Sheets and dumps")
