"""Imports in the admin: sent, checked, decided, started, watched; and lists brought out as sheets.

What a sheet is and does is `registry.exchange.sheets`; here it is shown and asked for.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.exchange import export_screen, import_screens
from registry.exchange.models import ImportJob, PersonDecision


@admin.register(ImportJob)
class ImportJobAdmin(ModelAdmin):
    """Every import, the newest first. Clerks and above see them; nothing is edited or deleted."""

    list_display = ("sheet_name", "state", "progress", "by", "at")
    list_display_links = ("sheet_name",)
    list_filter = ("state",)
    list_select_related = ("by", "sheet")
    list_per_page = 50
    search_fields = ("sheet__name",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("sheet__content", "sheet__notes")

    @admin.display(description=_("file"), ordering="sheet__name")
    def sheet_name(self, job: ImportJob) -> str:
        return job.sheet.name

    @admin.display(description=_("progress"))
    def progress(self, job: ImportJob) -> str:
        return f"{import_screens.percent_of(job)} %"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.CLERK)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.CLERK)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.CLERK)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        """The import's own screens, and the lists of the domain as sheets."""
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", wrap(view), name=f"exchange_import_{name}")
            for name, view in import_screens.SCREENS.items()
        ]
        out = wrap(export_screen.export)
        return [
            *own,
            path("empty/", wrap(export_screen.empty_sheet), name="exchange_empty_sheet"),
            path("export/<slug:model>/<slug:form>/", out, name="exchange_export"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return import_screens.upload(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return import_screens.job_screen(request, object_id)


@admin.register(PersonDecision)
class PersonDecisionAdmin(ModelAdmin):
    """What was decided about who is meant. A wrong one is taken out, and then asked again."""

    list_display = ("text", "recipient", "by", "at")
    list_filter = (("by", admin.EmptyFieldListFilter),)
    list_select_related = ("by",)
    list_per_page = 50
    search_fields = ("text", "recipient")
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.CLERK)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.CLERK)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, Role.REVIEWER)
