"""Drafts in the admin: a clerk reads the quote, and accepts or rejects."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.errors import RegistryError
from registry.honours.desk import Part, ReadOnly
from registry.honours.list_filters import among
from registry.intake.models import Article, Draft, DraftCorrection
from registry.intake.services import draft_accept, draft_reject
from registry.intake.trust import VERDICTS


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    list_display = ("id", "title", "url", "received_at", "source")
    list_select_related = ("source",)
    ordering = ("-id",)
    search_fields = ("title", "url")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the texts: a list shows none, and they are long."""
        return super().get_queryset(request).defer("text")


class Corrections(Part):
    """Who put what right. Only `draft_correct` writes here."""

    model = DraftCorrection
    fields = readonly_fields = ("field", "before", "after", "by_text", "at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Draft)
class DraftAdmin(ReadOnly):
    list_display = ("id", "recipient_text", "award", "grade", "date", "verdict", "state")
    list_filter = ("state", among("verdict", _("verdict"), VERDICTS), "award")
    list_select_related = ("award", "grade")
    actions = ("accept", "reject")
    inlines = (Corrections,)

    def has_accept_permission(self, request: HttpRequest) -> bool:
        return may(request, Role.CLERK)

    @admin.action(description=_("Accept the selected drafts"), permissions=["accept"])
    def accept(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, lambda d: draft_accept(draft=d, by=request.user))  # type: ignore[arg-type]

    @admin.action(description=_("Reject the selected drafts"), permissions=["accept"])
    def reject(self, request: HttpRequest, queryset: Any) -> None:
        why = str(_("not a conferral, by a clerk's reading"))
        self._each(request, queryset, lambda d: draft_reject(draft=d, by=request.user, reason=why))  # type: ignore[arg-type]

    def _each(self, request: HttpRequest, queryset: Any, verdict: Any) -> None:
        for draft in queryset:
            try:
                verdict(draft)
                self.message_user(
                    request, _("Done: %(draft)s") % {"draft": draft}, messages.SUCCESS
                )
            except RegistryError as error:
                self.message_user(request, f"{draft}: {error.message}", messages.ERROR)
