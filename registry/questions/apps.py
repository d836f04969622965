"""The questions app."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "registry.questions"
    label = "questions"
