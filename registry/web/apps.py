"""The public pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "registry.web"
    label = "web"

    def ready(self) -> None:
        from registry import checks  # noqa: F401  importing it registers them
