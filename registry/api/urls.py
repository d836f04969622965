"""Addresses of the API, version 1."""

from typing import Any

from django.urls import path, re_path
from drf_spectacular.views import SpectacularSwaggerView

from registry.api import views
from registry.api.changes import Changes
from registry.api.desk import articles, decisions, drafts
from registry.api.document import Document
from registry.api.dumps import DumpFile, DumpList
from registry.api.problems import unknown_address
from registry.api.questions import QuestionView
from registry.api.statistics import CoverageView, StatisticsView


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
    *_resource("authorities", "authority", views.AuthorityList, views.AuthorityDetail),
    *_resource("sources", "source", views.SourceList, views.SourceDetail),
    path("questions", QuestionView.as_view(), name="questions"),
    # -- the desk: clerks' work, by key ------------------------------------------------------
    path("drafts", drafts.Drafts.as_view(), name="draft-list"),
    path("drafts/<slug:public_id>", drafts.DraftDetail.as_view(), name="draft-detail"),
    path("drafts/<slug:public_id>/submit", decisions.Submit.as_view(), name="draft-submit"),
    path("drafts/<slug:public_id>/return", decisions.Return.as_view(), name="draft-return"),
    path("drafts/<slug:public_id>/publish", decisions.Publish.as_view(), name="draft-publish"),
    path("conferrals/<slug:public_id>/revoke", decisions.Revoke.as_view(), name="conferral-revoke"),
    path("articles", articles.Articles.as_view(), name="article-list"),
    path("articles/<int:number>", articles.ArticleDetail.as_view(), name="article-detail"),
    path("proposals/<int:number>/accept", articles.Accept.as_view(), name="proposal-accept"),
    path("proposals/<int:number>/reject", articles.Reject.as_view(), name="proposal-reject"),
    path("proposals/<int:number>/correct", articles.Correct.as_view(), name="proposal-correct"),
    # ----------------------------------------------------------------------------------------
    path("dumps", DumpList.as_view(), name="dump-list"),
    path("dumps/<str:version>/<str:file>", DumpFile.as_view(), name="dump-file"),
    # What the registry holds, and how it came about.
    path("coverage", CoverageView.as_view(), name="coverage"),
    path("statistics", StatisticsView.as_view(), name="statistics"),
    path("changes", Changes.as_view(), name="changes"),
    path("openapi.json", Document.as_view(), name="openapi"),
    path("docs", SpectacularSwaggerView.as_view(url_name="openapi"), name="docs"),
    # Whatever stands there: a line feed, too.
    re_path(r"^(?P<path>[\s\S]*)\Z", unknown_address),
]
