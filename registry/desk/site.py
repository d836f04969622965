"""The admin's site: one for all rooms, with a front page of the desk's own."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from unfold.sites import UnfoldAdminSite

from registry.desk import front_page


class DeskSite(UnfoldAdminSite):
    """One admin for all rooms."""

    index_template = "clerks_desk/front_page.html"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits for whoever has come in, and what the registry holds."""
        return super().index(request, {**front_page.context(request), **(extra_context or {})})
