"""Addresses of the API, version 1."""

from typing import Any

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from registry.api import small, views
from registry.api.changes import Changes
from registry.api.problems import unknown_address
from registry.api.questions import QuestionView
from registry.api.statistics import CoverageView, StatisticsView

LIST: dict[str, Any] = {"get": "list"}
DETAIL: dict[str, Any] = {"get": "retrieve"}

urlpatterns = [
    path("awards", views.Awards.as_view(LIST), name="award-list"),
    path("awards/<slug:slug>", views.Awards.as_view(DETAIL), name="award-detail"),
    path("recipients", views.Recipients.as_view(LIST), name="recipient-list"),
    path("recipients/<slug:public_id>", views.Recipients.as_view(DETAIL), name="recipient-detail"),
    path("decrees", views.Decrees.as_view(LIST), name="decree-list"),
    path("decrees/<slug:public_id>", views.Decrees.as_view(DETAIL), name="decree-detail"),
    path("conferrals", views.Conferrals.as_view(LIST), name="conferral-list"),
    path("conferrals/<slug:public_id>", views.Conferrals.as_view(DETAIL), name="conferral-detail"),
    path("questions", QuestionView.as_view(), name="questions"),
    # What the registry holds, and how it came about.
    path("authorities", small.Authorities.as_view(LIST), name="authority-list"),
    path("authorities/<slug:slug>", small.Authorities.as_view(DETAIL), name="authority-detail"),
    path("sources", small.Sources.as_view(LIST), name="source-list"),
    path("sources/<slug:key>", small.Sources.as_view(DETAIL), name="source-detail"),
    path("coverage", CoverageView.as_view(), name="coverage"),
    path("statistics", StatisticsView.as_view(), name="statistics"),
    path("changes", Changes.as_view(), name="changes"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs", SpectacularSwaggerView.as_view(url_name="openapi"), name="docs"),
    re_path(r"^(?P<path>.*)$", unknown_address),
]
