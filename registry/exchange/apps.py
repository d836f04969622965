"""The exchange app: the registry as files."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "registry.exchange"
    label = "exchange"
