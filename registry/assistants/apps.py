"""The tool server for assistants."""

from django.apps import AppConfig


class AssistantsConfig(AppConfig):
    name = "registry.assistants"
    label = "assistants"
