"""The Telegram front end."""

from django.apps import AppConfig


class BotConfig(AppConfig):
    name = "bot"
    label = "bot"
