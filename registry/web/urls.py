"""Addresses of the public pages and of the health checks."""

from django.urls import path

from registry.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("q", views.query, name="query"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
