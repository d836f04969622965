"""Addresses of the public pages and of the health checks."""

from django.urls import path

from registry.web import account, chat, letters, views

urlpatterns = [
    path("", views.home, name="home"),
    path("q", views.query, name="query"),
    path("chat", chat.page, name="chat"),
    path("chat/messages", chat.messages),
    path("chat/say", chat.say),
    path("chat/press", chat.press),
    path("chat/picture/<str:file>", chat.picture),
    path("account/telegram", account.telegram, name="account-telegram"),
    path("letters", letters.ask_for, name="letters"),
    path("letters/begin/<str:token>", letters.begin, name="notices-begin"),
    path("letters/stop/<str:token>", letters.stop, name="notices-stop"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
