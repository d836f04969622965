"""Addresses of coming in. They stand before the admin's own, whose login they replace."""

from django.urls import path

from registry.desk.signing_in import own, views

urlpatterns = [
    path("login/", views.Login.as_view()),
    path("login/code/", views.code, name="desk-code"),
    path("login/set-up/", views.set_up, name="desk-set-up"),
    path("second-step/", own.own, name="desk-second-factor"),
    path("second-step/<int:pk>/reset/", own.reset, name="desk-second-factor-reset"),
]
