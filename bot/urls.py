"""The bot's one address in the web process."""

from django.urls import path

from bot import webhook

urlpatterns = [path("<str:word>", webhook.take)]
