"""The domain in the admin: everything can be seen and entered, by way of the services.

Each form asks why; the answer goes into the journal. Who may do what is decided by the role.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.errors import RegistryError
from registry.honours import account_admin as account_admin  # its screen registers itself
from registry.honours import services
from registry.honours.desk import Desk, Part, ReadOnly
from registry.honours.list_filters import ActionFilter, InsigniaFilter, WaitingFilter, YearFilter
from registry.honours.list_search import search_changes, search_conferrals, search_recipients
from registry.honours.models import (
    AuditRun,
    Authority,
    Award,
    AwardName,
    AwardPeriod,
    Change,
    Citizenship,
    Conferral,
    ConferralEvent,
    Decree,
    Evidence,
    ExternalId,
    Grade,
    GradeName,
    Recipient,
    RecipientName,
    RecipientRedirect,
    Source,
)
from registry.honours.models.conferral import NEWEST
from registry.honours.review_desk import ConferralSteps, DecreeSteps
from registry.honours.rules import check


@admin.register(Authority)
class AuthorityAdmin(Desk):
    list_display = ("slug", "kind", "country", "name_en")
    search_fields = ("slug", "name_kk", "name_ru", "name_en")
    sortable_by = None


class GradePart(Part):
    model = Grade
    fields = ("kind", "rank", "name_kk", "name_ru", "name_en", "valid_from", "valid_to")


class PeriodPart(Part):
    model = AwardPeriod
    fields = ("valid_from", "valid_to", "contested", "basis", "note")


class SpellingPart(Part):
    model = AwardName
    fields = ("text", "language", "script", "kind", "note")


@admin.register(Award)
class AwardAdmin(Desk):
    list_display = ("slug", "kind", "short_kk", "short_ru", "short_en", "status")
    list_filter = ("kind", "status", "authority")
    search_fields = ("slug", "name_kk", "name_ru", "name_en", "names__text")
    sortable_by = None
    autocomplete_fields = ("predecessor", "sources")
    inlines = (GradePart, PeriodPart, SpellingPart)


class GradeNamePart(Part):
    model = GradeName
    fields = ("text", "language", "valid_from", "valid_to", "note")


@admin.register(Grade)
class GradeAdmin(Desk):
    list_display = ("award", "kind", "rank", "name_en", "valid_from", "valid_to")
    list_select_related = ("award",)
    search_fields = ("name_kk", "name_ru", "name_en", "award__slug")
    sortable_by = None
    autocomplete_fields = ("award", "sources")
    inlines = (GradeNamePart,)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """For a conferral's form, which names the award chosen: the grades of that award."""
        award = request.GET.get("award", "")
        if award.isdecimal():
            queryset = queryset.filter(award=award)
        return super().get_search_results(request, queryset, search_term)


class NamePart(Part):
    model = RecipientName
    fields = ("text", "language", "kind", "note")


class CitizenshipPart(Part):
    model = Citizenship
    fields = ("country",)


class ExternalIdPart(Part):
    model = ExternalId
    fields = ("register", "value")


@admin.register(Recipient)
class RecipientAdmin(Desk):
    list_display = ("public_id", "__str__", "kind", "gender", "description_en")
    list_filter = ("kind", "gender")
    ordering = ("-id",)
    search_fields = ("public_id", "names__text")
    search_help_text = _("a name in any spelling, or an id")
    finder = staticmethod(search_recipients)
    inlines = (NamePart, CitizenshipPart, ExternalIdPart)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("names")


@admin.register(Decree)
class DecreeAdmin(DecreeSteps):
    list_display = ("public_id", "kind", "number", "date", "authority")
    list_select_related = ("authority",)
    search_fields = ("=public_id", "number", "title_kk", "title_ru", "title_en")
    sortable_by = None
    autocomplete_fields = ("sources",)


class EvidencePart(Part):
    model = Evidence
    fields = ("source", "fields", "date", "date_kind", "grade", "stance", "quote", "note")
    autocomplete_fields = ("source",)


class EventPart(Part):
    model = ConferralEvent
    fields = ("kind", "date", "decree", "reason", "source")
    autocomplete_fields = ("decree", "source")


@admin.register(Conferral)
class ConferralAdmin(ConferralSteps):
    list_display = (
        "public_id",
        "recipient",
        "award",
        "grade",
        "conferred_on",
        "presented_on",
        "state",
    )
    list_filter = ("state", WaitingFilter, "contested", InsigniaFilter, YearFilter, "award")
    ordering = NEWEST
    search_fields = ("public_id", "recipient__names__text")
    search_help_text = _("a name in any spelling, a decree's number, or an id")
    finder = staticmethod(search_conferrals)
    autocomplete_fields = ("recipient", "award", "grade", "decree")
    readonly_fields = ("state",)
    inlines = (EvidencePart, EventPart)
    actions = (*ConferralSteps.actions, "withdraw")

    class Media:
        js = ("honours/grade_of_award.js",)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("recipient", "award", "grade", "decree")
        return rows.prefetch_related("recipient__names")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for finding in check(form.instance):
            self.message_user(request, f"{finding.field}: {finding.reason}", messages.WARNING)

    @admin.action(description=_("Withdraw the selected records"), permissions=["reviewer"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.conferral_withdraw, _("withdrawn by a reviewer"))

    def _each(self, request: HttpRequest, queryset: Any, service: Any, reason: Any) -> None:
        done = 0
        for conferral in queryset:
            try:
                service(conferral=conferral, by=request.user, reason=str(reason))
                done += 1
            except RegistryError as error:
                self.message_user(request, f"{conferral}: {error.message}", messages.ERROR)
        if done:
            self.message_user(request, _("Done: %(count)s") % {"count": done}, messages.SUCCESS)


@admin.register(Source)
class SourceAdmin(Desk):
    list_display = ("key", "kind", "strength", "title", "publisher")
    list_filter = ("strength", "kind")
    search_fields = ("key", "title", "url")
    sortable_by = None


@admin.register(Change)
class ChangeAdmin(ReadOnly):
    list_display = ("id", "at", "action", "object_text", "by_text", "reason")
    list_filter = (ActionFilter,)
    ordering = ("-id",)
    search_fields = ("object_id",)
    search_help_text = _("a name, an id, a row's number, or who wrote it")
    finder = staticmethod(search_changes)


@admin.register(AuditRun)
class AuditRunAdmin(ReadOnly):
    list_display = ("at", "intact", "finding")
    sortable_by = None


@admin.register(RecipientRedirect)
class RedirectAdmin(ReadOnly):
    list_display = ("merged_id", "survivor", "at")
    ordering = ("-id",)
    list_select_related = ("survivor",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("survivor__names")
