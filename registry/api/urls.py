"""Addresses of the API, version 1."""

from typing import Any

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from registry.api import views
from registry.api.problems import unknown_address
from registry.api.questions import QuestionView


def _resource(name: str, one: str, many: Any, single: Any) -> list[Any]:
    """The two addresses of a resource."""
    return [
        path(name, many.as_view(), name=f"{one}-list"),
        path(f"{name}/<slug:key>", single.as_view(), name=f"{one}-detail"),
    ]


urlpatterns = [
    *_resource("awards", "award", views.AwardList, views.AwardDetail),
    *_resource("recipients", "recipient", views.RecipientList, views.RecipientDetail),
    *_resource("decrees", "decree", views.DecreeList, views.DecreeDetail),
    *_resource("conferrals", "conferral", views.ConferralList, views.ConferralDetail),
    path("questions", QuestionView.as_view(), name="questions"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs", SpectacularSwaggerView.as_view(url_name="openapi"), name="docs"),
    re_path(r"^(?P<path>.*)$", unknown_address),
]
