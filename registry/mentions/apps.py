"""The reader of text, for questions and articles alike."""

from django.apps import AppConfig


class MentionsConfig(AppConfig):
    name = "registry.mentions"
    label = "mentions"
