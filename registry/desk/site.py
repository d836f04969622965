"""The admin's site: one for all rooms, with a front page of the desk's own."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from unfold.sites import UnfoldAdminSite

from registry.desk import front_page
from registry.desk.warnings_page import warnings_page


class DeskSite(UnfoldAdminSite):
    """One admin for all rooms."""

    index_template = "desk/front_page/index.html"

    def get_urls(self) -> list[Any]:
        """The screens of the desk that belong to no table, before those that do."""
        warnings = self.admin_view(partial(warnings_page, self))
        return [path("desk/warnings/", warnings, name="desk_warnings"), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits for whoever has come in, and what the registry holds."""
        return super().index(request, {**front_page.context(request), **(extra_context or {})})
