"""The admin's site: it knows its front page, and how the bot finds people.

The admin screens of the rooms below ask their site, since what reads names stands above them.
"""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from unfold.sites import UnfoldAdminSite

from registry.desk import front_page
from registry.desk.people_search import people_found


class DeskSite(UnfoldAdminSite):
    """One admin for all rooms."""

    index_template = "clerks_desk/front_page.html"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits for whoever has come in, and what the registry holds."""
        return super().index(request, {**front_page.context(request), **(extra_context or {})})

    def find_people(self, text: str) -> list[int]:
        """Keys of the recipients whom a written name, or its beginning, means; nearest first."""
        return people_found(text)
